use kerust::prelude::*;

const HIDDEN: usize = 100;

model! {
    pub struct Net <
        Dense<784, 128>(relu),
        Dropout(0.2),
        Dense<HIDDEN, 64>(relu),
        Dense<64, 32>(relu),
        Dense<{ HIDDEN - 70 }, 16>(relu),
        Dense<17, 10>(softmax),
    >
}

fn main() {}
