//! Each activation by itself, and all of them between dense layers.

use kerust::layers::Pass;
use kerust::prelude::*;

use super::record::{Record, record_training, rows};

pub fn record(record: &mut Record) {
    /// The outputs and the gradient of the mean squared error with respect to the inputs.
    macro_rules! alone {
        ($width:literal -> $outputs:literal: $($name:literal $activation:ty;)*) => {$({
            let mut net = model![< Vector<$width>, Activation($activation) >].new(1);
            let x = rows::<3, $width>(2).map(|row| row.map(|x| 8.0 * x));
            let mut tape = GradientTape::new(x.len());
            let mut inputs = [[0.0; $width]; 3];
            tape.forward(&*net, &x[..], Pass::PREDICT);
            tape.loss(&mse::new(), &rows::<3, $outputs>(3)).expect("good labels");
            let outputs = tape.outputs().to_vec();
            tape.gradient_with_inputs(&mut *net, &x[..], &mut Gradients::new(), &mut inputs);
            let outputs = outputs.into_iter().flatten();
            record.add($name, outputs.chain(inputs.into_iter().flatten()).chain(net.predict(&x[1])));
        })*};
    }
    alone! { 40 -> 40:
        "celu" celu; "celu 0.5" celu<0.5>; "elu" elu; "exponential" exponential; "gelu" gelu; "gelu true" gelu<true>;
        "hard_shrink" hard_shrink; "hard_sigmoid" hard_sigmoid; "hard_silu" hard_silu; "hard_tanh" hard_tanh;
        "leaky_relu" leaky_relu; "leaky_relu 0.3" leaky_relu<0.3>; "linear" linear; "log_sigmoid" log_sigmoid;
        "log_softmax" log_softmax; "mish" mish; "relu" relu; "relu 0.1 3 0.5" relu<0.1, 3.0, 0.5>; "relu6" relu6;
        "selu" selu; "sigmoid" sigmoid; "silu" silu; "soft_shrink" soft_shrink; "softmax" softmax;
        "softplus" softplus; "softsign" softsign; "sparse_plus" sparse_plus; "sparse_sigmoid" sparse_sigmoid;
        "sparsemax" sparsemax; "squareplus" squareplus; "tanh" tanh; "tanh_shrink" tanh_shrink;
        "threshold" threshold<0.5, 0.0>;
    }
    alone! { 40 -> 20: "glu" glu; }

    macro_rules! trained {
        ($({$($layer:tt)*})*) => {$({
            let net = model![< $($layer)* >].new(3);
            let (x, y) = (rows::<20, 6>(4), rows::<20, 3>(5));
            record_training!(record, stringify!($($layer)*), net, SGD::new().learning_rate(0.05), mse, x, y);
        })*};
    }
    trained! {
        {Dense<6, 20>(relu), Dense<20, 17>(gelu), Activation(tanh), Dense<17, 3>(softsign)}
        {Dense<6, 20>(mish), Activation(sigmoid), Dense<20, 17>(softmax), Dense<17, 3>(silu)}
        {Dense<6, 20>(elu), Activation(glu), Dense<10, 17>(leaky_relu<0.3>), Dense<17, 3>(log_softmax)}
    }
}
