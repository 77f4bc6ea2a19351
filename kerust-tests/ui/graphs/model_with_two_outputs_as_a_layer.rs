use kerust::prelude::*;

model! {
    pub struct Two < row: Vector<8> > {
        let a = row -> Dense<_, 4>(relu);
        (one = a -> Dense<_, 1>, other = a -> Dense<_, 2>)
    }
}
model! { pub struct Net < row: Vector<8> > { row -> Two -> Dense<_, 2> } }

fn main() {}
