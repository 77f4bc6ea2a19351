//! Labels and the weights of their rows, as a loss sees them.
// Data from outside lose nothing in silence.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

#[cfg(feature = "alloc")]
mod class_weights;

#[cfg(feature = "alloc")]
use alloc::{boxed::Box, vec::Vec};
use zerocopy::FromZeros;

use crate::Error;
use crate::contract::{LabelFor, LabelKind, Samples, near};
use crate::losses::{Loss, Target};
use crate::memory::Zeroed;
use crate::shape::Shape;

#[cfg(feature = "alloc")]
pub use class_weights::ClassWeights;

/// Numbered targets of type `T` with their weights, whatever the labels are.
pub trait Labels<'y, T: ?Sized> {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The target and the weight of row `row`.
    ///
    /// # Errors
    /// If the label is none of the model's classes, or if a source fails.
    fn target(&mut self, row: usize) -> Result<(&T, f32), Error>;

    /// Weighs the rows from now on.
    #[cfg(feature = "alloc")]
    fn weigh(&mut self, weights: Weights<'y>);

    /// Weighs the rows with numbers below `before` from now on by their classes, the others and those of
    /// classes without a weight by 1.
    ///
    /// # Errors
    /// If a class has two weights, or cannot be one of a label.
    #[cfg(feature = "alloc")]
    fn weigh_classes(&mut self, weights: Vec<(i128, f32)>, before: usize) -> Result<(), Error>;

    /// Looks at all labels, and all weights, that lie in memory.
    ///
    /// # Errors
    /// If a label is none of the model's classes, or a number too large for an `f32`.
    fn check(&mut self) -> Result<(), Error>;
}

/// The weights of rows.
#[cfg(feature = "alloc")]
#[derive(Debug, Default)]
pub enum Weights<'y> {
    /// 1.
    #[default]
    Equal,
    /// Each row's own; Keras' `sample_weight`.
    Rows(Box<dyn RowWeights + 'y>),
    /// By the row's class, 1 for classes without; Keras' `class_weight`.
    Classes {
        /// The classes in order, and their weights.
        of: Vec<(i128, f32)>,
        /// The rows with smaller numbers have them, the others 1.
        before: usize,
    },
}

#[cfg(feature = "alloc")]
impl<'y> Weights<'y> {
    /// A weight for each row.
    pub fn of_rows<W>(weights: &'y W) -> Self
    where
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        Weights::Rows(Box::new(WeightsOf(weights)))
    }
}

/// A number of `sample_weight`: how much a row counts.
#[diagnostic::on_unimplemented(
    message = "rows cannot have weights of type `{Self}`",
    label = "not a list of `f32`",
    note = "weights are an array, a slice or a `Vec` with an `f32` or `f64` for each row"
)]
pub trait SampleWeight: FromZeros {
    /// The weight, the nearest `f32`. As in Keras any number is one, a negative one and NaN too.
    ///
    /// # Errors
    /// The number, if it is finite and too large for an `f32`.
    fn weight(&self) -> Result<f32, f64>;
}

impl SampleWeight for f32 {
    fn weight(&self) -> Result<f32, f64> {
        Ok(*self)
    }
}

impl SampleWeight for f64 {
    fn weight(&self) -> Result<f32, f64> {
        near(*self)
    }
}

/// A weight for each row.
pub trait RowWeights: core::fmt::Debug {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// That of row `row`.
    ///
    /// # Errors
    /// What the source says.
    fn weight(&self, row: usize) -> Result<f32, Error>;

    /// Looks at all that lie in memory.
    ///
    /// # Errors
    /// If one of them is too large for an `f32`.
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(feature = "alloc")]
struct WeightsOf<'y, W: ?Sized>(&'y W);

#[cfg(feature = "alloc")]
impl<W: Samples + ?Sized> RowWeights for WeightsOf<'_, W>
where
    W::Item: SampleWeight,
{
    fn len(&self) -> usize {
        self.0.sample_count()
    }

    fn weight(&self, row: usize) -> Result<f32, Error> {
        let weight = match self.0.sample(row) {
            Some(weight) => weight.weight(),
            None => {
                let mut weight = W::Item::new_zeroed();
                self.0.read_sample(row, &mut weight)?;
                weight.weight()
            }
        };
        weight.map_err(|number| Error::TooLarge {
            data: "data",
            what: "weight",
            row,
            number,
        })
    }

    fn check(&self) -> Result<(), Error> {
        let mut rows = 0..self.0.sample_count();
        rows.try_for_each(|row| match self.0.sample(row) {
            Some(_) => self.weight(row).map(|_| ()),
            None => Ok(()),
        })
    }
}

#[cfg(feature = "alloc")]
impl<W: Samples + ?Sized> core::fmt::Debug for WeightsOf<'_, W> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} weights", self.0.sample_count())
    }
}

/// The targets of loss `L` on outputs of shape `Out` from the labels `Y`.
pub struct LabelsOf<'y, L: Loss, Out: Shape, Y: Samples + ?Sized> {
    y: &'y Y,
    loss: L,
    /// Room for a label that is not in memory.
    item: Option<Zeroed<Y::Item>>,
    scratch: Zeroed<<L::Labels as LabelKind>::Scratch<Out>>,
    #[cfg(feature = "alloc")]
    weights: Weights<'y>,
}

impl<'y, L: Loss, Out: Shape, Y: Samples + ?Sized> LabelsOf<'y, L, Out, Y>
where
    Y::Item: LabelFor<L, Out>,
{
    /// The targets of the labels `y` for `loss`.
    #[must_use]
    pub fn new(loss: &L, y: &'y Y) -> Self {
        LabelsOf {
            y,
            loss: loss.clone(),
            item: None,
            scratch: Zeroed::new(),
            #[cfg(feature = "alloc")]
            weights: Weights::Equal,
        }
    }
}

impl<'y, L: Loss, Out: Shape, Y: Samples + ?Sized> Labels<'y, Target<L>> for LabelsOf<'y, L, Out, Y>
where
    Y::Item: LabelFor<L, Out>,
{
    fn len(&self) -> usize {
        self.y.sample_count()
    }

    #[inline]
    fn target(&mut self, row: usize) -> Result<(&Target<L>, f32), Error> {
        let label = match self.y.sample(row) {
            Some(label) => label,
            None => {
                let item = self.item.get_or_insert_with(Zeroed::new);
                self.y.read_sample(row, item)?;
                item
            }
        };
        let target = label.target(&self.loss, row, &mut self.scratch)?;
        #[cfg(not(feature = "alloc"))]
        let weight = 1.0;
        #[cfg(feature = "alloc")]
        let weight = match &self.weights {
            Weights::Rows(weights) => weights.weight(row)?,
            Weights::Classes { of, before } if row < *before => {
                class_weights::find(of, L::Labels::class(target))
            }
            Weights::Equal | Weights::Classes { .. } => 1.0,
        };
        Ok((target, weight))
    }

    #[cfg(feature = "alloc")]
    fn weigh(&mut self, weights: Weights<'y>) {
        self.weights = weights;
    }

    #[cfg(feature = "alloc")]
    fn weigh_classes(&mut self, mut weights: Vec<(i128, f32)>, before: usize) -> Result<(), Error> {
        let loss = &self.loss;
        class_weights::check::<L::Labels, Out>(&mut weights, |class| loss.ignores_label(class))?;
        self.weights = Weights::Classes {
            of: weights,
            before,
        };
        Ok(())
    }

    fn check(&mut self) -> Result<(), Error> {
        #[cfg(feature = "alloc")]
        if let Weights::Rows(weights) = &self.weights {
            let (rows, weights_given) = (self.y.sample_count(), weights.len());
            if rows != weights_given {
                return Err(Error::SampleWeights {
                    data: "data",
                    rows,
                    weights: weights_given,
                });
            }
            weights.check()?;
        }
        for row in 0..self.y.sample_count() {
            if let Some(label) = self.y.sample(row) {
                label.target(&self.loss, row, &mut self.scratch)?;
            }
        }
        Ok(())
    }
}

impl<L: Loss, Out: Shape, Y: Samples + ?Sized> core::fmt::Debug for LabelsOf<'_, L, Out, Y> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "LabelsOf({} labels)", self.y.sample_count())
    }
}
