use kerust::prelude::*;

model! {
    pub struct Net < row: Vector<8> > {
        shared tower = Dense<_, 4>(relu);
        let a = row -> tower;
        (a, tower) -> Add -> Dense<_, 2>
    }
}

fn main() {}
