use kerust::prelude::*;

model! {
    pub struct Net < image: Image<28, 28, 1> > {
        (image, image) -> Dot(axes = 1) -> Flatten -> Dense<_, 10>(softmax)
    }
}

fn main() {}
