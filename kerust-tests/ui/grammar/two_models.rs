use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3> >; struct Other < Dense<4, 3> > }

fn main() {}
