use kerust::prelude::*;

model! {
    pub struct Net < image: Image<8, 8, 1> > {
        let a = image -> Conv2D<_, 4, 3>(relu);
        let b = a -> Conv2D<_, 4, 3>(relu);
        (a, b) -> Add -> Flatten -> Dense<_, 2>
    }
}

fn main() {}
