use kerust::prelude::*;

fn build() -> usize {
    model! { struct Inner < Dense<4, 8>, Dense<9, 2> > }
    Inner::PARAMS
}

fn main() {
    build();
}
