use kerust::prelude::*;

model! {
    #[derive(Clone)]
    struct Net < Dense<784, 512>(relu), Dense<512, 10>(softmax) >
}

fn main() {
    let net = Net::new(1);
    let _ = net.clone();
}
