use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, Flatten, GlobalAveragePooling2D, Dense<1, 10>(softmax) > }

fn main() {}
