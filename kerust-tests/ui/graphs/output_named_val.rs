use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = row -> Dense<_, 4>(relu);
        (val = a -> Dense<_, 2>, kind = a -> Dense<_, 1>)
    }
}

fn main() {}
