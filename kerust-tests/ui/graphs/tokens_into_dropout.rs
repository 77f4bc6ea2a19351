use kerust::prelude::*;

model! { pub struct Net < Tokens<20, 1000>, Dropout(0.5), Embedding<1000, 8>, Flatten, Dense<_, 2> > }

fn main() {}
