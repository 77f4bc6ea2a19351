use kerust::prelude::*;

mod sizes {
    pub const HIDDEN: usize = 64;
}

model! { pub struct Net < Dense<784, { sizes::HIDDEN * 2 }>(relu), Dense<{ sizes::HIDDEN }, 10>(softmax) > }

fn main() {}
