use kerust::prelude::*;

model! {
    pub struct Net < words: Sequence<20, 8>, tags: Sequence<20, 4> > {
        (words, tags) -> Concatenate(axis = 1) -> Flatten -> Dense<_, 10>(softmax)
    }
}

fn main() {}
