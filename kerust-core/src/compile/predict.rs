use alloc::vec::Vec;

use super::EVALUATION_BATCH;
use crate::Error;
use crate::contract::{RowFor, Samples};
use crate::gather::{Gather, Gathered};
use crate::memory::{Fixed, Heap};
use crate::model::{Model, OutputRow};
use crate::step;

/// What the model makes of the rows `x`, one after the other.
pub(crate) fn predict_batch<M: Model, X>(model: &M, x: &X) -> Result<Vec<OutputRow<M>>, Error>
where
    X: Samples + ?Sized,
    X::Item: RowFor<M::Input>,
{
    let rows = EVALUATION_BATCH.min(x.len());
    let (mut gather, mut batch) = (Gather::new(x), Gathered::new());
    let mut work = M::work::<Heap, Fixed<0>>(rows);
    let mut outputs = Vec::with_capacity(x.len());
    for first in (0..x.len()).step_by(EVALUATION_BATCH) {
        let last = x.len().min(first + EVALUATION_BATCH);
        gather.load(first..last, &mut batch)?;
        step::there(model, &batch, &mut work);
        outputs.extend_from_slice(&M::outputs(&work)[..last - first]);
    }
    Ok(outputs)
}
