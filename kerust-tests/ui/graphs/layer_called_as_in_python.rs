use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = Dense(10)(row);
        a -> Dense<_, 2>
    }
}

fn main() {}
