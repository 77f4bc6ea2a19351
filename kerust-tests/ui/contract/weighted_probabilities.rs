use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 1>(linear) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [0.0; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = mse, weighted_metrics = [recall(thresholds = 0.4)],
    );
    let _ = fit!(net, &x, &y);
}
