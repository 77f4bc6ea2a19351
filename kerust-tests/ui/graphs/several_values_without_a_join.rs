use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let a = row -> Dense<_, 4>(relu);
        let b = row -> Dense<_, 4>(tanh);
        let both = (a, b);
        both -> Dense<_, 2>
    }
}

fn main() {}
