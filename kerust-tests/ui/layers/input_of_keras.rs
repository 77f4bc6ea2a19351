use kerust::prelude::*;

model! { struct Net < Input(shape = (784,)), Dense<784, 3>(softmax) > }

fn main() {}
