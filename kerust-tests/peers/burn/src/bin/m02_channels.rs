use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::Relu;
use burn::prelude::*;
use burn::tensor::Distribution;

#[derive(Module, Debug)]
struct LeNet {
    conv1: Conv2d,
    activation: Relu,
}

impl LeNet {
    fn new(device: &Device) -> Self {
        Self {
            conv1: Conv2dConfig::new([3, 6], [5, 5]).init(device),
            activation: Relu::new(),
        }
    }

    fn forward(&self, images: Tensor<4>) -> Tensor<4> {
        self.activation.forward(self.conv1.forward(images))
    }
}

fn main() {
    let device = Device::flex();
    let model = LeNet::new(&device);
    let x: Tensor<4> = Tensor::random([32, 1, 28, 28], Distribution::Default, &device);
    println!("accepted; {:?}", model.forward(x).dims());
}
