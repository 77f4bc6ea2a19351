use kerust::prelude::*;

model! { pub struct Net < Tokens<4, 50>, Embedding<_, 8>, Flatten, Dense<_, 1> > }

fn main() {
    let mut net = compile!(Net::new(1), optimizer = Adam, loss = mse);
    let _ = fit!(net, &[[0.5_f32; 4]; 9], &[1.0; 9]);
}
