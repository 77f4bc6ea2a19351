use dfdx::prelude::*;

type Mlp = (Linear<784, 128>, ReLU, Linear<128, 10>);

fn main() {
    let dev = Cpu::default();
    let model = dev.build_module::<Mlp, f32>();
    // rows read from a file: the width is known at run time only
    let row: Vec<f32> = vec![0.5; 783];
    let x = dev.tensor_from_vec(row, (Const::<784>,));
    let logits = model.forward(x);
    println!("{:?}", logits.array());
}
