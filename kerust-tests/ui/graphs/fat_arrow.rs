use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = row => Dense<_, 4>(relu);
        a -> Dense<_, 2>
    }
}

fn main() {}
