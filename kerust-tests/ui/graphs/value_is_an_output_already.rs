use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = row -> Dense<_, 4>(relu);
        (code = a, same = a)
    }
}

fn main() {}
