use burn::nn::{Dropout, DropoutConfig, Linear, LinearConfig, Relu};
use burn::prelude::*;
use burn::tensor::Distribution;

#[derive(Module, Debug)]
struct Mlp {
    hidden: Linear,
    activation: Relu,
    dropout: Dropout,
    output: Linear,
}

impl Mlp {
    fn new(device: &Device) -> Self {
        Self {
            hidden: LinearConfig::new(784, 128).init(device),
            activation: Relu::new(),
            dropout: DropoutConfig::new(1.2).init(),
            output: LinearConfig::new(128, 10).init(device),
        }
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        let x = self.activation.forward(self.hidden.forward(input));
        self.output.forward(self.dropout.forward(x))
    }
}

fn main() {
    let device = Device::flex().autodiff();
    let model = Mlp::new(&device);
    println!("model built with rate 1.2");
    let x: Tensor<2> = Tensor::random([32, 784], Distribution::Default, &device);
    println!("accepted; {:?}", model.forward(x).dims());
}
