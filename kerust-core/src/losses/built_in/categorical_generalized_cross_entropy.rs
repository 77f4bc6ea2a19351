use super::sparse_categorical_crossentropy::own_from_others;
use crate::contract::{Classes, check};
use crate::losses::Loss;
use crate::{Error, math};

crate::loss! {
    /// (1 − p^q)/q of the probability p of the label's class, which forgives wrong labels (Zhang and Sabuncu,
    /// 2018); Keras' `categorical_generalized_cross_entropy`.
    ///
    /// A probability of 0 has no gradient (Keras' is NaN).
    categorical_generalized_cross_entropy, val_categorical_generalized_cross_entropy,
    Classes after softmax by before_softmax {
        /// Near 0 the loss is like a cross-entropy, near 1 like the absolute difference.
        q: f32 = 0.5,
    }
}

impl Loss for categorical_generalized_cross_entropy {
    const NAME: &'static str = "categorical_generalized_cross_entropy";
    type Labels = Classes;

    fn check(&self) -> Result<(), Error> {
        check("q", self.q.into())
    }

    #[inline(always)]
    fn value(&self, outputs: &[f32], class: &usize, _: usize) -> f32 {
        (1.0 - math::powf(outputs[*class], self.q)) / self.q
    }

    #[inline(always)]
    fn gradient(&self, outputs: &[f32], class: &usize, _: usize, scale: f32, gradient: &mut [f32]) {
        let p = outputs[*class];
        gradient.fill(0.0);
        gradient[*class] = math::select(p == 0.0, 0.0, -scale * math::powf(p, self.q - 1.0));
    }
}

impl categorical_generalized_cross_entropy {
    /// The gradient with respect to what `softmax` was applied to.
    #[inline(always)]
    fn before_softmax(
        &self,
        outputs: &[f32],
        class: &usize,
        _: usize,
        scale: f32,
        gradient: &mut [f32],
    ) {
        let scale = scale * math::powf(outputs[*class], self.q);
        for (d, y) in gradient.iter_mut().zip(outputs) {
            *d = scale * y;
        }
        own_from_others(gradient, *class);
    }
}
