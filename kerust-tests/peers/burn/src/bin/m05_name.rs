use burn::nn::{loss::CrossEntropyLossConfig, Linear, LinearConfig, Relu};
use burn::optim::{GradientsParams, SgdConfig};
use burn::prelude::*;
use burn::tensor::Distribution;

#[derive(Module, Debug)]
struct Mlp {
    hidden: Linear,
    activation: Relv,
    output: Linear,
}

impl Mlp {
    fn new(device: &Device) -> Self {
        Self {
            hidden: LinearConfig::new(784, 128).init(device),
            activation: Relv::new(),
            output: LinearConfig::new(128, 10).init(device),
        }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let x = self.activation.forward(self.hidden.forward(input));
        self.output.forward(x)
    }
}

fn main() {
    let device = Device::flex().autodiff();
    let mut model = Mlp::new(&device);
    let mut optim = SgdConfig::new().init();
    let x: Tensor<2> = Tensor::random([32, 784], Distribution::Default, &device);
    let y: Tensor<1, Int> = Tensor::from_ints([3; 32], &device);
    let loss = CrossEntropyLossConfig::new()
        .init(&device)
        .forward(model.forward(x), y);
    let grads = GradientsParams::from_grads(loss.backward(), &model);
    model = optim.step(0.001, model, grads);
    println!("accepted; loss {}", loss.into_scalar::<f32>());
    let _ = model;
}
