//! The forms of `model!`, and what a model knows of itself.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    single_use_lifetimes,
    trivial_casts,
    clippy::all,
    clippy::pedantic
)]

use kerust::prelude::*;

const HIDDEN: usize = 8;

model! {
    /// One derive that the model has anyway, and two that it has not.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Named <
        Dense<4, HIDDEN>(relu, kernel_initializer = he_normal, bias_initializer = glorot_uniform),
        Dropout(0.25),
        Dense<{ HIDDEN }, { 1 + 2 }>(softmax),
    >
}

model! {
    struct Convolutional <
        Image<28, 28, 1>,
        Rescaling(1.0 / 255.0, offset = -0.5),
        Conv2D<1, 6, 5>(relu, padding = same, strides = 2),
        MaxPooling2D<2>,
        Conv2D<6, 20, 3>(tanh),
        Flatten,
        Dense<500, 2_000>,
        Activation(sigmoid),
        Dense<2000, 1>,
    >
}

/// Models in modules.
mod nets {
    use kerust::prelude::*;

    model! { pub(super) struct Inner < Vector<3>, Dense<3, 2>(linear) > }
}

macro_rules! network {
    ($name:ident, $hidden:expr) => {
        model! { struct $name < Dense<4, { $hidden }>(relu), Dense<{ $hidden }, 2>(softmax) > }
    };
}

network!(Eight, 8);
network!(Hundred, 10 * 10);

fn generic<T>(_: T) -> usize {
    model! { struct Here < Dense<2, 3>(relu) > }
    let anonymous = model![< Dense<2, 3>(relu), Dense<3, 1> >];
    assert_eq!(
        format!("{anonymous:?}"),
        r#"["Dense<2, 3>(relu)", "Dense<3, 1>"]"#
    );
    Here::PARAMS + anonymous.new(1).get_weights().len()
}

#[test]
fn every_form_is_a_model() {
    assert_eq!(generic("anything"), 9 + 4);
    assert_eq!(nets::Inner::PARAMS, 8);
    assert_eq!((Eight::PARAMS, Hundred::PARAMS), (58, 702));
    assert!(Named::new(1) == Named::new(1));
    assert!(Named::new(1) != Named::new(2));
}

#[test]
fn words_are_free_for_variables() {
    let (accuracy, val_loss, relu, mse) = (0.5, 1.0, 2.0, 3.0);
    let (loss, same, padding, adam) = (accuracy + val_loss, relu, mse, 1.0);
    assert!(loss + same + padding + adam > 7.0);
}

#[test]
fn constants() {
    assert_eq!(Named::NAME, "Named");
    assert_eq!(Named::PARAMS, 4 * 8 + 8 + 8 * 3 + 3);
    assert_eq!(Named::BYTES, 4 * Named::PARAMS);
    assert_eq!(Named::INPUTS[0].axes(), [4]);
    assert_eq!(Named::OUTPUTS[0].axes(), [3]);
    let names: Vec<_> = Convolutional::LAYERS
        .iter()
        .map(|layer| layer.name)
        .collect();
    let expected = [
        "rescaling",
        "conv2d",
        "max_pooling2d",
        "conv2d_1",
        "flatten",
        "dense",
        "activation",
        "dense_1",
    ];
    assert_eq!(names, expected);
    let shapes = (Convolutional::LAYERS.iter()).map(|layer| layer.output.to_string());
    let shapes: Vec<_> = shapes.collect();
    let expected = [
        "(None, 28, 28, 1)",
        "(None, 14, 14, 6)",
        "(None, 7, 7, 6)",
        "(None, 5, 5, 20)",
        "(None, 500)",
        "(None, 2000)",
        "(None, 2000)",
        "(None, 1)",
    ];
    assert_eq!(shapes, expected);
    assert_eq!(
        Convolutional::LAYERS[1].text,
        "Conv2D<1, 6, 5>(relu, padding = same, strides = 2)"
    );
}

#[test]
fn the_summary_is_keras_table() {
    model! { struct M < Dense<3, 5>(relu), Dropout(0.5), Dense<5, 1> > }
    let expected = "\
Model: \"M\"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ dense (Dense)                   │ (None, 5)              │            20 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dropout (Dropout)               │ (None, 5)              │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_1 (Dense)                 │ (None, 1)              │             6 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 26 (104.00 B)
 Trainable params: 26 (104.00 B)
 Non-trainable params: 0 (0.00 B)
";
    assert_eq!(M::new(0).summary().to_string(), expected);
    let large = Convolutional::new(0).summary().to_string();
    assert!(
        large.contains(
            "│ dense (Dense)                   │ (None, 2000)           │     1,002,000 │"
        )
    );
    assert!(
        large.contains(" Total params: 1,005,257 (3.83 MB)\n"),
        "{large}"
    );
}

#[test]
fn weights_are_seen_and_changed_in_keras_order() {
    let mut net = Named::new(5);
    assert_eq!(net.dense().kernel().shape(), [4, 8]);
    assert_eq!(net.dense_1().bias().shape(), [3]);
    assert_eq!(
        net.dropout().get::<1>("bias").map(|bias| bias.to_vec()),
        None
    );
    assert!(net.dense().get::<2>("kernel").is_some());
    assert!(net.dense().get::<1>("kernel").is_none());
    net.dense_1_mut().kernel().set((0_u8..24).map(f32::from));
    net.dense_1_mut().bias()[[2]] = -1.0;
    let arrays = net.get_weights();
    let names: Vec<_> = arrays.iter().map(|array| array.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "dense/kernel",
            "dense/bias",
            "dense_1/kernel",
            "dense_1/bias"
        ]
    );
    assert_eq!(arrays[2].shape, [8, 3]);
    let numbers: Vec<_> = (0_u8..24).map(f32::from).collect();
    assert_eq!(arrays[2].values, numbers);
    assert_eq!(net.dense_1().kernel()[[7, 1]].to_bits(), 22_f32.to_bits());
    assert_eq!(arrays[3].values, [0.0, 0.0, -1.0]);
}

#[test]
fn new_models_have_keras_initial_weights() {
    model! { struct Net < Dense<100, 50>(relu), Dense<50, 10>(softmax) > }
    let net = Net::new(9);
    let limit = (6.0_f32 / 150.0).sqrt();
    let kernel = net.dense().kernel();
    assert!(kernel.iter().all(|x| x.abs() <= limit));
    assert!(kernel.iter().any(|x| x.abs() > 0.98 * limit));
    assert!(net.dense().bias().iter().all(|x| x.to_bits() == 0));
}

#[test]
fn rows_of_bytes_are_cast() {
    let net = Convolutional::new(3);
    let bytes = [[[200_u8]; 28]; 28];
    let numbers = [[[200.0]; 28]; 28];
    assert_eq!(
        net.predict(&bytes)[0].to_bits(),
        net.predict(&numbers)[0].to_bits()
    );
}

/// What the compiler asks `derive(Clone)` of a model for.
#[derive(Clone, Debug)]
struct Service {
    net: Named,
}

#[test]
fn a_model_that_derives_clone_is_cloned_by_value() {
    let mut shared = std::sync::Arc::<Named>::from(Named::new(1));
    let service = Service {
        net: (*shared).clone(),
    };
    std::sync::Arc::make_mut(&mut shared).init(2);
    assert!(service.clone().net == *Named::new(1));
    assert!(*shared == *Named::new(2));
    let boxed = Named::new(3);
    assert!(boxed.clone() == boxed);
}

/// The layer `Softmax` is the activation of the same name, for a loss as well.
#[test]
fn softmax_as_a_layer() {
    model! { struct Layer < Dense<4, 3>, Softmax > }
    model! { struct Option < Dense<4, 3>(softmax) > }
    let x: Vec<[f32; 4]> = (0_u8..40)
        .map(|i| [f32::from(i), 1.0, -0.5, f32::from(i % 3)])
        .collect();
    let y: Vec<u8> = (0..40).map(|i| i % 3).collect();
    let mut layer = compile!(
        Layer::new(1),
        optimizer = Adam,
        loss = sparse_categorical_crossentropy
    );
    let mut option = compile!(
        Option::new(1),
        optimizer = Adam,
        loss = sparse_categorical_crossentropy
    );
    let layer = (
        fit!(layer, &x, &y, epochs = 3).unwrap(),
        layer.get_weights(),
    );
    let option = (
        fit!(option, &x, &y, epochs = 3).unwrap(),
        option.get_weights(),
    );
    assert_eq!(layer.0["loss"], option.0["loss"]);
    assert_eq!(layer.1, option.1);
    assert!(
        Layer::new(1)
            .summary()
            .to_string()
            .contains("softmax (Softmax)")
    );
}

mod of_a_model {
    use kerust::prelude::*;

    model! { struct Trunk < Dense<4, 3>(tanh) > }
    model! { struct Net < Trunk, Dense<_, 2> > }

    /// A model fixes the shape of its input, as `Dense` does.
    #[test]
    fn a_chain_begins_with_a_model() {
        let (net, x) = (Net::new(1), [0.5, -0.25, 0.75, 1.0]);
        let hidden = net.trunk().to_model().predict(&x);
        let dense = net.dense();
        let expected = [0, 1].map(|output| {
            let products = (0..3).map(|i| hidden[i] * dense.kernel()[[i, output]]);
            products.sum::<f32>() + dense.bias()[[output]]
        });
        for (got, expected) in net.predict(&x).iter().zip(expected) {
            assert!((got - expected).abs() < 1e-6, "{got}, not {expected}");
        }
    }
}
