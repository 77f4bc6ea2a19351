use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        shared tower = Dense<_, 8>(relu) -> Dense<_, 8>;
        row -> tower -> Dense<_, 2>
    }
}

fn main() {}
