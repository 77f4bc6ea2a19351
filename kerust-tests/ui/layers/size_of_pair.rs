use kerust::prelude::*;

model! { struct Net < Image<9, 9, 1>, Conv2D<1, 6, (5, 5)>(relu), Flatten > }

fn main() {}
