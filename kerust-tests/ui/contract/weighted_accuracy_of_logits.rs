use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3> > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [[1_u8, 0, 1]; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam,
        loss = binary_crossentropy(from_logits = true),
        weighted_metrics = [binary_accuracy, accuracy],
    );
    let _ = fit!(net, &x, &y);
}
