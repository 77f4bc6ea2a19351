use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        row -> Dense<_, 4>(relu, name = head) -> Dense<_, 2>(name = head)
    }
}

fn main() {}
