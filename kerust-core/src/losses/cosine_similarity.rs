use crate::activations::Activate;
use crate::contract::{LabelKind, LossAfter, MetricFor, Numbers};
use crate::losses::{EPSILON, Loss, Reduces, Reduction};
use crate::math;
use crate::metrics::{Direction, Judges, Mean};
use crate::shape::Row;

crate::word! {
    /// The cosine of the angle between outputs and targets, along the last axis. As a metric it is the
    /// cosine, as a loss its negative; Keras' `cosine_similarity`. A row of zeros has the cosine 0, and no
    /// gradient (Keras' is NaN).
    cosine_similarity [] [] [] {
        /// From the rows' losses to that of the batch.
        reduction: Reduction = Reduction::SumOverBatchSize,
    }
}

crate::measured! { cosine_similarity, val_cosine_similarity [] [], Direction::Max }

/// What a row is multiplied by to have the length 1; Keras' bound for short ones.
#[inline(always)]
fn normalizer(row: &[f32]) -> f32 {
    let length = math::sqrt(math::sum_of(row, row, |x, _| x * x));
    1.0 / length.max(EPSILON)
}

impl Reduces for cosine_similarity {
    #[inline(always)]
    fn reduction(&self) -> Reduction {
        self.reduction
    }
}

impl Loss for cosine_similarity {
    const NAME: &'static str = "cosine_similarity";
    type Labels = Numbers;

    #[inline(always)]
    fn value(&self, outputs: &[f32], target: &[f32], width: usize) -> f32 {
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        let values = groups.map(|(outputs, target)| {
            let (y, t) = (normalizer(outputs), normalizer(target));
            -math::sum_of(outputs, target, |a, b| (y * a) * (t * b))
        });
        values.sum::<f32>() * (width as f32 / outputs.len() as f32)
    }

    #[inline(always)]
    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale * (width as f32 / outputs.len() as f32);
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        for ((outputs, target), gradient) in groups.zip(gradient.chunks_exact_mut(width)) {
            let (y, t) = (normalizer(outputs), normalizer(target));
            let cosine = math::sum_of(outputs, target, |a, b| (y * a) * (t * b));
            let is_long = f32::from(y < 1.0 / EPSILON);
            for (d, (a, b)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                *d = -scale * is_long * y * (t * b - cosine * (y * a));
            }
        }
    }
}

impl Judges<[f32]> for cosine_similarity {
    type State<R: Row> = Mean;

    fn state<R: Row>(&self) -> Mean {
        Mean::default()
    }

    #[inline(always)]
    fn update<R: Row>(
        &self,
        state: &mut Mean,
        outputs: &[f32],
        target: &[f32],
        width: usize,
        weight: f32,
    ) {
        state.add(-self.value(outputs, target, width), weight);
    }

    fn result<R: Row>(&self, state: &Mean) -> f32 {
        state.result()
    }
}

#[diagnostic::do_not_recommend]
impl<A: Activate> LossAfter<A> for cosine_similarity {
    type Is = Self;
}

#[diagnostic::do_not_recommend]
impl<L, A, K> MetricFor<L, A, [f32], K> for cosine_similarity
where
    L: Loss<Labels = K>,
    A: Activate,
    K: LabelKind<Target = [f32]>,
{
    type Is = Self;
}
