//! Labels and the weights of their rows, for a loss.
// No cast may silently change data.
#![warn(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

#[cfg(feature = "alloc")]
use alloc::{boxed::Box, vec::Vec};
#[cfg(feature = "alloc")]
use zerocopy::FromZeros;

use crate::Error;
use crate::losses::{Loss, Target};
use crate::samples::{LabelKind, Sample, Samples};
use crate::tensor::{Shape, Zeroed};
use crate::train::contract::LabelFor;

#[cfg(feature = "alloc")]
pub use super::class_weights::ClassWeights;
pub use super::sample_weight::SampleWeight;

/// The labels of an output, of any type, with their weights.
pub trait LabelList<'y> {
    /// The number of labels.
    fn len(&self) -> usize;

    /// Whether there are no labels.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sets the weights of the rows.
    #[cfg(feature = "alloc")]
    fn weigh(&mut self, weights: SampleWeights<'y>);

    /// Sets the weights of the rows before row `before` to those of their classes; other rows, and classes
    /// without a weight, have the weight 1.
    ///
    /// # Errors
    /// If a class has two weights, or if no label can have it.
    #[cfg(feature = "alloc")]
    fn weigh_classes(&mut self, weights: Vec<(i128, f32)>, before: usize) -> Result<(), Error>;

    /// A check of all labels and all weights that are in memory.
    ///
    /// # Errors
    /// If a label is none of the model's classes, or a number too large for an `f32`.
    fn check(&mut self) -> Result<(), Error>;
}

/// Targets of type `T` with their weights, for labels of any type.
pub trait Labels<'y, T: ?Sized>: LabelList<'y> {
    /// The target and the weight of row `row`.
    ///
    /// # Errors
    /// If the label is none of the model's classes, or if a source fails.
    fn target(&mut self, row: usize) -> Result<(&T, f32), Error>;
}

/// The weights of rows.
#[cfg(feature = "alloc")]
#[derive(Debug, Default)]
pub enum SampleWeights<'y> {
    /// All weights are 1.
    #[default]
    Equal,
    /// A weight for each row; Keras' `sample_weight`.
    Rows(Box<dyn RowWeights + 'y>),
    /// The weight of the row's class, or 1 if it has none; Keras' `class_weight`.
    Classes {
        /// The classes in ascending order with their weights.
        of: Vec<(i128, f32)>,
        /// The first row that is not weighted: it and later ones have the weight 1.
        before: usize,
    },
}

#[cfg(feature = "alloc")]
impl<'y> SampleWeights<'y> {
    /// A weight for each row.
    pub fn of_rows<W>(weights: &'y W) -> Self
    where
        W: Samples + ?Sized,
        W::Item: SampleWeight,
    {
        SampleWeights::Rows(Box::new(WeightsOf(weights)))
    }
}

/// Weights, one for each row.
pub trait RowWeights: core::fmt::Debug {
    /// The number of weights.
    fn len(&self) -> usize;
    /// Whether there are no weights.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The weight of row `row`.
    ///
    /// # Errors
    /// Those of the source.
    fn weight(&self, row: usize) -> Result<f32, Error>;

    /// A check of all weights that are in memory.
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
pub struct LabelsOf<'y, L: Loss, Out: Shape, Y: Samples<Item: Sample> + ?Sized> {
    y: &'y Y,
    loss: L,
    /// The memory for a label that is read from a source.
    item: Option<<Y::Item as Sample>::Memory>,
    scratch: Zeroed<<L::Labels as LabelKind>::Scratch<Out>>,
    #[cfg(feature = "alloc")]
    weights: SampleWeights<'y>,
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
            weights: SampleWeights::Equal,
        }
    }
}

impl<'y, L: Loss, Out: Shape, Y: Samples + ?Sized> LabelList<'y> for LabelsOf<'y, L, Out, Y>
where
    Y::Item: LabelFor<L, Out>,
{
    fn len(&self) -> usize {
        self.y.sample_count()
    }

    #[cfg(feature = "alloc")]
    fn weigh(&mut self, weights: SampleWeights<'y>) {
        self.weights = weights;
    }

    #[cfg(feature = "alloc")]
    fn weigh_classes(&mut self, mut weights: Vec<(i128, f32)>, before: usize) -> Result<(), Error> {
        let loss = &self.loss;
        super::class_weights::check::<L::Labels, Out>(&mut weights, |class| {
            loss.ignores_label(class)
        })?;
        self.weights = SampleWeights::Classes {
            of: weights,
            before,
        };
        Ok(())
    }

    fn check(&mut self) -> Result<(), Error> {
        #[cfg(feature = "alloc")]
        if let SampleWeights::Rows(weights) = &self.weights {
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
        Out::DIMS.check("data", "labels in `y`", self.y.sample_dims())?;
        for row in 0..self.y.sample_count() {
            if self.y.is_in_memory() || self.y.sample(row).is_some() {
                label(self.y, &mut self.item, row)?.target(&self.loss, row, &mut self.scratch)?;
            }
        }
        Ok(())
    }
}

impl<'y, L: Loss, Out: Shape, Y: Samples + ?Sized> Labels<'y, Target<L>> for LabelsOf<'y, L, Out, Y>
where
    Y::Item: LabelFor<L, Out>,
{
    #[inline]
    fn target(&mut self, row: usize) -> Result<(&Target<L>, f32), Error> {
        let label = label(self.y, &mut self.item, row)?;
        let target = label.target(&self.loss, row, &mut self.scratch)?;
        #[cfg(not(feature = "alloc"))]
        let weight = 1.0;
        #[cfg(feature = "alloc")]
        let weight = match &self.weights {
            SampleWeights::Rows(weights) => weights.weight(row)?,
            SampleWeights::Classes { of, before } if row < *before => {
                super::class_weights::find(of, L::Labels::class(target))
            }
            SampleWeights::Equal | SampleWeights::Classes { .. } => 1.0,
        };
        Ok((target, weight))
    }
}

/// Label `row`, which is read into `item` if it does not lie in memory in one piece.
#[inline(always)]
fn label<'a, Y: Samples<Item: Sample> + ?Sized>(
    y: &'a Y,
    item: &'a mut Option<<Y::Item as Sample>::Memory>,
    row: usize,
) -> Result<&'a Y::Item, Error> {
    if let Some(label) = y.sample(row) {
        return Ok(label);
    }
    let item = item.get_or_insert_with(|| Y::Item::memory(y.sample_dims()));
    y.read_sample(row, item)?;
    Ok(item)
}

impl<L: Loss, Out: Shape, Y: Samples<Item: Sample> + ?Sized> core::fmt::Debug
    for LabelsOf<'_, L, Out, Y>
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "LabelsOf({} labels)", self.y.sample_count())
    }
}
