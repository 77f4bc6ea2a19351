use kerust::prelude::*;

model! { struct Net < Image<9, 9, 1>, Conv2D<1, 2, 3>(relu, stride = 2), Flatten > }

fn main() {}
