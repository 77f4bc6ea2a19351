use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = row -> Dense<_, 8>(relu);
        let b = row -> Dense<_, 8>(relu);
        a -> b -> Dense<_, 2>
    }
}

fn main() {}
