use kerust::prelude::*;

model! {
    pub struct Net < row > {
        row -> Dense<_, 2>
    }
}

fn main() {}
