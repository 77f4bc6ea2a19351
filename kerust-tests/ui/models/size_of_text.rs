use kerust::prelude::*;

fn main() {
    let width = 8;
    let built = models!("8", H = [8, 16], model![< Dense<4, H> >].new(1).get_weights());
    drop(built);
}
