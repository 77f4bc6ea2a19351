use kerust::prelude::*;

model! { pub struct Net < Image<6, 6, 1>, Conv2D<1, 4, 5>, MaxPooling2D<4>, Flatten, Dense<4, 10>(softmax) > }

fn main() {}
