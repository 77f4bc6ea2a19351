use kerust::prelude::*;

fn main() {
    let width = 8;
    let built = models!(width, H = 8, Net::<H>::new(1));
    drop(built);
}
