use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(sigmoid) > }

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [[true, false, true]; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = binary_crossentropy, metrics = [accuracy],
    );
    let _ = fit!(
        net, &x, &y, validation_split = 0.2,
        callbacks = [EarlyStopping(monitor = val_accuracy)],
    );
}
