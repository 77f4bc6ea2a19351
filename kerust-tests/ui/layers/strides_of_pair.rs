use kerust::prelude::*;

model! { struct Net < Image<8,8,1>, Conv2D<1, 2, 3>(relu, strides = (2, 2)), Flatten, Dense<18, 3> > }

fn main() {}
