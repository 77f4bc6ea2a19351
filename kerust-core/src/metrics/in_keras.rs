//! Names that metrics and losses have in Keras or in mouths, and not here: each says which one to write.
#![allow(non_camel_case_types, missing_docs)]

use super::{accuracy, auc, f1_score, val_accuracy, val_f1_score};
use crate::losses::{mae, mape, mse, msle};

#[deprecated(note = "write `accuracy`")]
pub type acc = accuracy;
#[deprecated(note = "write `val_accuracy`")]
pub type val_acc = val_accuracy;
#[deprecated(note = "write `f1_score`")]
pub type f1 = f1_score;
#[deprecated(note = "write `val_f1_score`")]
pub type val_f1 = val_f1_score;
#[deprecated(note = "write `auc`")]
pub const AUC: auc = auc::new();
#[deprecated(note = "write `mse`")]
pub const MSE: mse = mse::new();
#[deprecated(note = "write `mae`")]
pub const MAE: mae = mae::new();
#[deprecated(note = "write `mape`")]
pub const MAPE: mape = mape::new();
#[deprecated(note = "write `msle`")]
pub const MSLE: msle = msle::new();
