use dfdx::{losses::cross_entropy_with_logits_loss, prelude::*};

type Mlp = (Linear<784, 128>, ReLU, Linear<128, 10>);

fn main() {
    let dev = Cpu::default();
    let mut model = dev.build_module::<Mlp, f32>();
    let grads = model.alloc_grads();
    let x: Tensor<Rank2<32, 784>, f32, _> = dev.sample_normal();
    let labels: Tensor<Rank1<32>, usize, _> = dev.tensor([3; 32]);
    let logits = model.forward_mut(x.traced(grads));
    let loss = cross_entropy_with_logits_loss(logits, labels);
    println!("{}", loss.array());
}
