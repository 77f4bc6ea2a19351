use dfdx::{
    losses::cross_entropy_with_logits_loss,
    optim::{Sgd, SgdConfig},
    prelude::*,
};

type Mlp = (Linear<784, 128>, ReLU, Linear<100, 10>);

fn main() {
    let dev = Cpu::default();
    let mut model = dev.build_module::<Mlp, f32>();
    let mut grads = model.alloc_grads();
    let mut opt = Sgd::new(
        &model,
        SgdConfig {
            lr: 0.001,
            ..Default::default()
        },
    );
    let x: Tensor<Rank2<32, 784>, f32, _> = dev.sample_normal();
    let labels: Tensor<Rank2<32, 10>, f32, _> = dev.zeros();
    let logits = model.forward_mut(x.traced(grads));
    let loss = cross_entropy_with_logits_loss(logits, labels);
    println!("loss {}", loss.array());
    grads = loss.backward();
    opt.update(&mut model, &grads).unwrap();
}
