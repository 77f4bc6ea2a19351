use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = row;
        a -> Dense<_, 2>
    }
}

fn main() {}
