use kerust::prelude::*;

model! {
    pub struct Net < query: Vector<16>, words: Sequence<20, 8> > {
        (query, words) -> Dot(axes = (1, 2)) -> Dense<_, 10>(softmax)
    }
}

fn main() {}
