use alloc::vec::Vec;

use super::EVALUATION_BATCH;
use crate::Error;
use crate::contract::{RowFor, Samples};
use crate::gather::{Gather, Rows};
use crate::layers::Pass;
use crate::memory::{Fixed, Heap};
use crate::model::{Model, OutputRow};

/// What the model makes of the rows `x`, one after the other.
pub(crate) fn predict_batch<M: Model, X>(model: &M, x: &X) -> Result<Vec<OutputRow<M>>, Error>
where
    X: Samples + ?Sized,
    X::Item: RowFor<M::Input>,
{
    let rows = EVALUATION_BATCH.min(x.len());
    let mut gather = Gather::new(x);
    let mut work = M::work::<Heap, Fixed<0>>(rows);
    let mut outputs = Vec::with_capacity(x.len());
    for first in (0..x.len()).step_by(EVALUATION_BATCH) {
        let last = x.len().min(first + EVALUATION_BATCH);
        match gather.load(first..last)? {
            Rows::Here(x) => model.forward(x, &mut work, &Pass::PREDICT),
            Rows::Copies(x) => model.forward(x, &mut work, &Pass::PREDICT),
        }
        outputs.extend_from_slice(&M::outputs(&work)[..last - first]);
    }
    Ok(outputs)
}
