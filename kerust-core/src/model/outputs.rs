use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;
#[cfg(feature = "std")]
use std::sync::{Mutex, PoisonError};

use crate::Error;
use crate::layers::Pass;
use crate::model::gather::{Gather, Gathered};
use crate::model::node::forward_batch;
use crate::model::{InputRow, Model, OutputRow, Workspace, activity};
use crate::samples::{RowFor, Samples};
use crate::tensor::{RowRange, RowsOf, zeroed_rows};

/// The number of rows that are evaluated or predicted at once.
pub(crate) const EVALUATION_BATCH: usize = 32;

/// The name of rows to predict in errors.
pub(crate) const PREDICTED: &str = "data to predict";

/// The number of bytes that an evaluation or a prediction may hold beyond a batch: enough for several threads
/// to be worth starting.
const BEYOND: usize = if cfg!(feature = "std") {
    4 << 20
} else {
    64 << 10
};

/// The largest number of rows whose outputs are computed before they are used.
const BLOCK: usize = 2048;

/// The number of multiplications below which a thread is not worth starting: about a tenth of a millisecond.
#[cfg(feature = "std")]
const WORTH: usize = 8_000_000;

/// The outputs of a model, block by block, computed by several threads where that is faster.
pub(crate) struct Outputs<'x, M: Model> {
    batch: Gathered<'x, InputRow<M>>,
    outputs: Box<[OutputRow<M>]>,
    /// The memory of each thread.
    workspaces: Vec<Workspace<M>>,
    threads: usize,
    /// The number of rows that pass through the model at once.
    at_once: usize,
}

impl<'x, M: Model> Outputs<'x, M> {
    /// The outputs without memory, which is allocated at the first rows: for a batch of `batch` rows, or a
    /// little more if rows are small. Penalties on outputs are computed batch by batch.
    pub(crate) fn new(threads: usize, batch: usize) -> Self {
        let (threads, at_once) = if M::IS_ACTIVITY_REGULARIZED {
            (1, batch)
        } else {
            // All threads together have this number of rows between the layers.
            let rows = batch.max(rows_beyond(M::GRAPH.prediction.row * size_of::<f32>()));
            let threads = threads.min(rows);
            (threads, (rows / threads).min(EVALUATION_BATCH))
        };
        Outputs {
            batch: Gathered::new(),
            outputs: zeroed_rows(0),
            workspaces: Vec::new(),
            threads,
            at_once,
        }
    }

    /// The outputs of the rows `rows`, one of the [`blocks`](Outputs::blocks), and the penalties on the
    /// layers' outputs, each times the number of rows in its batch.
    pub(crate) fn of(
        &mut self,
        model: &M,
        source: &mut Gather<'x, M::Input>,
        rows: Range<usize>,
    ) -> Result<(&[OutputRow<M>], f64), Error> {
        let count = rows.len();
        source.load(rows, &mut self.batch)?;
        if self.outputs.len() < count {
            self.outputs = zeroed_rows(count);
        }
        let outputs = &mut self.outputs[..count];
        #[cfg(feature = "std")]
        let threads = threads::<M>(self.threads, count);
        #[cfg(not(feature = "std"))]
        let threads = self.threads.min(1);
        let at_once = self.at_once;
        let room = count.min(at_once);
        while self.workspaces.len() < threads {
            self.workspaces.push(Workspace::prediction(room));
        }
        let part = count.div_ceil(threads);
        let batch = &self.batch;
        let parts = outputs
            .chunks_mut(part)
            .zip(&mut self.workspaces)
            .enumerate();
        let run = |(index, (outputs, workspace))| {
            some::<M>(model, batch, index * part, at_once, outputs, workspace)
        };
        #[cfg(feature = "std")]
        if threads > 1 {
            // Each thread takes the next part: if the system can start no thread, this one takes all.
            let left = Mutex::new(parts);
            let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
            let work = || {
                core::iter::from_fn(next).for_each(|part| {
                    run(part);
                });
            };
            std::thread::scope(|scope| {
                for _ in 1..threads {
                    let _ = std::thread::Builder::new().spawn_scoped(scope, work);
                }
                work();
            });
            return Ok((&self.outputs[..count], 0.0));
        }
        let penalty = parts.map(run).sum();
        Ok((&self.outputs[..count], penalty))
    }

    /// The rows `rows` in blocks of a suitable size, of whole batches of `batch` rows. With penalties on
    /// outputs a block is a batch.
    pub(crate) fn blocks(rows: Range<usize>, batch: usize) -> impl Iterator<Item = Range<usize>> {
        let size = if M::IS_ACTIVITY_REGULARIZED {
            batch
        } else {
            // A row may have to be copied.
            let row = size_of::<InputRow<M>>() + size_of::<OutputRow<M>>() + size_of::<&[u8]>();
            (rows_beyond(row).min(BLOCK) / batch).max(1) * batch
        };
        let end = rows.end;
        rows.step_by(size)
            .map(move |first| first..end.min(first.saturating_add(size)))
    }
}

/// The number of rows of `bytes` bytes within [`BEYOND`].
fn rows_beyond(bytes: usize) -> usize {
    BEYOND / bytes.max(1)
}

/// The number of threads that predict `rows` rows, at most `threads`.
#[cfg(feature = "std")]
fn threads<M: Model>(threads: usize, rows: usize) -> usize {
    let worth = crate::model::worker_count::products::<M>() * rows / WORTH;
    threads.min(worth).max(1)
}

/// The outputs of the rows from number `first` on, and the penalties on the layers' outputs.
fn some<M: Model>(
    model: &M,
    batch: &Gathered<'_, InputRow<M>>,
    first: usize,
    at_once: usize,
    outputs: &mut [OutputRow<M>],
    workspace: &mut Workspace<M>,
) -> f64 {
    let all = RowsOf::<_, InputRow<M>>::new(batch);
    let mut penalty = 0.0;
    for (index, outputs) in outputs.chunks_mut(at_once).enumerate() {
        let first = first + index * at_once;
        let rows = RowRange::new(&all, first..first + outputs.len());
        let mut arena = workspace.arena();
        forward_batch(
            model,
            &[&rows],
            &mut arena,
            &Pass::PREDICT.on_this_processor(),
        );
        if M::IS_ACTIVITY_REGULARIZED {
            penalty += f64::from(activity::<M>(&arena, outputs.len())) * outputs.len() as f64;
        }
        outputs.copy_from_slice(arena.outputs(0, outputs.len()));
    }
    penalty
}

/// The model's outputs for the rows `x`.
pub(crate) fn predict_batch<M: Model, X>(model: &M, x: &X) -> Result<Vec<OutputRow<M>>, Error>
where
    X: Samples + ?Sized,
    X::Item: RowFor<M::Input>,
{
    let mut source = Gather::new::<M, X>(x);
    source.check(PREDICTED)?;
    let mut all = Vec::with_capacity(x.sample_count());
    let mut outputs = Outputs::<M>::new(crate::parallel::available(), EVALUATION_BATCH);
    for block in Outputs::<M>::blocks(0..x.sample_count(), EVALUATION_BATCH) {
        all.extend_from_slice(outputs.of(model, &mut source, block)?.0);
    }
    Ok(all)
}
