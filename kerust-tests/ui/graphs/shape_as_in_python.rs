use kerust::prelude::*;

model! {
    pub struct Net < row: (8,) > {
        row -> Dense<_, 2>
    }
}

fn main() {}
