//! candle: `Linear`, its `dropout`, its `AdamW` without decay. A batch is copied row by row.

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{linear, loss, ops, AdamW, Linear, Module, Optimizer, ParamsAdamW, VarBuilder, VarMap};
use race::{Args, Rows};

struct Mlp {
    hidden: Linear,
    output: Linear,
    dropout: f32,
}

impl Mlp {
    fn logits(&self, x: &Tensor, train: bool) -> Result<Tensor> {
        let mut x = self.hidden.forward(x)?.relu()?;
        if train && self.dropout > 0.0 {
            x = ops::dropout(&x, self.dropout)?;
        }
        self.output.forward(&x)
    }
}

fn main() -> Result<()> {
    let args = Args::new();
    let (inputs, units, classes, dropout) =
        if args.is_tiny() { (4, 16, 3, 0.0) } else { (784, 128, 10, 0.2) };
    let (device, weights) = (Device::Cpu, VarMap::new());
    let builder = VarBuilder::from_varmap(&weights, DType::F32, &device);
    let mlp = Mlp {
        hidden: linear(inputs, units, builder.pp("hidden"))?,
        output: linear(units, classes, builder.pp("output"))?,
        dropout,
    };
    if args.work.starts_with("predict") {
        let x = Tensor::zeros((1, inputs), DType::F32, &device)?;
        let predict = || ops::softmax_last_dim(&mlp.logits(&x, false)?);
        race::check(&predict()?.flatten_all()?.to_vec1()?, classes);
        args.report("candle", race::best_call(|| predict().expect("a row")), None);
        return Ok(());
    }
    let (train, test) = Rows::load(&args);
    let settings = ParamsAdamW { lr: 0.001, eps: 1e-7, weight_decay: 0.0, ..Default::default() };
    let mut adam = AdamW::new(weights.all_vars(), settings)?;
    let mut step = |numbers: &[usize]| -> Result<()> {
        let x = Tensor::from_vec(train.gather(numbers), (numbers.len(), inputs), &device)?;
        let y: Vec<u32> = numbers.iter().map(|&at| train.y[at].into()).collect();
        let y = Tensor::from_vec(y, numbers.len(), &device)?;
        adam.backward_step(&loss::cross_entropy(&mlp.logits(&x, true)?, &y)?)
    };
    let seconds = race::best_epoch(args.epochs, train.y.len(), |order| {
        for numbers in order.chunks(args.batch_size()) {
            step(numbers).expect("a step");
        }
    });
    let x = Tensor::from_slice(&test.x, (test.y.len(), inputs), &device)?;
    let outputs: Vec<f32> = mlp.logits(&x, false)?.flatten_all()?.to_vec1()?;
    args.report("candle", seconds, Some(race::accuracy(&outputs, classes, &test.y)));
    Ok(())
}
