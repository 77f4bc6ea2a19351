use kerust::prelude::*;

macro_rules! network {
    ($name:ident, $hidden:literal) => {
        model! { struct $name < Dense<4, $hidden>(relu), Dense<9, 2>(softmax) > }
    };
}

network!(Eight, 8);

fn main() {}
