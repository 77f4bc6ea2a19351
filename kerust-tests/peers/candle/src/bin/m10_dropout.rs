use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{linear, Dropout, Linear, Module, VarBuilder, VarMap};

struct Mlp {
    fc1: Linear,
    drop: Dropout,
    fc2: Linear,
}

impl Mlp {
    fn new(vb: VarBuilder) -> Result<Self> {
        let fc1 = linear(784, 128, vb.pp("fc1"))?;
        let drop = Dropout::new(1.2);
        let fc2 = linear(128, 10, vb.pp("fc2"))?;
        Ok(Self { fc1, drop, fc2 })
    }

    fn forward(&self, xs: &Tensor, train: bool) -> Result<Tensor> {
        let xs = self.fc1.forward(xs)?.relu()?;
        self.fc2.forward(&self.drop.forward(&xs, train)?)
    }
}

fn main() -> Result<()> {
    let dev = Device::Cpu;
    let varmap = VarMap::new();
    let model = Mlp::new(VarBuilder::from_varmap(&varmap, DType::F32, &dev))?;
    println!("model built with rate 1.2");
    let x = Tensor::randn(0f32, 1f32, (32, 784), &dev)?;
    println!(
        "evaluation accepted; {:?}",
        model.forward(&x, false)?.shape()
    );
    println!("training accepted; {:?}", model.forward(&x, true)?.shape());
    Ok(())
}
