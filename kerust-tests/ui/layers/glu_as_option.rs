use kerust::prelude::*;

model! { pub struct Net < Dense<784, 128>(glu), Dense<64, 10>(softmax) > }

fn main() {}
