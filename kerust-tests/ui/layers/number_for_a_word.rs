use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(kernel_initializer = 0), Dense<8, 3> > }

fn main() {}
