use kerust::prelude::*;

model! { pub struct Net < row: Vector<8> > }

fn main() {}
