use kerust::prelude::*;

model! { pub struct Net < Sequence<10, 4>, Dense<4, 10>(softmax) > }

fn main() {}
