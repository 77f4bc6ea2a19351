use kerust::prelude::*;

model! {
    pub struct Net < x: Vector<12> > {
        let a = x -> Dense<_, 12>(relu);
        (a, x) -> Add(axis = -1) -> Dense<_, 10>(softmax)
    }
}

fn main() {}
