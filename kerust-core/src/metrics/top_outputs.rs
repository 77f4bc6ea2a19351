use crate::samples::order;

/// The k largest outputs of a row; of equal ones the first.
pub(super) struct TopOutputs {
    /// The least of them.
    least: i32,
    /// The number of those that are equal to the least.
    equal: usize,
}

impl TopOutputs {
    /// The `k` largest.
    pub fn of(outputs: &[f32], k: usize) -> Self {
        let mut best = TopOutputs {
            least: i32::MAX,
            equal: 0,
        };
        let (mut left, mut below) = (k.min(outputs.len()), None);
        while left > 0 {
            let lower = outputs.iter().map(|x| order(*x));
            let lower = lower.filter(|order| below.is_none_or(|below| *order < below));
            best.least = lower.max().unwrap_or(i32::MIN);
            let equal = outputs.iter().filter(|x| order(**x) == best.least).count();
            best.equal = equal.min(left);
            left -= best.equal;
            below = Some(best.least);
        }
        best
    }

    /// Whether output `index` is one of them.
    pub fn has(&self, outputs: &[f32], index: usize) -> bool {
        let place = order(outputs[index]);
        let before = || {
            let before = outputs[..index].iter();
            before.filter(|x| order(**x) == self.least).count()
        };
        place > self.least || (place == self.least && before() < self.equal)
    }
}
