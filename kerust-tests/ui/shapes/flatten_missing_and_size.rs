use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, Conv2D<1, 4, 3>(relu), Dense<100, 10>(softmax) > }

fn main() {}
