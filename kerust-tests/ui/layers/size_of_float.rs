use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dropout<0.5>, Dense<8, 3>(softmax) > }

fn main() {}
