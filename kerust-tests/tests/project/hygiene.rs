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

/// A module in which every name that an expansion could use means something else.
#[allow(dead_code, non_camel_case_types, unused_macros, clippy::all)]
mod other_meanings {
    #![no_implicit_prelude]
    #![deny(warnings)]
    #![forbid(unsafe_code)]

    use ::kerust::prelude::*;

    type usize = ::core::primitive::u8;
    type f32 = ::core::primitive::u8;
    type f64 = ::core::primitive::u8;
    type u8 = ::core::primitive::char;
    type u32 = ::core::primitive::char;
    type bool = ::core::primitive::char;
    type str = ::core::primitive::char;
    struct Option;
    struct Result;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    struct Box;
    struct Vec;
    struct String;
    struct Self_;
    trait Clone {}
    trait Copy {}
    trait Sized {}
    trait Send {}
    trait Sync {}
    trait Default {}
    trait PartialEq {}
    trait Debug {}
    mod core {}
    mod std {}
    mod alloc {}
    mod kerust {}
    mod zerocopy {}

    /// Methods of every type, in all forms of `self`, with the names of those that an expansion calls.
    trait Everywhere {
        fn vectors(self);
        fn vectors_mut(self);
        fn as_ref(self);
        fn as_mut(self);
        fn is_some(self);
        fn is_none(self);
        fn len(self);
        fn layer(self);
        fn split(self);
        fn out(self);
        fn field(self);
        fn sink(self);
        fn clone(self);
    }

    impl<T> Everywhere for T {
        fn vectors(self) {}
        fn vectors_mut(self) {}
        fn as_ref(self) {}
        fn as_mut(self) {}
        fn is_some(self) {}
        fn is_none(self) {}
        fn len(self) {}
        fn layer(self) {}
        fn split(self) {}
        fn out(self) {}
        fn field(self) {}
        fn sink(self) {}
        fn clone(self) {}
    }

    macro_rules! vec {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! assert {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! assert_eq {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! panic {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! format {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! matches {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! unreachable {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! concat {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! format_args {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! debug_assert {
        ($($t:tt)*) => {
            no_such_function()
        };
    }
    macro_rules! write {
        ($($t:tt)*) => {
            no_such_function()
        };
    }

    model! {
        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct Net <
            Image<6, 6, 1>,
            Rescaling(0.5, offset = 0.1),
            Conv2D<1, 2, 3>(relu, padding = same, strides = 2, kernel_regularizer = l2(0.01)),
            Flatten,
            Dense<18, 8>(leaky_relu<0.3>, bias_initializer = random_normal(stddev = 0.1), activity_regularizer = l1(0.001)),
            Dropout(0.5),
            Dense<8, 3>(softmax),
        >
    }

    use super::other_words::nothing_lost;

    pub(super) fn train() -> ::kerust::Result<::core::primitive::usize> {
        let mut net = compile!(
            Net::new(1),
            optimizer = Adam(learning_rate = 0.01),
            loss = sparse_categorical_crossentropy(reduction = Reduction::Sum),
            metrics = [accuracy, top_k(2)],
        );
        let (x, y) = ([[[[0.5]; 6]; 6]; 4], [1_u16; 4]);
        fit!(
            net,
            &x,
            &y,
            epochs = 2,
            verbose = 0,
            validation_data = (&x, &y),
            callbacks = [EarlyStopping(monitor = val_loss, patience = 3)]
        )?;
        evaluate!(net, &x, &y, verbose = 0)?;
        predict!(net, &x, verbose = 0)?;
        models!(3, H = [2, 3], {
            let anonymous = model![< Dense<4, H>, Dense<H, 1> >];
            let mut net = compile!(anonymous, optimizer = SGD, loss = nothing_lost);
            fit!(net, &[[0.5; 4]; 4], &[0.5; 4], verbose = 0)?;
            H
        })
    }
}

/// The same for what declares a loss, a metric and an optimizer.
#[allow(dead_code, non_camel_case_types)]
mod other_words {
    use kerust::contract::Numbers;
    use kerust::metrics::Direction;

    type usize = char;
    type f32 = char;
    type bool = char;
    type str = char;
    type u32 = char;
    struct Option;
    struct Some;
    struct None;
    struct Result;
    trait Clone {}
    trait Default {}
    trait Debug {}
    mod core {}

    ::kerust::loss! {
        /// Nothing.
        nothing_lost, val_nothing_lost, Numbers {
            /// A factor.
            factor: ::core::primitive::f32 = 1.0,
        }
    }

    ::kerust::metric! {
        /// Nothing.
        nothing_measured, val_nothing_measured, Direction::Min
    }

    impl ::kerust::losses::Loss for nothing_lost {
        const NAME: &'static ::core::primitive::str = "nothing";
        type Labels = Numbers;

        fn value(
            &self,
            _: &[::core::primitive::f32],
            _: &[::core::primitive::f32],
            _: ::core::primitive::usize,
        ) -> ::core::primitive::f32 {
            self.factor * 0.0
        }

        fn gradient(
            &self,
            _: &[::core::primitive::f32],
            _: &[::core::primitive::f32],
            _: ::core::primitive::usize,
            _: ::core::primitive::f32,
            _: &mut [::core::primitive::f32],
        ) {
        }
    }

    struct Mine {
        settings: kerust::optimizers::Settings,
    }

    impl Mine {
        kerust::optimizer_settings!();
    }
}

#[test]
fn names_macros_and_methods_of_the_user_change_nothing() {
    assert_eq!(other_meanings::train().unwrap(), 3);
    assert!(*other_meanings::Net::new(1) == *other_meanings::Net::new(1));
}

/// A shape beside another type of its name.
mod two_vectors {
    mod algebra {
        #[allow(dead_code)]
        pub struct Vector<T>(T);
    }

    #[allow(unused_imports)]
    use algebra::*;
    use kerust::prelude::*;

    model! { pub(super) struct Net < Vector<4>, Dense<4, 3>(softmax) > }
}

#[test]
fn a_shape_beside_another_type_of_its_name() {
    assert_eq!(two_vectors::Net::INPUTS[0].axes(), [4]);
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
    assert_eq!(Strided::OUTPUTS[0].axes(), [5]);
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
