//! t
use kerust::prelude::*;
model! {
    /// Doc.
    #[derive(Clone)]
    pub struct Net < Dense<4, 16>(relu), Dropout(0.2), Dense<16, 3>(softmax), >
}
model! { struct LeNet < Image<28, 28, 1>, Conv2D<1, 6, 5>(relu, padding = same), MaxPooling2D<2>, Conv2D<6, 16, 5>(relu, kernel_initializer = he_normal), MaxPooling2D<2>, Flatten, Dense<400, 10>(softmax) > }
fn main() {
    let net = Net::new(42);
    println!("{}", net.summary());
    println!("{} {:?}", LeNet::PARAMS, LeNet::new(1));
    let x: Vec<[f32; 4]> = (0..90)
        .map(|i| [i as f32 / 90.0, (i % 3) as f32, 0.5, 1.0])
        .collect();
    let y: Vec<u8> = (0..90).map(|i| (i % 3) as u8).collect();
    let mut c = compile!(
        net,
        optimizer = Adam(learning_rate = 0.01),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy]
    );
    let h = c
        .fit(&x, &y)
        .epochs(30)
        .validation_split(0.2)
        .callback(EarlyStopping::new().monitor::<val_accuracy>().patience(20))
        .run()
        .unwrap();
    println!("{:?}", h);
    println!(
        "{:?} {}",
        c.evaluate(&x, &y).unwrap(),
        c.predict(&x[1]).argmax()
    );
}
