use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        row -> Dense<_, 4>(relu) -> Dense<4, _>
    }
}

fn main() {}
