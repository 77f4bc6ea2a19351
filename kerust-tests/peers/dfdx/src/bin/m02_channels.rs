use dfdx::prelude::*;

type LeNet = (Conv2D<3, 6, 5>, ReLU);

fn main() {
    let dev = Cpu::default();
    let model = dev.build_module::<LeNet, f32>();
    let x: Tensor<Rank4<32, 1, 28, 28>, f32, _> = dev.sample_normal();
    let y = model.forward(x);
    println!("{:?}", y.shape());
}
