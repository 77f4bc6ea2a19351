use kerust::prelude::*;

model! { struct Net < Dense<4, 3>(softmax) > }

fn main() {
    let nets: Vec<Box<dyn Model>> = vec![Net::new(1)];
    drop(nets);
}
