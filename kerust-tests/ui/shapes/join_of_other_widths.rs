use kerust::prelude::*;

model! {
    pub struct Net < x: Vector<12> > {
        let a = x -> Dense<_, 32>(relu);
        let b = x -> Dense<_, 16>(relu);
        (a, b) -> Multiply -> Dense<_, 10>(softmax)
    }
}

fn main() {}
