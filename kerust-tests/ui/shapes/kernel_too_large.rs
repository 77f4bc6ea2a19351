use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, Conv2D<1, 6, 31>(relu), MaxPooling2D<2>, Flatten, Dense<400, 10>(softmax) > }

fn main() {}
