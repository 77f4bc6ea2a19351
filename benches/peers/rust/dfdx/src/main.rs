//! dfdx: sizes as types, as its users write them; a batch has its length at run time, because the
//! last one is smaller. Its cross entropy takes one-hot rows.

use dfdx::optim::{Adam, AdamConfig};
use dfdx::prelude::*;
use race::{Args, Rows};

type Mlp = (Linear<784, 128>, ReLU, DropoutOneIn<5>, Linear<128, 10>);
type Tiny = (Linear<4, 16>, ReLU, Linear<16, 3>);

fn adam() -> AdamConfig {
    AdamConfig { lr: 0.001, betas: [0.9, 0.999], eps: 1e-7, weight_decay: None }
}

/// A function for each network: its type is written in what it does.
macro_rules! race {
    ($train:ident, $predict:ident, $net:ty, $inputs:literal, $classes:literal) => {
        fn $train(args: &Args) {
            let (train, test) = Rows::load(args);
            let device = Cpu::default();
            let mut net = device.build_module::<$net, f32>();
            let mut adam = Adam::new(&net, adam());
            let mut gradients = Some(net.alloc_grads());
            let seconds = race::best_epoch(args.epochs, train.y.len(), |order| {
                for numbers in order.chunks(args.batch_size()) {
                    let rows = numbers.len();
                    let mut one_hot = vec![0.0_f32; rows * $classes];
                    for (row, &at) in numbers.iter().enumerate() {
                        one_hot[row * $classes + usize::from(train.y[at])] = 1.0;
                    }
                    let x = device.tensor_from_vec(train.gather(numbers), (rows, Const::<$inputs>));
                    let y = device.tensor_from_vec(one_hot, (rows, Const::<$classes>));
                    let taken = gradients.take().expect("gradients");
                    let logits = net.forward_mut(x.traced(taken));
                    let mut computed = cross_entropy_with_logits_loss(logits, y).backward();
                    adam.update(&mut net, &computed).expect("an update");
                    net.zero_grads(&mut computed);
                    gradients = Some(computed);
                }
            });
            let x = device.tensor_from_vec(test.x, (test.y.len(), Const::<$inputs>));
            let outputs = net.forward(x).as_vec();
            args.report("dfdx", seconds, Some(race::accuracy(&outputs, $classes, &test.y)));
        }

        fn $predict(args: &Args) {
            let device = Cpu::default();
            let net = device.build_module::<$net, f32>();
            let x: Tensor<Rank1<$inputs>, f32, _> = device.zeros();
            race::check(&net.forward(x.clone()).softmax().as_vec(), $classes);
            let seconds = race::best_call(|| net.forward(x.clone()).softmax().array());
            args.report("dfdx", seconds, None);
        }
    };
}

race!(train_mlp, predict_mlp, Mlp, 784, 10);
race!(train_tiny, predict_tiny, Tiny, 4, 3);

fn main() {
    let args = Args::new();
    match args.work.as_str() {
        "predict" => predict_mlp(&args),
        "predict-tiny" => predict_tiny(&args),
        "tiny" => train_tiny(&args),
        _ => train_mlp(&args),
    }
}
