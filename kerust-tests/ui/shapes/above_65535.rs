use kerust::prelude::*;

model! { pub struct Net < Dense<100_000, 70_000>(relu), Dense<65_536, 10>(softmax) > }

fn main() {}
