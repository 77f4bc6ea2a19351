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

/// What outputs and targets are multiplied by to have the length 1, and their cosine; wider, because a
/// gradient is what is left of two vectors that are nearly one.
#[inline(always)]
fn angle(outputs: &[f32], target: &[f32]) -> [f64; 3] {
    let product = |a: &[f32], b: &[f32]| {
        let terms = a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b));
        terms.sum::<f64>()
    };
    // Keras' bound for short rows.
    let normalizer = |row| 1.0 / math::root(product(row, row)).max(f64::from(EPSILON));
    let (y, t) = (normalizer(outputs), normalizer(target));
    [y, t, y * t * product(outputs, target)]
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
        let cosines = groups.map(|(outputs, target)| angle(outputs, target)[2]);
        (-cosines.sum::<f64>() * (width as f64 / outputs.len() as f64)) as f32
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
        let scale = f64::from(scale) * (width as f64 / outputs.len() as f64);
        let groups = outputs.chunks_exact(width).zip(target.chunks_exact(width));
        for ((outputs, target), gradient) in groups.zip(gradient.chunks_exact_mut(width)) {
            let [y, t, cosine] = angle(outputs, target);
            let by = match y < 1.0 / f64::from(EPSILON) {
                true => -scale * y,
                false => 0.0,
            };
            for (d, (a, b)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
                *d = (by * (t * f64::from(*b) - cosine * (y * f64::from(*a)))) as f32;
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
    type Head = A;
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
