//! burn: `--backend flex` (its own CPU backend) or `ndarray`; with its features simd, rayon and
//! x86-v4.

use burn::nn::loss::CrossEntropyLossConfig;
use burn::nn::{Dropout, DropoutConfig, Linear, LinearConfig, Relu};
use burn::optim::{AdamConfig, GradientsParams};
use burn::prelude::*;
use burn::tensor::activation::softmax;
use race::{Args, Rows};

#[derive(Module, Debug)]
struct Mlp {
    hidden: Linear,
    activation: Relu,
    dropout: Dropout,
    output: Linear,
}

impl Mlp {
    fn new([inputs, units, classes]: [usize; 3], dropout: f64, device: &Device) -> Self {
        Self {
            hidden: LinearConfig::new(inputs, units).init(device),
            activation: Relu::new(),
            dropout: DropoutConfig::new(dropout).init(),
            output: LinearConfig::new(units, classes).init(device),
        }
    }

    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let x = self.activation.forward(self.hidden.forward(x));
        self.output.forward(self.dropout.forward(x))
    }
}

fn matrix(rows: Vec<f32>, width: usize, device: &Device) -> Tensor<2> {
    let shape = [rows.len() / width, width];
    Tensor::from_data(TensorData::new(rows, shape), device)
}

fn main() {
    let args = Args::new();
    let peer = format!("burn-{}", args.backend);
    let plain = if args.backend == "ndarray" { Device::ndarray() } else { Device::flex() };
    let (sizes, dropout) =
        if args.is_tiny() { ([4, 16, 3], 0.0) } else { ([784, 128, 10], 0.2) };
    let [inputs, _, classes] = sizes;
    if args.work.starts_with("predict") {
        let mlp = Mlp::new(sizes, dropout, &plain);
        let x = Tensor::<2>::zeros([1, inputs], &plain);
        let predict = || softmax(mlp.forward(x.clone()), 1);
        race::check(&predict().into_data().try_to_vec::<f32>().expect("numbers"), classes);
        args.report(&peer, race::best_call(predict), None);
        return;
    }
    let (train, test) = Rows::load(&args);
    let device = plain.clone().autodiff();
    let mut adam = AdamConfig::new().with_epsilon(1e-7).init();
    let loss = CrossEntropyLossConfig::new().init(&device);
    let mut trained = Some(Mlp::new(sizes, dropout, &device));
    let seconds = race::best_epoch(args.epochs, train.y.len(), |order| {
        let mut mlp = trained.take().expect("a network");
        for numbers in order.chunks(args.batch_size()) {
            let x = matrix(train.gather(numbers), inputs, &device);
            let y: Vec<i64> = numbers.iter().map(|&at| train.y[at].into()).collect();
            let y = Tensor::<1, Int>::from_data(TensorData::new(y, [numbers.len()]), &device);
            let gradients = loss.forward(mlp.forward(x), y).backward();
            let gradients = GradientsParams::from_grads(gradients, &mlp);
            mlp = adam.step(0.001, mlp, gradients);
        }
        trained = Some(mlp);
    });
    let mlp = trained.expect("a network").valid();
    let outputs = mlp.forward(matrix(test.x, inputs, &plain)).into_data();
    let outputs = outputs.try_to_vec::<f32>().expect("numbers");
    args.report(&peer, seconds, Some(race::accuracy(&outputs, classes, &test.y)));
}
