use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{conv2d, seq, Activation, Module, VarBuilder, VarMap};

fn main() -> Result<()> {
    let dev = Device::Cpu;
    let varmap = VarMap::new();
    let vb = VarBuilder::from_varmap(&varmap, DType::F32, &dev);
    let model = seq()
        .add(conv2d(1, 6, 31, Default::default(), vb.pp("c1"))?)
        .add(Activation::Relu);
    let x = Tensor::randn(0f32, 1f32, (32, 1, 28, 28), &dev)?;
    let y = model.forward(&x)?;
    println!("accepted; {:?}", y.shape());
    Ok(())
}
