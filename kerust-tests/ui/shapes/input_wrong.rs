use kerust::prelude::*;

model! { pub struct Net < Vector<100>, Dense<784, 10>(softmax) > }

fn main() {}
