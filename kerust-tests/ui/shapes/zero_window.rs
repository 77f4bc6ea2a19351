use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, MaxPooling2D<0>, Flatten, Dense<400, 10>(softmax) > }

fn main() {}
