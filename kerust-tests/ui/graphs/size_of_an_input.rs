use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<_> > {
        row -> Dense<_, 2>
    }
}

fn main() {}
