use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, Conv2D<1, 6, 5>(relu, strides = 0), Flatten, Dense<400, 10>(softmax) > }

fn main() {}
