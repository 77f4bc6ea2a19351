//! Labels, as a loss sees them.

use core::marker::PhantomData;

use zerocopy::FromZeros;

use crate::Error;
use crate::contract::{LabelFor, Samples};
use crate::losses::Loss;
use crate::shape::Shape;

/// Numbered targets of type `T`, whatever the labels are.
pub trait Labels<T: ?Sized> {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The target of row `row`.
    ///
    /// # Errors
    /// If the label is none of the model's classes, or if its source fails.
    fn target(&mut self, row: usize) -> Result<&T, Error>;

    /// Looks at all labels that lie in memory.
    ///
    /// # Errors
    /// If one of them is none of the model's classes.
    fn check(&mut self) -> Result<(), Error>;
}

/// The targets of loss `L` on outputs of shape `Out` from the labels `Y`.
pub struct LabelsOf<'y, L: Loss, Out, Y: Samples + ?Sized> {
    y: &'y Y,
    item: Option<Y::Item>,
    scratch: L::Scratch,
    out: PhantomData<fn() -> Out>,
}

impl<'y, L: Loss, Out: Shape, Y: Samples + ?Sized> LabelsOf<'y, L, Out, Y>
where
    Y::Item: LabelFor<L, Out>,
{
    /// The targets of the labels `y`.
    #[must_use]
    pub fn new(y: &'y Y) -> Self {
        LabelsOf {
            y,
            item: None,
            scratch: L::Scratch::default(),
            out: PhantomData,
        }
    }
}

impl<L: Loss, Out: Shape, Y: Samples + ?Sized> Labels<L::Target> for LabelsOf<'_, L, Out, Y>
where
    Y::Item: LabelFor<L, Out>,
{
    fn len(&self) -> usize {
        self.y.len()
    }

    #[inline]
    fn target(&mut self, row: usize) -> Result<&L::Target, Error> {
        let label = match self.y.get(row) {
            Some(label) => label,
            None => {
                let item = self.item.get_or_insert_with(FromZeros::new_zeroed);
                self.y.read(row, item)?;
                item
            }
        };
        label.target(row, &mut self.scratch)
    }

    fn check(&mut self) -> Result<(), Error> {
        for row in 0..self.y.len() {
            if let Some(label) = self.y.get(row) {
                label.target(row, &mut self.scratch)?;
            }
        }
        Ok(())
    }
}

impl<L: Loss, Out, Y: Samples + ?Sized> core::fmt::Debug for LabelsOf<'_, L, Out, Y> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "LabelsOf({} labels)", self.y.len())
    }
}
