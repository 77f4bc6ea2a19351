use kerust::prelude::*;

fn main() {
    let _ = compile!();
}
