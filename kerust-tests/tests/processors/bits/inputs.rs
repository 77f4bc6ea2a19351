//! Rows of bytes and sequences, dropout, losses with the activation before them, metrics, and a loop of one's own.

use kerust::layers::Pass;
use kerust::prelude::*;

use super::record::{Record, record_training, rows, weights};

model! { struct Classes < Dense<6, 20>(relu), Dropout(0.3), Dense<20, 18>(gelu), Dropout(0.2), Dense<18, 3>(softmax) > }

pub fn record(record: &mut Record) {
    let (x, y) = (rows::<20, 6>(4), rows::<20, 3>(5));
    let classes: [u8; 20] = std::array::from_fn(|row| (row * 7 % 3) as u8);
    let shares = y.map(|row| {
        let sum: f32 = row.iter().map(|y| y.abs()).sum();
        row.map(|y| y.abs() / sum)
    });
    let yes_or_no = classes.map(|class| class == 1);
    let adam = || Adam::new().learning_rate(0.01);

    macro_rules! trained {
        ($({$($layer:tt)*}, $loss:ident, $x:expr, $y:expr;)*) => {$({
            let (net, name) = (model![< $($layer)* >].new(3), stringify!($($layer)*, $loss, $x, $y));
            record_training!(record, name, net, adam(), $loss, $x, $y);
        })*};
    }
    let bytes = x.map(|row| row.map(|x| (100.0 * x + 101.0) as u8));
    let sequences = rows::<20, 30>(6).map(|row| -> [[f32; 6]; 5] {
        std::array::from_fn(|step| std::array::from_fn(|feature| row[6 * step + feature]))
    });
    trained! {
        {Dense<6, 20>(relu), Dropout(0.3), Dense<20, 3>(softmax)}, sparse_categorical_crossentropy, x, classes;
        {Dense<6, 20>(tanh), Dense<20, 3>(softmax)}, categorical_crossentropy, x, shares;
        {Dense<6, 20>(tanh), Dense<20, 3>(softmax)}, kl_divergence, x, shares;
        {Dense<6, 20>(tanh), Activation(softmax), Dense<20, 3>, Activation(softmax)}, categorical_crossentropy, x, shares;
        {Dense<6, 20>(tanh), Dense<20, 1>(sigmoid)}, binary_crossentropy, x, yes_or_no;
        {Dense<6, 20>(tanh), Dense<20, 1>(sigmoid)}, binary_focal_crossentropy, x, yes_or_no;
        {Dense<6, 20>(tanh), Dense<20, 3>}, mae, x, y;
        {Dense<6, 20>(tanh), Dense<20, 3>}, huber, x, y;
        {Dense<6, 20>(tanh), Dense<20, 3>}, log_cosh, x, y;
        {Dense<6, 20>(tanh), Dense<20, 3>}, cosine_similarity, x, y;
        {Vector<6>, Rescaling(1.0 / 255.0, offset = -0.5), Dense<6, 20>(relu), Dense<20, 3>}, mse, bytes, y;
        {Dense<6, 20>(relu), Rescaling(0.5), Dense<20, 3>}, mse, bytes, y;
        {Sequence<5, 6>, Activation(gelu), Dropout(0.1), Flatten, Dense<30, 3>}, mse, sequences, y;
    }

    let mut net = compile!(
        Classes::new(2),
        optimizer = Adam,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy, precision(class_id = 1), top_k(2), f1_score]
    );
    let fit = net.fit(&x, &classes).epochs(3).validation_split(0.25);
    let history = fit.run().expect("good data");
    let names = [
        "accuracy",
        "precision",
        "top_k",
        "loss",
        "val_loss",
        "val_accuracy",
    ];
    let columns = names.into_iter().flat_map(|name| history[name].to_vec());
    record.add("metrics", columns.chain(weights(net.model())));

    let mut net = Classes::new(1);
    let mut optimizer = SGD::new().build::<Classes>();
    let (mut tape, mut gradients) = (GradientTape::<Classes>::new(20), Gradients::new());
    let mut inputs = [[0.0; 6]; 20];
    let mut numbers = Vec::new();
    for step in 0..3 {
        tape.forward(&net, &x[..], Pass::train(4, step));
        let loss = tape.loss(&sparse_categorical_crossentropy::new(), &classes);
        numbers.push(loss.expect("good labels"));
        tape.gradient_with_inputs(&mut net, &x[..], &mut gradients, &mut inputs);
        numbers.extend(inputs.iter().flatten());
        gradients.clip_by_global_norm(0.5);
        optimizer.apply(&mut gradients, &mut net);
    }
    numbers.extend(weights(&*net));
    record.add("a loop of one's own", numbers);
}
