use kerust::prelude::*;

model! { pub struct Net < Tokens<20, 500>, Embedding<1000, 8>, Flatten, Dense<_, 2> > }

fn main() {}
