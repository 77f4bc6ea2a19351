use kerust::prelude::*;

model! {
    pub struct Net < image: Image<28, 28, 1>, facts: Vector<12> > {
        let a = image -> Conv2D<_, 16, 3>(relu);
        (a, facts) -> Add -> Flatten -> Dense<_, 10>(softmax)
    }
}

fn main() {}
