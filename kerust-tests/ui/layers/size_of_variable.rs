use kerust::prelude::*;

fn main() {
    for h in [8, 16] {
        let net = model![< Dense<4, h>(relu), Dense<h, 3>(softmax) >].new(1);
        net.summary();
    }
}
