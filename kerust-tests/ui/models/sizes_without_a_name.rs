use kerust::prelude::*;

fn main() {
    let width = 8;
    let built = models!(width, [8, 16], 3);
    drop(built);
}
