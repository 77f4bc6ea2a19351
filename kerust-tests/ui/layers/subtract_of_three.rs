use kerust::prelude::*;

model! {
    pub struct Net < x: Vector<12> > {
        let a = x -> Dense<_, 12>(relu);
        let b = x -> Dense<_, 12>(relu);
        (a, b, x) -> Subtract -> Dense<_, 10>(softmax)
    }
}

fn main() {}
