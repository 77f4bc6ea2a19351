use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{linear, loss, Linear, Module, Optimizer, VarBuilder, VarMap, SGD};

struct Mlp {
    fc1: Linear,
    fc2: Linear,
}

impl Mlp {
    fn new(vb: VarBuilder) -> Result<Self> {
        let fc1 = linear(784, 128, vb.pp("fc1"))?;
        let fc2 = linear(128, 10, vb.pp("fc2"))?;
        Ok(Self { fc1, fc2 })
    }
}

impl Module for Mlp {
    fn forward(&self, xs: &Tensor) -> Result<Tensor> {
        let xs = self.fc1.forward(xs)?.relu()?;
        self.fc2.forward(&xs)
    }
}

fn main() -> Result<()> {
    let dev = Device::Cpu;
    let varmap = VarMap::new();
    let model = Mlp::new(VarBuilder::from_varmap(&varmap, DType::F32, &dev))?;
    let mut sgd = SGD::new(varmap.all_vars(), -0.001)?;
    let x = Tensor::randn(0f32, 1f32, (32, 784), &dev)?;
    let y = Tensor::from_vec(vec![3u32; 32], 32, &dev)?;
    let loss = loss::cross_entropy(&model.forward(&x)?, &y)?;
    sgd.backward_step(&loss)?;
    println!("accepted; loss {}", loss.to_scalar::<f32>()?);
    Ok(())
}
