use kerust::datasets::digits;
use kerust::prelude::*;

model! { struct Net < Dense<784, 10>(softmax) > }

fn main() {
    let _ = digits::load::<Net>();
}
