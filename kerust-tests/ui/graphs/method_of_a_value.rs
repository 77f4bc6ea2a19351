use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = row.dense(8);
        a -> Dense<_, 2>
    }
}

fn main() {}
