use kerust::prelude::*;

model! { struct Net < Vector<4>, Rescaling(1 / 255), Dense<4, 3>(softmax) > }

fn main() {}
