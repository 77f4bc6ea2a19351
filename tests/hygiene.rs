//! The macros among names, macros and conditions of the user's own.

use kerust::prelude::*;

/// Names that the macro's expansion could capture.
mod names_of_the_user {
    use kerust::prelude::*;

    const FIRST_1: usize = 8;
    const HEAD: usize = FIRST_1;
    pub(super) mod sizes {
        pub(crate) const OUT_1: usize = 3;
    }

    model! { pub(super) struct Work < Dense<4, FIRST_1>(relu), Dense<HEAD, sizes::OUT_1>(softmax) > }
    model! { pub(super) struct Shape1 < Dense<4, FIRST_1>(activation = relu), Dense<8, 3>(softmax) > }
}

#[test]
fn constants_of_the_user_keep_their_meaning() {
    assert_eq!(names_of_the_user::Work::PARAMS, 4 * 8 + 8 + 8 * 3 + 3);
    assert_eq!(
        names_of_the_user::Shape1::PARAMS,
        names_of_the_user::Work::PARAMS
    );
}

#[test]
fn variables_of_the_user_keep_their_meaning() {
    let (validation_x, validation_y) = ([[1.0; 4]; 6], [1_u8; 6]);
    let pair = (&[[2.0; 4]; 2], &[0_u8; 2]);
    let mut net = compile!(
        names_of_the_user::Work::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    fit!(
        net,
        &validation_x,
        &validation_y,
        validation_data = pair,
        batch_size = 2,
        verbose = 0
    )
    .unwrap();
    assert_eq!(net.iterations(), 3);
    let pair = || (vec![[2.0; 4]; 2], vec![0_i32; 2]);
    let history = fit!(
        net,
        validation_x,
        validation_y,
        validation_data = pair(),
        verbose = 0
    );
    assert_eq!(history.unwrap().iter().len(), 2);
}

macro_rules! network_of {
    ($name:ident, $activation:expr, $strides:expr, $size:expr) => {
        model! {
            struct $name <
                Image<9, 9, 1>, Conv2D<1, 2, 3>($activation, strides = $strides), Flatten,
                Dense<32, { $size }>(linear),
            >
        }
    };
}

network_of!(Strided, tanh, 2, 5);

macro_rules! train {
    ($net:expr, $optimizer:expr, $loss:expr, $metric:expr, $callback:expr) => {{
        let mut net = compile!(
            $net,
            optimizer = $optimizer,
            loss = $loss,
            metrics = [$metric]
        );
        let (x, y) = ([[[[0.5]; 9]; 9]; 4], [[0.5; 5]; 4]);
        fit!(net, &x, &y, verbose = 0, callbacks = [$callback]).map(|history| history.iter().len())
    }};
}

#[test]
fn expressions_of_other_macros() {
    assert_eq!(Strided::OUTPUT.axes(), [5]);
    let entries = train!(
        Strided::new(1),
        Adam(learning_rate = 0.01),
        mse,
        mae,
        EarlyStopping(monitor = loss)
    );
    assert_eq!(entries.unwrap(), 2);
}

#[cfg(any())]
model! { struct NeverCompiled < Dense<4, 3>(no_such_activation), Dense<9, 9> > }

model! {
    #[cfg(any())]
    struct NotCompiled < Dense<4, 3>(no_such_activation), Dense<9, 9> >
}

#[test]
fn what_was_measured_can_be_shown_and_gone_through() {
    let mut net = compile!(
        names_of_the_user::Work::new(1),
        optimizer = SGD,
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy]
    );
    let (x, y) = ([[1.0; 4]; 6], [1_i64; 6]);
    let history = fit!(net, &x, &y, epochs = 2, verbose = 0).unwrap();
    for (name, values) in &history {
        assert_eq!(values.len(), 2, "{name}");
    }
    let scores = net.evaluate(&x, &y).unwrap();
    let shown = scores.to_string();
    assert!(
        shown.starts_with("loss: ") && shown.contains(" - accuracy: "),
        "{shown}"
    );
}
