use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        let hidden = row -> Dense<_, 6>(relu);
        hidden -> Dense<4, 2>
    }
}

fn main() {}
