use kerust::prelude::*;

model! { pub struct Net < Dense<_, 8>(relu), Dense<_, 2> > }

fn main() {}
