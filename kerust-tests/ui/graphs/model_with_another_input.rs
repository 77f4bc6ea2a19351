use kerust::prelude::*;

model! { pub struct Trunk < Dense<4, 3>(relu) > }

model! {
    pub struct Net < row: Vector<8> > {
        row -> Dense<_, 6>(relu) -> Trunk -> Dense<_, 2>
    }
}

fn main() {}
