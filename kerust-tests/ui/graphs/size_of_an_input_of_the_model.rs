use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        row -> Dense<4, 2>
    }
}

fn main() {}
