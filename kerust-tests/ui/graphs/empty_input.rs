use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<0> > {
        row -> Dense<_, 2>
    }
}

fn main() {}
