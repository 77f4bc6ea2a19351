use kerust::prelude::*;

model! { pub struct Net < Vector<784>, Conv2D<1, 4, 3>(relu), Flatten, Dense<10, 10>(softmax) > }

fn main() {}
