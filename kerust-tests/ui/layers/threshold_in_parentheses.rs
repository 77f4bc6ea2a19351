use kerust::prelude::*;

model! { pub struct Net < Dense<784, 128>(threshold(0.5, 0.0)), Dense<128, 10>(softmax) > }

fn main() {}
