use kerust::prelude::*;

model! { pub struct Net < Dense<784, 128>(relu), Dropout(rate = 0.2), Dense<128, 10>(softmax) > }

fn main() {}
