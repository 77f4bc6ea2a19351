use kerust::prelude::*;

fn main() {
    let _ = compile!(optimizer = Adam, loss = mse);
}
