//! Convolutions and pooling.

use kerust::prelude::*;

use super::record::{Record, record_training, rows};

pub fn record(record: &mut Record) {
    let images = rows::<12, 144>(6).map(|row| -> [[[f32; 1]; 12]; 12] {
        std::array::from_fn(|y| std::array::from_fn(|x| [row[12 * y + x]]))
    });
    let bytes = images.map(|image| image.map(|line| line.map(|[x]| [(100.0 * x + 101.0) as u8])));
    let classes: [u8; 12] = std::array::from_fn(|row| (row * 7 % 3) as u8);
    macro_rules! trained {
        ($({$($layer:tt)*}, $x:expr;)*) => {$({
            let (net, name) = (model![< $($layer)* >].new(3), stringify!($($layer)*, $x));
            let adam = Adam::new().learning_rate(0.01);
            record_training!(record, name, net, adam, sparse_categorical_crossentropy, $x, classes);
        })*};
    }
    trained! {
        {Image<12, 12, 1>, Conv2D<1, 6, 5>(relu, padding = same), MaxPooling2D<2>, Conv2D<6, 16, 5>(relu),
            MaxPooling2D<2>, Flatten, Dense<16, 20>(relu), Dense<20, 3>(softmax)}, images;
        {Image<12, 12, 1>, Rescaling(0.01), Conv2D<1, 20, 3>(gelu, strides = 2), Dropout(0.2),
            Conv2D<20, 3, 2>(tanh, kernel_regularizer = l2(0.02)), Flatten, Dense<48, 3>(softmax)}, bytes;
        {Image<12, 12, 1>, MaxPooling2D<3>, Activation(tanh), Flatten, Dense<16, 3>(softmax)}, images;
    }
}
