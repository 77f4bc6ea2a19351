use super::{EPSILON, Prediction};
use crate::Error;

/// The numbers over which `dice` and `tversky` take their sums; Keras' `axis`.
///
/// Keras' default, the whole batch, is not there: it is no sum of losses of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// All numbers of a row: Keras' `axis=1` where it is a vector, `axis=(1, 2, 3)` where it is an image.
    Row,
    /// Those of each index of the last axis, and the mean over these: `axis=(1, 2)` where a row is an image.
    Channel,
}

/// 1 − `factor`·Σty / (Σ(`own`·ty + `label`·t + `output`·y) + ε): the form that `dice` and `tversky` have.
pub(super) struct Overlap {
    pub axis: Option<Axis>,
    pub factor: f32,
    pub own: f32,
    pub label: f32,
    pub output: f32,
}

impl Overlap {
    /// The number of values of a row, each made of every `groups`-th number.
    #[inline(always)]
    pub fn groups(&self, width: usize) -> usize {
        match self.axis {
            Some(Axis::Channel) => width,
            _ => 1,
        }
    }

    /// Checks that there is an axis.
    pub fn check(&self) -> Result<(), Error> {
        match self.axis {
            Some(_) => Ok(()),
            None => Err(Error::Settings {
                problem: "an overlap is that of a row, not of a whole batch: write `axis = Axis::Row`, or `axis = Axis::Channel`",
            }),
        }
    }

    /// The numerator and the denominator, of every `step`-th number from `first` on.
    #[inline(always)]
    fn sums(&self, row: Prediction<'_>, first: usize, step: usize) -> [f32; 2] {
        let both = row.outputs[first..].iter().zip(&row.target[first..]);
        let both = both.step_by(step).map(|(y, t)| [y * t, *t, *y]);
        let [own, label, output] =
            both.fold([0.0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
        let all = self.own * own + self.label * label + self.output * output;
        [self.factor * own, all + EPSILON]
    }

    #[inline(always)]
    pub fn of_row(&self, row: Prediction<'_>) -> f32 {
        let groups = self.groups(row.width);
        let values = (0..groups).map(|first| {
            let [own, all] = self.sums(row, first, groups);
            1.0 - own / all
        });
        values.sum::<f32>() / groups as f32
    }

    #[inline(always)]
    pub fn write_gradient(&self, row: Prediction<'_>, scale: f32, gradient: &mut [f32]) {
        let groups = self.groups(row.width);
        let scale = scale / groups as f32;
        for first in 0..groups {
            let [own, all] = self.sums(row, first, groups);
            let share = own / all;
            let ds = gradient[first..].iter_mut().zip(&row.target[first..]);
            for (d, t) in ds.step_by(groups) {
                *d = scale * (share * (self.own * t + self.output) - self.factor * t) / all;
            }
        }
    }
}

/// A word whose method `overlap` says which one it is.
macro_rules! overlap_loss {
    ($name:ident) => {
        loss_of_rows! { $name, Numbers by overlap {
            fn check(&self) -> Result<(), crate::Error> {
                self.check_settings()?;
                self.overlap().check()
            }

            #[inline(always)]
            fn parts(&self, _: usize, width: usize) -> usize {
                self.overlap().groups(width)
            }
        } }
    };
}
