use kerust::prelude::*;

model! { pub struct Net < Vector<20>, Embedding<1000, 8>, Flatten, Dense<_, 2> > }

fn main() {}
