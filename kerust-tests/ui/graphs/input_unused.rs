use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8>, facts: Vector<3> > {
        row -> Dense<_, 2>
    }
}

fn main() {}
