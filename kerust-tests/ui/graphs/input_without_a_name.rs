use kerust::prelude::*;

model! {
    pub struct Net < Image<8, 8, 1> > {
        image -> Flatten -> Dense<_, 2>
    }
}

fn main() {}
