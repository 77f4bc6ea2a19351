use kerust::prelude::*;

model! {
    pub struct Net < x: Vector<12> > {
        let a = x -> Dense<_, 12>(relu);
        (a, x) -> Dot(1)
    }
}

fn main() {}
