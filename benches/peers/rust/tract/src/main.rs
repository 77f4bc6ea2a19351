//! tract: a network of ONNX, optimized, with a state that all calls reuse.

use race::Args;
use tract_onnx::prelude::*;

fn main() -> TractResult<()> {
    let args = Args::new();
    let (file, inputs, classes) =
        if args.is_tiny() { ("tiny.onnx", 4, 3) } else { ("mlp.onnx", 784, 10) };
    let plan = tract_onnx::onnx()
        .model_for_path(format!("{}/{file}", args.data))?
        .with_input_fact(0, f32::fact([1, inputs]).into())?
        .into_optimized()?
        .into_runnable()?;
    let mut state = plan.spawn()?;
    let x: TValue = Tensor::zero::<f32>(&[1, inputs])?.into();
    let outputs = state.run(tvec!(x.clone()))?;
    race::check(outputs[0].to_plain_array_view::<f32>()?.as_slice().expect("numbers"), classes);
    let seconds = race::best_call(|| state.run(tvec!(x.clone())).expect("a row"));
    args.report("tract", seconds, None);
    Ok(())
}
