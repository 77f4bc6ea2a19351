use dfdx::prelude::*;

type Mlp = (Linear<784, 128>, ReLU, Dropout, Linear<128, 10>);

fn main() {
    let dev = Cpu::default();
    let mut model = dev.build_module::<Mlp, f32>();
    model.2.p = 1.2;
    let eval: Tensor<Rank1<784>, f32, _> = dev.sample_normal();
    println!("evaluation accepted; {:?}", model.forward(eval).shape());
    let grads = model.alloc_grads();
    let x: Tensor<Rank2<32, 784>, f32, _> = dev.sample_normal();
    let logits = model.forward_mut(x.traced(grads));
    println!("accepted; {:?}", logits.shape());
}
