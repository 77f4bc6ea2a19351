use kerust::prelude::*;

model! {
    #[derive(serde::Serialize)]
    struct Net < Dense<4, 3>(softmax) >
}

fn main() {
    let _ = Net::new(1).predict(&[0.5; 4]);
}
