use alloc::boxed::Box;
use alloc::vec::Vec;
use core::marker::PhantomData;
use core::ops::Range;
#[cfg(feature = "std")]
use std::sync::{Mutex, PoisonError};

use crate::Error;
use crate::layers::Pass;
use crate::model::gather::{Gather, Gathered};
use crate::model::node::forward_batch;
use crate::model::{InputRow, Model, OutputRow, Workspace, activity};
use crate::samples::InputData;
use crate::tensor::{MOST, RowRange, Rows, Structure, zeroed_rows};

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
    batch: Gathered<'x>,
    /// The numbers of each output.
    outputs: Vec<Box<[f32]>>,
    /// The number of their first row.
    first: usize,
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
            outputs: Vec::new(),
            first: 0,
            workspaces: Vec::new(),
            threads,
            at_once,
        }
    }

    /// Computes the outputs of the rows `rows`, one of the [`blocks`](Outputs::blocks): the penalties on the
    /// layers' outputs, each times the number of rows in its batch.
    pub(crate) fn compute(
        &mut self,
        model: &M,
        source: &mut Gather<'x>,
        rows: Range<usize>,
    ) -> Result<f64, Error> {
        self.first = rows.start;
        let count = rows.len();
        source.load(rows, &mut self.batch)?;
        self.outputs.resize_with(M::OUTPUTS.len(), Box::default);
        for (output, shape) in self.outputs.iter_mut().zip(M::OUTPUTS) {
            if output.len() < count * shape.len() {
                *output = zeroed_rows(count * shape.len());
            }
        }
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
        let mut left = self.outputs.iter_mut().map(|output| &mut output[..]);
        let left: [_; MOST] = core::array::from_fn(|_| left.next().unwrap_or_default());
        let parts = Parts::<M>::new(left, count, part).zip(&mut self.workspaces);
        let run = |((rows, outputs), workspace)| {
            some::<M>(model, batch, rows, at_once, outputs, workspace)
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
            return Ok(0.0);
        }
        Ok(parts.map(run).sum())
    }

    /// The outputs of these rows, which are among those of the last block.
    pub(crate) fn rows(&self, rows: Range<usize>) -> <M::Output as Structure>::Rows<'_> {
        let (start, end) = (rows.start - self.first, rows.end - self.first);
        M::Output::rows(|output| {
            let len = M::OUTPUTS[output].len();
            &self.outputs[output][start * len..end * len]
        })
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

/// The rows of a block in parts of a size: their numbers, and the numbers of each output.
struct Parts<'a, M> {
    left: [&'a mut [f32]; MOST],
    rows: Range<usize>,
    part: usize,
    model: PhantomData<fn() -> M>,
}

impl<'a, M: Model> Parts<'a, M> {
    fn new(left: [&'a mut [f32]; MOST], rows: usize, part: usize) -> Self {
        Parts {
            left,
            rows: 0..rows,
            part,
            model: PhantomData,
        }
    }
}

impl<'a, M: Model> Iterator for Parts<'a, M> {
    type Item = (Range<usize>, [&'a mut [f32]; MOST]);

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.rows.next()?;
        let count = self.part.min(self.rows.end - first);
        self.rows.start = first + count;
        let outputs = core::array::from_fn(|output| {
            let len = M::OUTPUTS.get(output).map_or(0, |shape| shape.len());
            let (part, left) = core::mem::take(&mut self.left[output]).split_at_mut(count * len);
            self.left[output] = left;
            part
        });
        Some((first..first + count, outputs))
    }
}

/// Computes the outputs of these rows: the penalties on the layers' outputs.
fn some<M: Model>(
    model: &M,
    batch: &Gathered<'_>,
    rows: Range<usize>,
    at_once: usize,
    outputs: [&mut [f32]; MOST],
    workspace: &mut Workspace<M>,
) -> f64 {
    let all = batch.rows();
    let mut penalty = 0.0;
    for (part, outputs) in Parts::<M>::new(outputs, rows.len(), at_once) {
        let count = part.len();
        let part = rows.start + part.start..rows.start + part.end;
        let x = all.map(|all| RowRange::new(all, part.clone()));
        let x: [&dyn Rows; MOST] = core::array::from_fn(|input| &x[input] as &dyn Rows);
        let mut arena = workspace.arena();
        let pass = Pass::PREDICT.on_this_processor();
        forward_batch(model, &x[..M::INPUTS.len()], &mut arena, &pass);
        if M::IS_ACTIVITY_REGULARIZED {
            penalty += f64::from(activity::<M>(&arena, count)) * count as f64;
        }
        for (output, to) in outputs.into_iter().enumerate().take(M::OUTPUTS.len()) {
            to.copy_from_slice(arena.outputs(output, count));
        }
    }
    penalty
}

/// The model's outputs for the rows `x`.
///
/// # Errors
/// Those of the source of rows, and if inputs have different numbers of rows.
pub(crate) fn predict_batch<'x, M: Model>(
    model: &M,
    x: impl InputData<'x, M::Input>,
) -> Result<Vec<OutputRow<M>>, Error> {
    let mut source = Gather::new::<M>(x);
    source.check(PREDICTED)?;
    let mut all = Vec::with_capacity(source.len());
    let mut outputs = Outputs::<M>::new(crate::parallel::available(), EVALUATION_BATCH);
    for block in Outputs::<M>::blocks(0..source.len(), EVALUATION_BATCH) {
        let count = block.len();
        outputs.compute(model, &mut source, block.clone())?;
        M::Output::append(outputs.rows(block), count, &mut all);
    }
    Ok(all)
}
