use kerust::prelude::*;

model! {
    pub struct Net < image: Image<8, 8, 1> > {
        image -> MaxPooling2D<_> -> Flatten -> Dense<_, 2>
    }
}

fn main() {}
