use kerust::prelude::*;

model! { struct Net < Dense<4, 8>(relu), Dense<8, 3> > }

fn main() {
    let mut net = Compile::new(Net::new(1)).optimizer(Adam::new()).loss::<mse>();
    let _ = net
        .fit(&[[0.0; 4]; 2], &[[0.0; 3]; 2])
        .callback(EarlyStopping::new())
        .run();
}
