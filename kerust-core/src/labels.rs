//! Labels and the weights of their rows, as a loss sees them.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::marker::PhantomData;

use zerocopy::FromZeros;

use crate::Error;
use crate::contract::{LabelFor, LabelKind, Samples};
use crate::losses::{Loss, Target};
use crate::memory::Zeroed;
use crate::shape::Shape;

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
    fn weigh(&mut self, weights: Weights<'y>);

    /// Looks at all labels that lie in memory.
    ///
    /// # Errors
    /// If one of them is none of the model's classes.
    fn check(&mut self) -> Result<(), Error>;
}

/// The weights of rows.
#[derive(Debug, Default)]
pub enum Weights<'y> {
    /// 1.
    #[default]
    Equal,
    /// Each row's own; Keras' `sample_weight`.
    #[cfg(feature = "alloc")]
    Rows(Box<dyn RowWeights + 'y>),
    /// By the row's class, 1 for classes without; Keras' `class_weight`.
    Classes {
        /// The classes and their weights.
        of: &'y [(usize, f32)],
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
    /// The weight.
    fn weight(&self) -> f32;
}

impl SampleWeight for f32 {
    fn weight(&self) -> f32 {
        *self
    }
}

impl SampleWeight for f64 {
    fn weight(&self) -> f32 {
        *self as f32
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
        if let Some(weight) = self.0.sample(row) {
            return Ok(weight.weight());
        }
        let mut weight = W::Item::new_zeroed();
        self.0.read_sample(row, &mut weight)?;
        Ok(weight.weight())
    }
}

#[cfg(feature = "alloc")]
impl<W: Samples + ?Sized> core::fmt::Debug for WeightsOf<'_, W> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} weights", self.0.sample_count())
    }
}

/// The targets of loss `L` on outputs of shape `Out` from the labels `Y`.
pub struct LabelsOf<'y, L: Loss, Out, Y: Samples + ?Sized> {
    y: &'y Y,
    loss: L,
    /// Room for a label that is not in memory.
    item: Option<Zeroed<Y::Item>>,
    scratch: <L::Labels as LabelKind>::Scratch,
    weights: Weights<'y>,
    out: PhantomData<fn() -> Out>,
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
            scratch: Default::default(),
            weights: Weights::Equal,
            out: PhantomData,
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
        let weight = match &self.weights {
            #[cfg(feature = "alloc")]
            Weights::Rows(weights) => weights.weight(row)?,
            Weights::Classes { of, before } if row < *before => {
                let own = L::Labels::class(target);
                let given = of.iter().find(|(class, _)| *class == own);
                given.map_or(1.0, |(_, weight)| *weight)
            }
            Weights::Equal | Weights::Classes { .. } => 1.0,
        };
        Ok((target, weight))
    }

    fn weigh(&mut self, weights: Weights<'y>) {
        self.weights = weights;
    }

    fn check(&mut self) -> Result<(), Error> {
        #[cfg(feature = "alloc")]
        if let Weights::Rows(weights) = &self.weights
            && weights.len() != self.y.sample_count()
        {
            return Err(Error::SampleWeights {
                data: "data",
                rows: self.y.sample_count(),
                weights: weights.len(),
            });
        }
        for row in 0..self.y.sample_count() {
            if let Some(label) = self.y.sample(row) {
                label.target(&self.loss, row, &mut self.scratch)?;
            }
        }
        Ok(())
    }
}

impl<L: Loss, Out, Y: Samples + ?Sized> core::fmt::Debug for LabelsOf<'_, L, Out, Y> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "LabelsOf({} labels)", self.y.sample_count())
    }
}
