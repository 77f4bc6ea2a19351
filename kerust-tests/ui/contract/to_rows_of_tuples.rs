use kerust::datasets::to_rows;
use kerust::prelude::*;

model! { struct Net < Dense<2, 1> > }

fn main() {
    let people = [(30, 1.75), (40, 1.68)];
    let _ = to_rows::<Net>(&people);
}
