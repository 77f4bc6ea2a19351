use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu)(kernel_initializer = he_normal), Dense<8, 3>(softmax) > }

fn main() {}
