use kerust::prelude::*;

model! { pub struct Net < Tokens<20, 20_000_000>, Embedding<_, 8>, Flatten, Dense<_, 2> > }

fn main() {}
