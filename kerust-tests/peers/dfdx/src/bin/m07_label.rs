use dfdx::{losses::cross_entropy_with_logits_loss, prelude::*};

type Mlp = (Linear<784, 128>, ReLU, Linear<128, 10>);

fn main() {
    let dev = Cpu::default();
    let mut model = dev.build_module::<Mlp, f32>();
    let grads = model.alloc_grads();
    let x: Tensor<Rank2<1, 784>, f32, _> = dev.sample_normal();
    // as in dfdx's own MNIST example: the caller makes one-hot rows
    let lbl: usize = std::env::args().count() + 10; // 11, as read from a file
    let mut one_hotted = [0.0; 10];
    one_hotted[lbl] = 1.0;
    let labels: Tensor<Rank2<1, 10>, f32, _> = dev.tensor([one_hotted]);
    let logits = model.forward_mut(x.traced(grads));
    let loss = cross_entropy_with_logits_loss(logits, labels);
    println!("{}", loss.array());
}
