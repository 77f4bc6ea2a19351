use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{linear, seq, Activation, Module, VarBuilder, VarMap};

fn main() -> Result<()> {
    let dev = Device::Cpu;
    let varmap = VarMap::new();
    let vb = VarBuilder::from_varmap(&varmap, DType::F32, &dev);
    let model = seq()
        .add(linear(784, 128, vb.pp("fc1"))?)
        .add(Activation::Relu6x)
        .add(linear(128, 10, vb.pp("fc2"))?);
    let x = Tensor::randn(0f32, 1f32, (32, 784), &dev)?;
    let logits = model.forward(&x)?;
    println!("accepted; {logits}");
    Ok(())
}
