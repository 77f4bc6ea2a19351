use kerust::prelude::*;

model! { struct Net < Dense<units = 8>(relu), Dense<8, 3> > }

fn main() {}
