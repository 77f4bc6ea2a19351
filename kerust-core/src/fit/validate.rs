use super::check_data;
use crate::Error;
use crate::compile::Compiled;
use crate::contract::{
    LabelFor, LossAfter, Metrics, NoValidation, RowFor, Samples, Split, Validation,
};
use crate::losses::Loss;
use crate::memory::{Fixed, Heap};
use crate::model::Model;
use crate::optimizers::Optimizer;
use crate::step::Totals;

/// How a `fit` validates; one of [`NoValidation`], [`Validation`] and [`Split`].
pub trait Validate<M: Model, L: Loss>: sealed::Sealed {
    /// Whether it does.
    #[doc(hidden)]
    const VALIDATES: bool;

    /// On how many of `rows` rows it trains.
    #[doc(hidden)]
    fn check(&self, rows: usize) -> Result<usize, Error>;

    /// For how many rows validation needs room.
    #[doc(hidden)]
    fn batch(&self, rows: usize, trained: usize, batch_size: usize) -> usize;

    /// Loss and metrics on the validation data.
    #[doc(hidden)]
    fn totals<O, Ms, X, Y>(
        &self,
        compiled: &Compiled<M, O, L, Ms>,
        x: &X,
        y: &Y,
        trained: usize,
        batch_size: usize,
        work: &mut M::Work<Heap, Fixed<0>>,
    ) -> Result<Totals<Ms::States>, Error>
    where
        O: Optimizer,
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NoValidation {}
    impl Sealed for super::Split {}
    impl<X: ?Sized, Y: ?Sized> Sealed for super::Validation<'_, X, Y> {}
}

impl<M: Model, L: Loss> Validate<M, L> for NoValidation {
    const VALIDATES: bool = false;

    fn check(&self, rows: usize) -> Result<usize, Error> {
        Ok(rows)
    }

    fn batch(&self, _: usize, _: usize, _: usize) -> usize {
        0
    }

    fn totals<O, Ms, X, Y>(
        &self,
        _: &Compiled<M, O, L, Ms>,
        _: &X,
        _: &Y,
        _: usize,
        _: usize,
        _: &mut M::Work<Heap, Fixed<0>>,
    ) -> Result<Totals<Ms::States>, Error>
    where
        O: Optimizer,
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        Ok(Totals::new())
    }
}

impl<M, L, VX, VY> Validate<M, L> for Validation<'_, VX, VY>
where
    M: Model,
    L: Loss,
    VX: Samples + ?Sized,
    VX::Item: RowFor<M::Input>,
    VY: Samples + ?Sized,
    VY::Item: LabelFor<L, M::Output>,
{
    const VALIDATES: bool = true;

    fn check(&self, rows: usize) -> Result<usize, Error> {
        check_data::<L, M, VX, VY>(self.x, self.y, "the validation data")?;
        Ok(rows)
    }

    fn batch(&self, _: usize, _: usize, batch_size: usize) -> usize {
        batch_size.min(self.x.len())
    }

    fn totals<O, Ms, X, Y>(
        &self,
        compiled: &Compiled<M, O, L, Ms>,
        _: &X,
        _: &Y,
        _: usize,
        batch_size: usize,
        work: &mut M::Work<Heap, Fixed<0>>,
    ) -> Result<Totals<Ms::States>, Error>
    where
        O: Optimizer,
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let batch = batch_size.min(self.x.len());
        compiled.test(self.x, self.y, 0..self.x.len(), batch, work)
    }
}

impl<M: Model, L: Loss> Validate<M, L> for Split {
    const VALIDATES: bool = true;

    /// Keras' arithmetic, in double precision.
    fn check(&self, rows: usize) -> Result<usize, Error> {
        let trained = (rows as f64 * (1.0 - self.share)) as usize;
        if self.share > 0.0 && self.share < 1.0 && trained > 0 && trained < rows {
            return Ok(trained);
        }
        Err(Error::Setting {
            setting: "validation_split",
            value: self.share,
            expected: "it is a share above 0.0 and below 1.0 that leaves rows on both sides",
        })
    }

    fn batch(&self, rows: usize, trained: usize, batch_size: usize) -> usize {
        batch_size.min(rows - trained)
    }

    fn totals<O, Ms, X, Y>(
        &self,
        compiled: &Compiled<M, O, L, Ms>,
        x: &X,
        y: &Y,
        trained: usize,
        batch_size: usize,
        work: &mut M::Work<Heap, Fixed<0>>,
    ) -> Result<Totals<Ms::States>, Error>
    where
        O: Optimizer,
        L: LossAfter<M::Head>,
        Ms: Metrics<L, M::Head>,
        X: Samples + ?Sized,
        X::Item: RowFor<M::Input>,
        Y: Samples + ?Sized,
        Y::Item: LabelFor<L, M::Output>,
    {
        let batch = batch_size.min(x.len() - trained);
        compiled.test(x, y, trained..x.len(), batch, work)
    }
}
