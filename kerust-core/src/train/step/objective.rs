use crate::metrics::Mean;
use crate::train::data::losses::Losses;
use crate::train::step::Scoring;

/// The sums of an epoch: the loss, and the metrics'.
#[derive(Clone, Debug)]
pub struct Totals<States> {
    /// The loss.
    pub loss: Mean,
    /// The metrics of one output; of several outputs a tuple with the sums of each.
    pub metrics: States,
}

impl<States> Totals<States> {
    /// Before the first row, with the metrics' [`states`](crate::metrics::Metrics::states).
    #[must_use]
    pub fn new(metrics: States) -> Self {
        Totals {
            loss: Mean::default(),
            metrics,
        }
    }
}

/// The sums of model `M` with metrics `Ms` for loss `L`.
pub type TotalsOf<M, L, Ms> = Totals<<Ms as Scoring<M, L>>::States>;

/// The loss, the metrics and the targets that outputs are evaluated by.
#[allow(missing_debug_implementations)]
pub struct Objective<'a, 'y: 'a, L: Losses, Ms> {
    /// The loss; of several outputs a tuple.
    pub loss: &'a L,
    /// The factors of the losses of several outputs; 1 where there is none.
    pub loss_weights: &'a [f32],
    /// The metrics, a tuple; of several outputs a tuple of tuples.
    pub metrics: &'a Ms,
    /// The targets, with the weights of the rows; of several outputs a tuple.
    pub labels: L::Borrowed<'a, 'y>,
}
