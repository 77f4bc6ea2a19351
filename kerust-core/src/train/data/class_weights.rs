use alloc::format;
use alloc::vec::Vec;

use super::sample_weight::SampleWeight;
use crate::Error;
use crate::samples::{LabelKind, Whole};
use crate::tensor::Shape;

/// Classes and their weights: the values of `class_weight`.
///
/// Classes are integers, weights `f32` or `f64`; as in Keras any number is allowed as a weight.
///
/// ```
/// use kerust::prelude::*;
///
/// model! { struct Net < Dense<1, 3>(softmax) > }
///
/// let mut net = compile!(Net::new(1), optimizer = SGD, loss = sparse_categorical_crossentropy);
/// let (x, y) = ([[0.0], [1.0], [2.0]], [0, 1, 2]);
/// let rare: Vec<(usize, f32)> = vec![(2, 4.0)];
/// fit!(net, &x, &y, class_weight = rare, verbose = 0)?;
///
/// let error = fit!(net, &x, &y, class_weight = [(3, 4.0)], verbose = 0).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`class_weight`: class 3 is none of the 3 that labels can have, 0 to 2"
/// );
/// # Ok::<(), kerust::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of classes and their weights",
    label = "not a list of classes and weights",
    note = "write `class_weight = [(0, 1.0), (1, 5.0)]`, or give an array, a slice or a `Vec` of such pairs: an integer, and an `f32` or `f64`"
)]
pub trait ClassWeights {
    /// The classes with their weights, in any order.
    ///
    /// # Errors
    /// If a weight is too large for an `f32`.
    fn class_weights(&self) -> Result<Vec<(i128, f32)>, Error>;
}

#[diagnostic::do_not_recommend]
impl<C: Whole, W: SampleWeight> ClassWeights for [(C, W)] {
    fn class_weights(&self) -> Result<Vec<(i128, f32)>, Error> {
        let weights = self.iter().map(|(class, weight)| {
            let class = class.whole();
            match weight.weight() {
                Ok(weight) => Ok((class, weight)),
                Err(_) => Err(Error::ClassWeight {
                    class,
                    problem: "has a weight that is too large for an `f32`".into(),
                }),
            }
        });
        weights.collect()
    }
}

macro_rules! as_slices {
    ($([$($size:tt)*] $list:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<C: Whole, W: SampleWeight, $($size)*> ClassWeights for $list {
            fn class_weights(&self) -> Result<Vec<(i128, f32)>, Error> {
                self[..].class_weights()
            }
        }
    )*};
}

as_slices! {
    [const N: usize] [(C, W); N];
    [] Vec<(C, W)>;
}

#[diagnostic::do_not_recommend]
impl<T: ClassWeights + ?Sized> ClassWeights for &T {
    fn class_weights(&self) -> Result<Vec<(i128, f32)>, Error> {
        T::class_weights(self)
    }
}

/// Sorts the weights by class.
///
/// # Errors
/// If a class has two weights, or if no label of the kind `K` for outputs of shape `Out` can have it, other
/// than an `ignored` one.
pub(crate) fn check<K: LabelKind, Out: Shape>(
    weights: &mut [(i128, f32)],
    ignored: impl Fn(i128) -> bool,
) -> Result<(), Error> {
    let one_class = Out::DIMS.len() == Out::WIDTH;
    if !one_class && !weights.is_empty() {
        return Err(Error::Settings {
            problem: "`class_weight` needs a class for each row, and the outputs of this model have several places in a row; `sample_weight` weighs rows",
        });
    }
    weights.sort_unstable_by_key(|(class, _)| *class);
    let classes = K::classes(Out::WIDTH);
    for (index, (class, _)) in weights.iter().enumerate() {
        let twice = index > 0 && weights[index - 1].0 == *class;
        let problem = match classes {
            _ if twice => "has two weights".into(),
            Some(classes) if !(0..classes.whole()).contains(class) && !ignored(*class) => {
                let last = classes.saturating_sub(1);
                format!("is none of the {classes} that labels can have, 0 to {last}")
            }
            _ => continue,
        };
        let class = *class;
        return Err(Error::ClassWeight { class, problem });
    }
    Ok(())
}

/// The weight of a class among sorted weights; 1 if it has none.
pub(crate) fn find(weights: &[(i128, f32)], class: Option<i128>) -> f32 {
    let place = class.and_then(|class| weights.binary_search_by_key(&class, |pair| pair.0).ok());
    place.map_or(1.0, |place| weights[place].1)
}
