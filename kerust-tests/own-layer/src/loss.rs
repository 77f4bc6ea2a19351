//! A loss of one's own.

use kerust::contract::Numbers;
use kerust::losses::Loss;
use kerust::settings::Bound;

kerust::loss! {
    /// The mean of q·d where the target is d above the output, of (1 − q)·|d| where it is below (Koenker
    /// and Bassett, 1978): the outputs go to the share q of what the targets are.
    quantile, val_quantile, Numbers {
        /// q, from 0 to 1.
        share: f32 where Bound::SHARE = 0.5,
    }
}

impl Loss for quantile {
    const NAME: &'static str = "quantile";
    type Labels = Numbers;

    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let rows = outputs.iter().zip(target);
        let values = rows.map(|(y, t)| (self.share * (t - y)).max((self.share - 1.0) * (t - y)));
        values.sum::<f32>() / outputs.len() as f32
    }

    fn gradient(
        &self,
        outputs: &[f32],
        target: &[f32],
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale / outputs.len() as f32;
        for (d, (y, t)) in gradient.iter_mut().zip(outputs.iter().zip(target)) {
            *d = scale * (f32::from(y > t) - self.share);
        }
    }
}
