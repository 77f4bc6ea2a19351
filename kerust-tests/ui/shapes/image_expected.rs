use kerust::prelude::*;

model! { pub struct Net < Dense<784, 128>(relu), MaxPooling2D<2>, Flatten, Dense<10, 10>(softmax) > }

fn main() {}
