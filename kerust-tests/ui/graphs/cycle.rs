use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = b -> Dense<_, 8>(relu);
        let b = a -> Dense<_, 8>(relu);
        (a, b) -> Add -> Dense<_, 2>
    }
}

fn main() {}
