use kerust::prelude::*;

fn main() {
    let width = 8;
    let built = models!(width, H = [8, 16], {
        model![< Dense<4, H>(relu), Dense<H, 3>(sofmax) >].new(1).get_weights()
    });
    drop(built);
}
