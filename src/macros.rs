//! The macros. Each passes `$crate` to the procedural macro that does its work, which so finds this crate
//! under any name in a `Cargo.toml`, and through a crate that re-exports it.
//!
//! They are exported with other names first: a macro named `model` would share its name with the module
//! `model`, and the prelude would export both.

/// Defines a model: a fixed architecture whose layers the compiler checks against each other.
///
/// ```
/// use kerust::prelude::*;
///
/// model! {
///     /// Clothes, 28×28 grey pixels, in 10 classes.
///     pub struct Fashion < Dense<784, 128>(relu), Dropout(0.2), Dense<128, 10>(softmax) >
/// }
///
/// let fashion = Fashion::new(42);
/// assert_eq!(fashion.dense_1().kernel().shape(), [128, 10]);
///
/// let net = model![< Dense<4, 16>(relu), Dense<16, 3>(softmax) >].new(42);
/// assert_eq!(net.predict(&[0.5; 4]).len(), 3);
/// ```
///
/// The first form defines a struct that implements `Model`, with a function for the weights of
/// every layer by Keras' name: `fashion.dense_1().kernel()`. Attributes and visibility go
/// before `struct`. A model is `Debug`, and `Clone` in its box, without a `derive`; with `derive(Clone)` it is `Clone`
/// by value too, if it has at most 512 KiB of weights, and with `derive(PartialEq)` models can be compared.
///
/// The second form gives a `Blueprint`, whose `new(seed)` makes the model; `compile!` takes it as
/// it is.
///
/// **Layers** are types with their sizes in `< >` and their options in `( )`:
/// - a word is an option: `Dense<784, 128>(relu)`;
/// - `key = word`, `key = 2`, `key = true` and `key = CONSTANT` choose: `padding = same`;
/// - other values are the layer's settings: `Dropout(0.2)`, `Rescaling(1.0 / 255.0, offset = 0.5)`;
///   a constant as such a setting of a layer of your own is in parentheses: `offset = (OFFSET)`;
/// - a key that ends in `_initializer`, `_regularizer` or `_constraint` takes a word with its own
///   settings, `kernel_regularizer = l2(0.01)`, `kernel_initializer = random_normal(stddev = 0.1)`, or
///   a constant. They are calls of `l2::of(0.01)` and `random_normal::new().stddev(0.1)`.
///
/// A size is a number, a constant, or an expression in braces: `Dense<{ HIDDEN + 1 }, 10>`. [`models!`](crate::models)
/// selects one when the program runs.
///
/// **The input's shape**, `Vector<N>`, `Sequence<T, F>` or `Image<H, W, C>`, comes first if the
/// first layer does not determine it: `< Image<28, 28, 1>, Conv2D<1, 6, 5>(relu), … >`.
#[macro_export]
#[doc(hidden)]
macro_rules! __model {
    ($($tokens:tt)*) => {
        $crate::__private::macros::model! { $crate $($tokens)* }
    };
}

/// Selects the sizes of a model when the program runs.
///
/// The compiler must know all sizes, so a number from the running program can only be one of a few:
/// `models!(value, CONSTANT = [sizes], { … })` compiles the block once for each size, with the constant as a
/// `usize` of that size, and runs the one for `value`. More values and constants may follow before the block.
///
/// ```
/// use kerust::prelude::*;
///
/// /// Trains a model with `width` units in its hidden layer, and returns its predictions.
/// fn train(width: usize) -> kerust::Result<Box<dyn Fn(&[f32; 4]) -> [f32; 3]>> {
///     models!(width, H = [8, 16, 32], {
///         model! { struct Net < Dense<4, H>(relu), Dense<H, 3>(softmax) > }
///         let mut net = compile!(
///             Net::new(42),
///             optimizer = Adam,
///             loss = sparse_categorical_crossentropy
///         );
///         fit!(net, &[[0.5; 4]; 8], &[1_u8; 8], verbose = 0)?;
///         Box::new(move |row: &[f32; 4]| net.predict(row)) as Box<dyn Fn(&_) -> _>
///     })
/// }
///
/// assert_eq!(train(16)?(&[0.5; 4]).argmax(), 1);
/// let error = train(12).err().expect("there is no such model");
/// assert_eq!(error.to_string(), "`H` is 12, but it can be 8, 16 or 32 only");
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// # Errors
/// The macro's value is `Ok` with the value of the block, or [`Error::Size`](crate::Error::Size) with the
/// possible sizes.
#[macro_export]
#[doc(hidden)]
macro_rules! __models {
    ($($tokens:tt)*) => {
        $crate::__private::macros::models! { $crate $($tokens)* }
    };
}

/// Compiles a model with an optimizer, a loss and metrics; Keras' `model.compile`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Iris < Dense<4, 16>(relu), Dense<16, 3>(softmax) > }
///
/// let iris = compile!(
///     Iris::new(42),
///     optimizer = Adam(learning_rate = 0.001),
///     loss = sparse_categorical_crossentropy,
///     metrics = [accuracy],
/// );
/// let logs = iris.evaluate(&[[0.5; 4]], &[2])?;
/// assert!(logs.of::<accuracy>().is_some());
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// **A model with several outputs** has a loss, and metrics, for each by its name, and an output may have none:
///
/// ```
/// use kerust::prelude::*;
///
/// model! {
///     struct House < facts: Vector<12> > {
///         let known = facts -> Dense<_, 16>(relu);
///         (kind = known -> Dense<_, 4>(softmax), price = known -> Dense<_, 1>)
///     }
/// }
///
/// let mut house = compile!(
///     House::new(1),
///     optimizer = Adam,
///     loss = (kind = sparse_categorical_crossentropy, price = mse),
///     loss_weights = (price = 0.1),
///     metrics = (kind = [accuracy], price = [mae]),
/// );
/// let (x, kinds, prices) = ([[0.5; 12]; 8], [1; 8], [2.0; 8]);
/// let stopping = fit!(
///     house, &x, (&kinds, &prices), epochs = 5, verbose = 0,
///     callbacks = [EarlyStopping(monitor = kind::accuracy, patience = 1)],
/// )?;
/// assert_eq!(stopping["loss"].len(), stopping["price_mae"].len());
/// let (kind, price): ([f32; 4], [f32; 1]) = house.predict(&x[0]);
/// # assert!(kind[1] > 0.0 && price[0].is_finite());
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// As in Keras, the loss is the sum of the outputs' losses, each times its factor in `loss_weights`, and `logs` have
/// `kind_loss`, `price_mae` and `val_kind_accuracy`. A monitored value has its output before it: `kind::val_accuracy`;
/// a path of a module that has two parts begins with `self::`.
///
/// It is a spelling of `Compile::new(model).optimizer(…).loss::<…>().metric::<…>()`. `metrics` is
/// optional. `Adam`, `Adam()` and `Adam(learning_rate = 0.001)` make an optimizer from its
/// `new()` and setters; a setting may have such a value too:
/// `Adam(learning_rate = ExponentialDecay(0.1, 1000, decay_rate = 0.96, staircase = true))`. Settings without
/// a default may be given without their names, in Keras' order.
///
/// Everything else is an expression of yours:
/// - as the value of a setting all but a word with parentheses: `learning_rate = RATE`,
///   `patience = config.patience`; only `monitor` takes a word;
/// - as the optimizer all that is no type: `optimizer = adam` is a variable, `optimizer = ADAM` a constant;
/// - as a loss or a metric constants, calls of methods, fields and blocks: `loss = HUBER`,
///   `loss = huber::new()`, `loss = { my_loss }`.
#[macro_export]
#[doc(hidden)]
macro_rules! __compile {
    ($($tokens:tt)*) => {
        $crate::__private::macros::compile! { $crate $($tokens)* }
    };
}

/// Trains a compiled model; Keras' `model.fit`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1> > }
///
/// let (x_train, y_train) = ([0.0, 1.0, 2.0], [1.0, 3.0, 5.0]);
/// let (x_test, y_test) = ([3.0], [7.0]);
/// let mut line = compile!(Line::new(7), optimizer = SGD(learning_rate = 0.1), loss = mse);
/// let history = fit!(
///     line,
///     &x_train,
///     &y_train,
///     epochs = 200,
///     batch_size = 32,
///     validation_data = (&x_test, &y_test),
///     callbacks = [EarlyStopping(monitor = val_loss, patience = 3)],
///     verbose = 0,
/// )?;
/// assert!(history["val_loss"].last() < history["val_loss"].first());
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// A word in the list of callbacks, such as `EarlyStopping`, becomes calls of its `new` (or without
/// parentheses of its `Default`) and its setters; any other expression, such as `&mut my_own`, `my_own`,
/// `MY_OWN` or `{ Mine }`, is taken as it is. Rows and labels may be given with or without `&`.
///
/// A model with several inputs takes a tuple with the rows of each, `fit!(house, (&photos, &facts), &y)`, and one with
/// several outputs a tuple with the labels of each, `(&kinds, &prices)`, with `()` for an output without a loss.
/// `sample_weight` is for all outputs, or with names for some: `sample_weight = (price = &weights)`; so is
/// `class_weight = (kind = [(0, 2.0)])`.
///
/// It is a spelling of `fashion.fit(&x, &y).epochs(10)….callback(ProgbarLogger::new(1)).run()`.
/// Settings: `epochs`, `initial_epoch`, `batch_size`, `steps_per_epoch`, `validation_data` or
/// `validation_split`, `validation_freq`, `validation_batch_size`, `validation_steps`,
/// `sample_weight` or `class_weight`, `shuffle`, `seed`, `threads`, `train_step`, `callbacks`, and
/// `verbose` (0: silent, 1: a progress bar, 2: a line for each epoch). Each is that of the builder `Fit`.
#[macro_export]
#[doc(hidden)]
macro_rules! __fit {
    ($($tokens:tt)*) => {
        $crate::__private::macros::fit! { $crate $($tokens)* }
    };
}

/// Evaluates a compiled model with a progress bar, and returns its loss and metrics; Keras' `model.evaluate`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1>(kernel_initializer = ones) > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// let logs = evaluate!(line, &[1.0, 2.0], &[2.0, 3.0], batch_size = 128)?;
/// assert_eq!(logs.loss(), 1.0);
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// It is a spelling of `line.evaluation(&x, &y).batch_size(128)….run()`. Settings: `batch_size`,
/// `sample_weight`, `steps`, `threads`, `callbacks`, `verbose`. The method `line.evaluate(&x, &y)` has no
/// settings and no output.
#[macro_export]
#[doc(hidden)]
macro_rules! __evaluate {
    ($($tokens:tt)*) => {
        $crate::__private::macros::evaluate! { $crate $($tokens)* }
    };
}

/// Predicts with a compiled model and a progress bar, and returns the outputs of all rows; Keras'
/// `model.predict`.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Line < Dense<1, 1>(kernel_initializer = ones) > }
///
/// let mut line = compile!(Line::new(7), optimizer = SGD, loss = mse);
/// let outputs = predict!(line, &[1.0, 2.0], batch_size = 128)?;
/// assert_eq!(outputs, [[1.0], [2.0]]);
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// It is a spelling of `line.prediction(&x).batch_size(128)….run()`. Settings: `batch_size`,
/// `steps`, `threads`, `callbacks`, `verbose`. The method `line.predict_batch(&x)` has no settings and no
/// output.
#[macro_export]
#[doc(hidden)]
macro_rules! __predict {
    ($($tokens:tt)*) => {
        $crate::__private::macros::predict! { $crate $($tokens)* }
    };
}

#[doc(inline)]
pub use {
    __compile as compile, __evaluate as evaluate, __fit as fit, __model as model,
    __models as models, __predict as predict,
};
