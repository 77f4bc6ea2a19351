use kerust::prelude::*;

model! { pub struct Net < Image<28, 28, 1>, GlobalMaxPooling2D(keepdims = 1), Dense<1, 10>(softmax) > }

fn main() {}
