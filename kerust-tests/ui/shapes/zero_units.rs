use kerust::prelude::*;

model! { pub struct Net < Dense<784, 0>(relu), Dense<0, 10>(softmax) > }

fn main() {}
