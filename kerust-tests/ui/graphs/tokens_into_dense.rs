use kerust::prelude::*;

model! { pub struct Net < words: Tokens<20, 1000> > { words -> Dense<_, 2> } }

fn main() {}
