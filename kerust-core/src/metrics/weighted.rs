use super::{Direction, Metric, UpdateState};
use crate::Error;
use crate::activations::Activate;
use crate::losses::Loss;
use crate::metrics::MetricFor;
use crate::samples::LabelKind;
use crate::tensor::Row;

/// A metric of `weighted_metrics`: its rows have the weights of `sample_weight` and `class_weight`.
///
/// If the same word is among `metrics` too, it is a `TWIN`, whose name in logs begins with
/// `weighted_`.
#[derive(Clone, Debug, Default)]
pub struct Weighted<Q, const TWIN: bool = false>(pub(crate) Q);

impl<Q: Metric, const TWIN: bool> Metric for Weighted<Q, TWIN> {
    const NAME: &'static str = if TWIN { Q::TWIN_NAMES[0] } else { Q::NAME };
    const VAL_NAME: &'static str = if TWIN { Q::TWIN_NAMES[1] } else { Q::VAL_NAME };
    const TWIN_NAMES: [&'static str; 2] = Q::TWIN_NAMES;
    const DIRECTION: Direction = Q::DIRECTION;
    const WEIGHTED: bool = true;
    type Meaning = Q::Meaning;
    // Not that of `Q`: it has a place of its own in `Has`.
    type Word = Self;
}

impl<T: ?Sized, Q: UpdateState<T>, const TWIN: bool> UpdateState<T> for Weighted<Q, TWIN> {
    type State<R: Row> = Q::State<R>;

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    fn state<R: Row>(&self) -> Q::State<R> {
        self.0.state::<R>()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Q::State<R>,
        outputs: &[f32],
        target: &T,
        width: usize,
        weight: f32,
    ) {
        self.0.update::<R>(state, outputs, target, width, weight);
    }

    fn result<R: Row>(&self, state: &Q::State<R>) -> f32 {
        self.0.result::<R>(state)
    }
}

#[diagnostic::do_not_recommend]
impl<L, A, T, K, Q, const TWIN: bool> MetricFor<L, A, T, K> for Weighted<Q, TWIN>
where
    L: Loss<Labels = K>,
    A: Activate,
    T: ?Sized,
    K: LabelKind<Target = T>,
    Q: MetricFor<L, A, T, K>,
{
    type Is = Self;
}
