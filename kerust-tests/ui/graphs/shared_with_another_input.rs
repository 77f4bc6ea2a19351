use kerust::prelude::*;

model! { pub struct Trunk < Dense<8, 4>(relu) > }

model! {
    pub struct Net < left: Vector<9>, right: Vector<9> > {
        shared tower = Trunk;
        (left -> tower, right -> tower) -> Add -> Dense<_, 2>
    }
}

fn main() {}
