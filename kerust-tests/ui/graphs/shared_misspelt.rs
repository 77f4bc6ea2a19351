use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        shared tower = Dense<_, 4>(relu);
        row -> towr -> Dense<_, 2>
    }
}

fn main() {}
