use kerust::prelude::*;

model! {
    pub struct Net < row: Vectr<8> > {
        row -> Dense<_, 2>
    }
}

fn main() {}
