use kerust::prelude::*;

model! {
    pub struct Net < image: Image<8, 8, 1> > {
        image -> Conv2D<_, 4, 3>(relu) -> Dense<_, 2>
    }
}

fn main() {}
