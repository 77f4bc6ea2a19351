//! Layers that are called more than once.

use kerust::layers::Pass;
use kerust::prelude::*;
use kerust::random::{generator, unit};
use kerust::shape::Row;

model! {
    struct Twice < image: Image<6, 5, 1> > {
        shared filter = Conv2D<_, 1, 3>(tanh, activity_regularizer = l2(0.5));
        let large = image -> filter;
        (large = large, small = large -> filter)
    }
}

const ROWS: usize = 3;

/// The penalty on both outputs, as the naive sum.
fn penalty(net: &Twice, images: &[[[[f32; 1]; 5]; 6]]) -> f64 {
    let outputs = images.iter().map(|image| net.predict(image));
    let squares = outputs.map(|(large, small)| {
        let (large, small) = (large.flat().iter(), small.flat().iter());
        let numbers = large.chain(small).map(|number| f64::from(*number));
        numbers.map(|number| number * number).sum::<f64>()
    });
    0.5 * squares.sum::<f64>() / ROWS as f64
}

#[test]
fn a_penalty_on_outputs_of_two_shapes() {
    let mut rng = generator(3);
    let mut images = [[[[0.0_f32; 1]; 5]; 6]; ROWS];
    Row::flatten_mut(&mut images).fill_with(|| 2.0 * unit(&mut rng) - 1.0);
    let mut net = Twice::new(1);
    let (mut tape, mut gradients) = (GradientTape::new(ROWS), Gradients::new());
    tape.forward(&*net, &images[..], Pass::PREDICT);
    let (_, (large, small)) = tape.outputs_and_gradient();
    Row::flatten_mut(large).fill(0.0);
    Row::flatten_mut(small).fill(0.0);
    let got = f64::from(tape.penalty(&net));
    let expected = penalty(&net, &images);
    assert!((got - expected).abs() < 1e-6, "{got}, not {expected}");

    tape.gradient(&mut *net, &images[..], &mut gradients);
    let weights = net.get_weights();
    for (index, gradient) in gradients.arrays().iter().enumerate() {
        for (place, got) in gradient.values.iter().enumerate() {
            let mut at = |step: f32| {
                let mut moved = weights.clone();
                moved[index].values[place] += step;
                net.set_weights(&moved).unwrap();
                penalty(&net, &images)
            };
            let difference = (at(1.0 / 128.0) - at(-1.0 / 128.0)) * 64.0;
            assert!(
                (difference - f64::from(*got)).abs() < 1e-3,
                "{} {place}: {got}, not {difference}",
                gradient.name
            );
            assert!(got.abs() > 1e-3);
        }
    }
}
