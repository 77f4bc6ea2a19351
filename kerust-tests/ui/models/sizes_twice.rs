use kerust::prelude::*;

fn main() {
    let width = 8;
    let built = models!(width, H = [8, 16, 8], H);
    drop(built);
}
