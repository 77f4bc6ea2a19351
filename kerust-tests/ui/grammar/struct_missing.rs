use kerust::prelude::*;

model! { Net < Dense<784, 10>(softmax) > }

fn main() {
}
