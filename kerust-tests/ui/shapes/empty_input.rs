use kerust::prelude::*;

model! { pub struct Net < Image<28, 0, 1>, Flatten, Dense<400, 10>(softmax) > }

fn main() {}
