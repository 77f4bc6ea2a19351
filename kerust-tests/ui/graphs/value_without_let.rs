use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        x = row -> Dense<_, 4>(relu);
        x -> Dense<_, 2>
    }
}

fn main() {}
