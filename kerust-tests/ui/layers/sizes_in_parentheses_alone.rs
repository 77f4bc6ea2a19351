use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense(3) > }

fn main() {}
