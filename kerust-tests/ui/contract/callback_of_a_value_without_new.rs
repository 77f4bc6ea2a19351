use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }

struct Mine(f32);

impl<M: Model> Callback<M> for Mine {
    type Monitor = ();
}

fn main() {
    let (x, y) = ([[0.0; 4]; 9], [1_u8; 9]);
    let mut net = compile!(
        Net::new(1),
        optimizer = Adam, loss = sparse_categorical_crossentropy, metrics = [accuracy],
    );
    let _ = fit!(net, &x, &y, callbacks = [Mine(0.5)]);
}
