use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        row -> Dense<_, 2>;
    }
}

fn main() {}
