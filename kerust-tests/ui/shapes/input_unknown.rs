use kerust::prelude::*;

model! { pub struct Net < Conv2D<1, 6, 5>(relu), Flatten, Dense<400, 10>(softmax) > }

fn main() {}
