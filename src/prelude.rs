//! All names that a program needs to define and train models: `use kerust::prelude::*;`
//!
//! Its words (`relu`, `accuracy`, `val_loss`, …) are types only, so that variables may have the same
//! names. Optimizers are constants too, with Keras' defaults.

#[cfg(all(feature = "ctrlc", any(unix, windows)))]
pub use crate::callbacks::StopOnCtrlC;
#[cfg(feature = "safetensors")]
pub use crate::callbacks::{BackupAndRestore, ModelCheckpoint, SaveFreq};
pub use crate::callbacks::{CSVLogger, ProgbarLogger};
#[cfg(feature = "tensorboard")]
pub use crate::callbacks::{TensorBoard, UpdateFreq};
pub use crate::formats::ExportHistory;
#[cfg(feature = "safetensors")]
pub use crate::formats::SaveWeights;
#[cfg(feature = "tensorboard")]
pub use crate::formats::SummaryWriter;
pub use crate::macros::{compile, evaluate, fit, model, models, predict};
#[cfg(feature = "plot")]
pub use crate::plot::PlotHistory;
pub use crate::range_test::find_learning_rate;
pub use kerust_core::activations::{
    Activate, Infinity, celu, elu, exponential, gelu, glu, hard_shrink, hard_sigmoid, hard_silu,
    hard_swish, hard_tanh, leaky_relu, linear, log_sigmoid, log_softmax, mish, relu, relu6, selu,
    sigmoid, silu, soft_shrink, softmax, softplus, softsign, sparse_plus, sparse_sigmoid,
    sparsemax, squareplus, swish, tanh, tanh_shrink, threshold,
};
pub use kerust_core::constraints::{max_norm, min_max_norm, non_neg, unit_norm};
pub use kerust_core::initializers::{
    constant, fan_avg, fan_in, fan_out, glorot_normal, glorot_uniform, he_normal, he_uniform,
    identity, lecun_normal, lecun_uniform, ones, orthogonal, random_normal, random_uniform,
    truncated_normal, uniform, untruncated_normal, variance_scaling, zeros,
};
pub use kerust_core::layers::options::{
    activation, keepdims, normalize, padding, same, strides, valid,
};
pub use kerust_core::layers::{
    Activation, Add, Average, Concatenate, Conv2D, Dense, Dot, Dropout, Embedding, Flatten,
    GlobalAveragePooling1D, GlobalAveragePooling2D, GlobalMaxPooling1D, GlobalMaxPooling2D,
    MaxPooling2D, Maximum, Minimum, Multiply, Rescaling, Softmax, Subtract,
};
pub use kerust_core::losses::{
    Axis, Reduction, binary_crossentropy, binary_focal_crossentropy, categorical_crossentropy,
    categorical_focal_crossentropy, categorical_generalized_cross_entropy, categorical_hinge,
    cosine_similarity, dice, hinge, huber, kl_divergence, log_cosh, mae, mape, mean_absolute_error,
    mean_absolute_percentage_error, mean_squared_error, mean_squared_logarithmic_error, mse, msle,
    pinball, poisson, sparse_categorical_crossentropy, squared_hinge, tversky,
    val_binary_crossentropy, val_binary_focal_crossentropy, val_categorical_crossentropy,
    val_categorical_focal_crossentropy, val_categorical_generalized_cross_entropy,
    val_categorical_hinge, val_cosine_similarity, val_dice, val_hinge, val_huber,
    val_kl_divergence, val_log_cosh, val_mae, val_mape, val_mse, val_msle, val_pinball,
    val_poisson, val_sparse_categorical_crossentropy, val_squared_hinge, val_tversky,
};
#[doc(hidden)]
#[allow(deprecated)]
pub use kerust_core::metrics::in_keras::{AUC, MAE, MAPE, MSE, MSLE, acc, f1, val_acc, val_f1};
pub use kerust_core::metrics::{
    Aggregation, Averaging, Curve, Direction, Summation, accuracy, auc, binary_accuracy,
    binary_io_u, categorical_accuracy, concordance_correlation, exact_accuracy, f1_score,
    false_negatives, false_positives, fbeta_score, io_u, loss, mean, mean_io_u, one_hot_io_u,
    one_hot_mean_io_u, pearson_correlation, precision, precision_at_recall, r2_score, recall,
    recall_at_precision, root_mean_squared_error, sensitivity_at_specificity,
    sparse_categorical_accuracy, specificity_at_sensitivity, sum, top_k, true_negatives,
    true_positives, val_accuracy, val_auc, val_binary_accuracy, val_binary_io_u,
    val_categorical_accuracy, val_concordance_correlation, val_exact_accuracy, val_f1_score,
    val_false_negatives, val_false_positives, val_fbeta_score, val_io_u, val_loss, val_mean,
    val_mean_io_u, val_pearson_correlation, val_precision, val_precision_at_recall, val_r2_score,
    val_recall, val_recall_at_precision, val_root_mean_squared_error,
    val_sensitivity_at_specificity, val_sparse_categorical_accuracy,
    val_specificity_at_sensitivity, val_sum, val_top_k, val_true_negatives, val_true_positives,
};
pub use kerust_core::model::{Gradients, Model, Predictor};
pub use kerust_core::optimizers::schedules::{
    CosineDecay, CosineDecayRestarts, ExponentialDecay, InverseTimeDecay, PiecewiseConstantDecay,
    PolynomialDecay,
};
pub use kerust_core::optimizers::{
    Adadelta, Adafactor, Adagrad, Adam, AdamW, Adamax, AnyOptimizer, Ftrl, Lamb, Lion, Muon, Nadam,
    Optimizer, RMSprop, SGD, ScheduleFreeAdamW,
};
pub use kerust_core::regularizers::{columns, l1, l1_l2, l2, orthogonal_regularizer, rows};
pub use kerust_core::samples::{Argmax, Samples};
pub use kerust_core::tensor::{Image, Sequence, Tokens, Vector};
pub use kerust_core::train::GradientTape;
pub use kerust_core::train::callbacks::{
    Callback, CallbackList, EarlyStopping, LambdaCallback, LearningRateScheduler,
    ReduceLROnPlateau, SwapEMAWeights, TerminateOnNaN, Training,
};
pub use kerust_core::train::compile::{Compile, Compiled};
pub use kerust_core::train::data::NoLoss;
pub use kerust_core::train::fit::{Step, TrainStep};
pub use kerust_core::train::history::{History, Logs};
