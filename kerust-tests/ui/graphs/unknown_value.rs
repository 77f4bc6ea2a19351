use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let hidden = row -> Dense<_, 4>(relu);
        hiden -> Dense<_, 2>
    }
}

fn main() {}
