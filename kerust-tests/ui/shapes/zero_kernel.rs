use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, Conv2D<1, 6, 0>(relu), Flatten, Dense<400, 10>(softmax) > }

fn main() {}
