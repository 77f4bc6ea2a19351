use kerust::prelude::*;

model! { pub struct Net < Image<8, 8, 1>, Conv2D<1, 6, 5>(padding = relu), Flatten, Dense<384, 10>(softmax) > }

fn main() {}
