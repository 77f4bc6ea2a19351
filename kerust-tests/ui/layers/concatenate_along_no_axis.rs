use kerust::prelude::*;

model! {
    pub struct Net < words: Sequence<20, 8> > {
        (words, words) -> Concatenate(axis = -3) -> Flatten -> Dense<_, 10>(softmax)
    }
}

fn main() {}
