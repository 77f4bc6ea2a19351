//! What is defined outside of kerust, in models.

use kerust::prelude::*;
use own_layer::activation::sine;
use own_layer::layer::{LastStep, Shift};
use own_layer::metric::{largest_error, val_largest_error};
use own_layer::options::{centred, either, smooth};

model! {
    /// A layer of one's own between built-in ones, and as the first.
    pub struct Shifted < Shift<3>, Dense<3, 20>(sine), Shift<20>, Dense<20, 2> >
}

model! {
    /// The shape of the output depends on the input's.
    pub struct Sequenced < Sequence<4, 3>, LastStep, Dense<3, 2>(softmax) >
}

model! {
    /// Options of one's own, of an own layer and of a built-in one.
    pub struct Optioned <
        Shift<20>(shift_initializer = either(one = 0.5), shift_constraint = centred),
        Dense<20, 2>(kernel_initializer = either, kernel_regularizer = smooth(0.5), bias_constraint = centred),
    >
}

#[test]
fn options_of_ones_own() {
    use kerust::model::{add_penalty_gradients, constrain, penalty};

    let mut net = Optioned::new(1);
    let [shift, kernel] = [0, 1].map(|array| net.get_weights()[array].values.clone());
    assert!(shift.iter().all(|x| *x == 0.5 || *x == 1.0));
    assert!(shift.contains(&0.5) && shift.contains(&1.0));
    assert!(kernel.iter().all(|x| x.abs() == 1.0));

    // Each of two numbers is 2 away from its other neighbour, or is not.
    let steps = kernel.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert_eq!(penalty(&*net), 2.0 * steps as f32);
    let mut gradients = vec![[0.0; 16]; Optioned::VECTORS];
    add_penalty_gradients(&*net, &mut gradients);
    assert!(gradients[..2].iter().flatten().all(|d| *d == 0.0));
    assert!(gradients.iter().flatten().any(|d| *d != 0.0));

    constrain(&mut *net);
    assert!(net.shift().at::<1>(0).iter().sum::<f32>().abs() < 1e-5);
    assert_eq!(net.get_weights()[1].values, kernel);
}

#[test]
fn learns_with_the_weights_of_an_own_layer() {
    let x: Vec<[f32; 3]> = (0..64)
        .map(|i| [(i % 4) as f32, (i % 3) as f32, (i % 5) as f32])
        .collect();
    let y: Vec<[f32; 2]> = x.iter().map(|x| [x[0] - x[1] + 0.5, 0.3 * x[2]]).collect();
    let mut net = compile!(
        Shifted::new(3),
        optimizer = Adam(learning_rate = 0.02),
        loss = mse,
        metrics = [largest_error, mae],
    );
    assert_eq!(net.get_weights()[0].name, "shift/shift");
    let history = fit!(
        net,
        &x,
        &y,
        epochs = 60,
        batch_size = 16,
        verbose = 0,
        validation_data = (&x, &y),
        callbacks = [ReduceLROnPlateau(
            monitor = val_largest_error,
            patience = 5,
            factor = 0.5
        )],
    )
    .unwrap();
    let losses = &history["val_loss"];
    assert!(losses[59] < 0.05 * losses[0], "{losses:?}");
    assert!(
        net.model()
            .shift()
            .get::<1>("shift")
            .unwrap()
            .iter()
            .any(|x| x != 0.0)
    );
}

#[test]
fn an_own_layer_gives_the_gradient_that_differences_give() {
    use kerust::gradients::Learner;
    use kerust::labels::LabelsOf;
    use kerust::layers::Pass;
    use kerust::memory::RowsOf;
    use kerust::model::Arena;
    use kerust::step::{Objective, Totals, train};

    let x = [[0.3, -0.4, 0.8], [0.1, 0.9, -0.7]];
    let y = [[0.5_f32, -0.2], [0.1, 0.4]];
    let mut net = Shifted::new(1);
    let mut gradients = vec![[0.0; 16]; Shifted::VECTORS];
    let mut memory = [0.0; Shifted::GRAPH.training.numbers(2)];
    let mut loss = |net: &mut Shifted, gradients: &mut [[f32; 16]]| {
        let mut totals = Totals::new(());
        train::<Shifted, mse, ()>(
            net,
            Objective {
                loss: &mse::new(),
                loss_weights: &[],
                metrics: &(),
                labels: &mut LabelsOf::<mse, Vector<2>, _>::new(&mse::new(), &y),
            },
            &[&RowsOf::<_, [f32; 3]>::new(&x[..])],
            &[0, 1],
            &mut Arena::training(&mut memory, 2, Shifted::GRAPH),
            &mut Learner::store(gradients),
            &Pass::train(0, 0),
            &mut totals,
        )
        .unwrap();
        totals.loss.result()
    };
    loss(&mut net, &mut gradients);
    let mut ignored = gradients.clone();
    for i in 0..3 {
        let mut at = |step: f32| {
            net.shift_mut().at::<1>(0)[[i]] += step;
            let value = loss(&mut net, &mut ignored);
            net.shift_mut().at::<1>(0)[[i]] -= step;
            value
        };
        let expected = (at(1e-2) - at(-1e-2)) / 2e-2;
        let got = gradients[0][i];
        assert!(
            (got - expected).abs() < 1e-3,
            "{i}: {got}, expected {expected}"
        );
    }
}

#[test]
fn a_loss_looks_through_an_own_layer() {
    let net = compile!(
        Sequenced::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy],
    );
    let row = [[0.1, 0.2, 0.3]; 4];
    let mut other = row;
    other[0] = [9.0; 3];
    assert_eq!(net.predict(&row), net.predict(&other));
    other[3] = [9.0; 3];
    assert_ne!(net.predict(&row), net.predict(&other));
}
