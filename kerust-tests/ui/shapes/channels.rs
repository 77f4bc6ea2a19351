use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, Conv2D<3, 6, 5>(relu), Flatten, Dense<3456, 10>(softmax) > }

fn main() {}
