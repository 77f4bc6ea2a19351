use kerust::prelude::*;

model! { pub struct Net < Dense<784, 128>(activation = glu), Dense<128, 10>(softmax) > }

fn main() {}
