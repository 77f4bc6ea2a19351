use kerust::prelude::*;

model! {
    pub struct Net < image: Image<28, 28, 1> > {
        let a = image -> Conv2D<_, 16, 3>(relu, padding = same);
        let b = a -> Conv2D<_, 16, 3>(relu);
        (a, b) -> Add -> GlobalAveragePooling2D -> Dense<_, 10>(softmax)
    }
}

fn main() {}
