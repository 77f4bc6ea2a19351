//! One batch: forward, loss, backward and update. It allocates nothing.

use crate::Error;
use crate::contract::{LabelFor, LossAfter, Metrics, Samples};
use crate::gradients::Learner;
use crate::layers::{Batch, Pass};
use crate::losses::Loss;
use crate::memory::Storage;
use crate::metrics::Mean;
use crate::model::{InputRow, Model};
use crate::shape::{Row, Shape};

/// The sums of an epoch: the loss, and the metrics `Ms`.
#[derive(Clone, Debug)]
pub struct Totals<States> {
    /// The loss.
    pub loss: Mean,
    /// The metrics.
    pub metrics: States,
}

impl<States: Default> Totals<States> {
    /// Before the first row.
    #[must_use]
    pub fn new() -> Self {
        Totals {
            loss: Mean::default(),
            metrics: States::default(),
        }
    }
}

impl<States: Default> Default for Totals<States> {
    fn default() -> Self {
        Totals::new()
    }
}

/// Label number `row` of `y`, in memory or read into `buffer`.
#[inline(always)]
fn label<'a, Y: Samples + ?Sized>(
    y: &'a Y,
    row: usize,
    buffer: &'a mut Option<Y::Item>,
) -> Result<&'a Y::Item, Error>
where
    Y::Item: zerocopy::FromZeros,
{
    match y.get(row) {
        Some(label) => Ok(label),
        None => {
            let buffer = buffer.get_or_insert_with(zerocopy::FromZeros::new_zeroed);
            y.read(row, buffer)?;
            Ok(buffer)
        }
    }
}

/// Trains on the rows `x`, whose labels are `y` at the places `order`. Nothing changes if a label
/// is wrong.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
pub fn train<M, L, Ms, X, Y, T, S, G>(
    model: &mut M,
    loss: &L,
    x: &X,
    (y, order): (&Y, &[u32]),
    work: &mut M::Work<S, G>,
    learner: &mut T,
    pass: &Pass,
    totals: &mut Totals<Ms::States>,
) -> Result<(), Error>
where
    M: Model,
    L: LossAfter<M::Head>,
    Ms: Metrics<L, M::Head>,
    X: Batch<InputRow<M>> + ?Sized,
    Y: Samples + ?Sized,
    Y::Item: LabelFor<L, M::Output>,
    T: Learner,
    S: Storage,
    G: Storage,
{
    model.forward(x, work, pass);
    let (outputs, gradients) = M::outputs_and_gradient(work);
    let scale = 1.0 / order.len() as f32;
    let width = M::Output::WIDTH;
    let (mut sum, mut scratch, mut buffer) = (0.0, L::Scratch::default(), None);
    for ((output, gradient), row) in outputs.iter().zip(gradients).zip(order) {
        let row = *row as usize;
        let target = label(y, row, &mut buffer)?.target(row, &mut scratch)?;
        let (output, gradient) = (output.flat(), gradient.flat_mut());
        sum += f64::from(loss.value(output, target, width));
        Ms::update(&mut totals.metrics, output, target, width);
        if M::FUSED {
            loss.gradient_before(output, target, width, scale, gradient);
        } else {
            loss.gradient(output, target, width, scale, gradient);
        }
    }
    totals.loss.add_many(sum, order.len() as u64);
    model.backward(x, work, learner, pass);
    Ok(())
}

/// Adds the loss and the metrics of the rows `x`, whose labels are `y` from place `first`.
///
/// # Errors
/// If a label is none of the model's classes, or if its source fails.
#[inline(always)]
pub fn test<M, L, Ms, X, Y, S, G>(
    model: &M,
    loss: &L,
    x: &X,
    (y, first): (&Y, usize),
    work: &mut M::Work<S, G>,
    totals: &mut Totals<Ms::States>,
) -> Result<(), Error>
where
    M: Model,
    L: Loss,
    Ms: Metrics<L, M::Head>,
    X: Batch<InputRow<M>> + ?Sized,
    Y: Samples + ?Sized,
    Y::Item: LabelFor<L, M::Output>,
    S: Storage,
    G: Storage,
{
    model.forward(x, work, &Pass::PREDICT);
    let width = M::Output::WIDTH;
    let (mut sum, mut scratch, mut buffer) = (0.0, L::Scratch::default(), None);
    for (index, output) in M::outputs(work)[..x.len()].iter().enumerate() {
        let row = first + index;
        let target = label(y, row, &mut buffer)?.target(row, &mut scratch)?;
        sum += f64::from(loss.value(output.flat(), target, width));
        Ms::update(&mut totals.metrics, output.flat(), target, width);
    }
    totals.loss.add_many(sum, x.len() as u64);
    Ok(())
}
