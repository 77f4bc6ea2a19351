use kerust::prelude::*;

model! {
    pub struct Net < image: Image<28, 28, 1> > {
        let a = image -> Conv2D<_, 16, 3>(relu, padding = same);
        (image, a -> Conv2D<_, 8, 3>(padding = same), a) -> Average -> Flatten -> Dense<_, 10>(softmax)
    }
}

fn main() {}
