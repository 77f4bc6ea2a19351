use kerust::prelude::*;

fn main() {
    let width = 8;
    let built = models!(width, H = [8, 1.5], H);
    drop(built);
}
