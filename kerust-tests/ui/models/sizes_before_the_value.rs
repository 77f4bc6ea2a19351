use kerust::prelude::*;

fn main() {
    let width = 8;
    let built = models!(H = [8, 16], width, H);
    drop(built);
}
