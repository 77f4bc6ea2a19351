use kerust::model;
use kerust::model::Model;
use kerust::prelude::*;
model! { struct Net < Dense<4, 3>(relu), Dense<3, 2>(softmax) > }
#[test]
fn a() {
    let n = Net::new(0);
    println!("{:?}", n.get_weights());
}
