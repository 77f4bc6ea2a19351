use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Vector<8>, Dense<8, 3> > }

fn main() {}
