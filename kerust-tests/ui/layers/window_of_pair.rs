use kerust::prelude::*;

model! { struct Net < Image<9, 9, 1>, MaxPooling2D((2, 2)), Flatten > }

fn main() {}
