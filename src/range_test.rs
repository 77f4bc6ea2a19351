//! The search for a learning rate: [`find_learning_rate`] tries many within one short training.

use std::fmt;

use kerust_core::model::Model;
use kerust_core::optimizers::Optimizer;
use kerust_core::samples::InputData;
use kerust_core::train::callbacks::{Callback, Training};
use kerust_core::train::compile::Compiled;
use kerust_core::train::data::{LabelData, Losses};
use kerust_core::train::history::Logs;
use kerust_core::train::step::Scoring;

use crate::{Error, Result};

/// The decay of the moving average of the losses that decides when to stop.
const MEMORY: f64 = 0.9;

/// The learning rate range test (L. N. Smith, "Cyclical Learning Rates for Training Neural Networks", 2015),
/// as fastai's `lr_find`: it trains with a learning rate that grows by the same factor from batch to batch,
/// and finds the rate at which the loss falls fastest.
///
/// It trains a copy: the model's weights and its optimizer do not change.
///
/// ```
/// use kerust::datasets::digits;
/// use kerust::prelude::*;
///
/// model! { struct Digits < Dense<64, 32>(relu), Dense<32, 10>(softmax) > }
///
/// let data = digits::load::<Digits>();
/// let net = compile!(
///     Digits::new(42),
///     optimizer = Adam(learning_rate = 0.001),
///     loss = sparse_categorical_crossentropy,
/// );
/// let test = find_learning_rate(&net, &data.x, &data.y).batch_size(64).run()?;
/// let learning_rate = test.suggestion().unwrap();
/// assert!((1e-3..1e-1).contains(&learning_rate));
/// # Ok::<(), kerust::Error>(())
/// ```
pub fn find_learning_rate<'a, M, O, L, Ms, X, Y>(
    compiled: &'a Compiled<M, O, L, Ms>,
    x: X,
    y: Y,
) -> FindLearningRate<'a, M, O, L, Ms, X, Y>
where
    M: Model,
    X: InputData<'a, M::Input>,
    L: Losses,
    Y: LabelData<'a, L, M::Output>,
{
    FindLearningRate {
        compiled,
        x,
        y,
        rates: [1e-7, 10.0],
        steps: 100,
        batch_size: 32,
        seed: 0,
    }
}

/// A search with its settings; [`run`](FindLearningRate::run) starts it. The defaults are fastai's: 100
/// batches, with learning rates from 1e-7 to 10.
#[must_use = "`run()` starts the search"]
pub struct FindLearningRate<'a, M: Model, O, L, Ms, X, Y> {
    compiled: &'a Compiled<M, O, L, Ms>,
    x: X,
    y: Y,
    rates: [f32; 2],
    steps: usize,
    batch_size: usize,
    seed: u64,
}

impl<'a, M: Model, O, L, Ms, X, Y> FindLearningRate<'a, M, O, L, Ms, X, Y> {
    /// The learning rate of the first batch.
    pub fn min_learning_rate(mut self, min_learning_rate: f32) -> Self {
        self.rates[0] = min_learning_rate;
        self
    }

    /// The learning rate of the last batch, if the loss does not diverge before.
    pub fn max_learning_rate(mut self, max_learning_rate: f32) -> Self {
        self.rates[1] = max_learning_rate;
        self
    }

    /// The number of batches, each with its own learning rate. After the last row the first one follows
    /// again.
    pub fn steps(self, steps: usize) -> Self {
        FindLearningRate { steps, ..self }
    }

    /// The number of rows in a batch, which should be that of the training that the rate is for.
    pub fn batch_size(self, batch_size: usize) -> Self {
        FindLearningRate { batch_size, ..self }
    }

    /// The seed of the rows' order and of `Dropout`.
    pub fn seed(self, seed: u64) -> Self {
        FindLearningRate { seed, ..self }
    }

    /// Runs the search.
    ///
    /// # Errors
    /// Those of [`fit`](Compiled::fit), and if the learning rates are no valid range, or the optimizer's
    /// learning rate is a schedule.
    pub fn run(self) -> Result<RangeTest>
    where
        M: Model,
        Box<M>: Clone,
        O: Optimizer,
        L: Losses,
        Ms: Scoring<M, L>,
        X: InputData<'a, M::Input>,
        Y: LabelData<'a, L, M::Output>,
    {
        self.check()?;
        let mut trial = Trial {
            rates: self.rates,
            test: RangeTest::default(),
            mean: 0.0,
            least: f64::INFINITY,
        };
        // Epochs of one batch, so that each loss is not a mean with earlier ones.
        self.compiled
            .clone()
            .fit(self.x, self.y)
            .batch_size(self.batch_size)
            .steps_per_epoch(1)
            .epochs(self.steps)
            .seed(self.seed)
            .callback(&mut trial)
            .run()?;
        Ok(trial.test)
    }

    fn check(&self) -> Result<()> {
        let [least, most] = self.rates;
        let problem = |setting, value, expected| Error::Setting {
            setting,
            value,
            expected,
        };
        if !(least > 0.0 && least.is_finite()) {
            let expected = "it is above 0, as its steps are factors";
            return Err(problem("min_learning_rate", least.into(), expected));
        }
        if !(most > least && most.is_finite()) {
            let expected = "it is above `min_learning_rate`";
            return Err(problem("max_learning_rate", most.into(), expected));
        }
        if self.steps < 2 {
            let expected = "it takes two batches or more";
            return Err(problem("steps", self.steps as f64, expected));
        }
        Ok(())
    }
}

/// The callback that sets the rates and records the losses.
struct Trial {
    rates: [f32; 2],
    test: RangeTest,
    /// The moving average of the losses.
    mean: f64,
    /// The smallest moving average so far.
    least: f64,
}

impl<M: Model> Callback<M> for Trial {
    type Monitor = ();

    fn on_epoch_begin(&mut self, epoch: usize, training: &mut Training<'_, M>) -> Result<()> {
        let [least, most] = self.rates.map(f64::from);
        let part = epoch as f64 / (training.epochs - 1) as f64;
        training.set_learning_rate((least * (most / least).powf(part)) as f32);
        Ok(())
    }

    fn on_epoch_end(
        &mut self,
        epoch: usize,
        logs: &mut Logs,
        training: &mut Training<'_, M>,
    ) -> Result<()> {
        let loss = logs.loss();
        if !loss.is_finite() {
            training.stop();
            return Ok(());
        }
        self.test.points.push((training.learning_rate(), loss));
        self.mean += (1.0 - MEMORY) * (f64::from(loss) - self.mean);
        let mean = self.mean / (1.0 - MEMORY.powf(epoch as f64 + 1.0));
        self.least = self.least.min(mean);
        // Four times the smallest, where fastai stops; also right for negative losses.
        if mean - self.least > 3.0 * self.least.abs() {
            training.stop();
        }
        Ok(())
    }
}

/// The result of [`find_learning_rate`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RangeTest {
    points: Vec<(f32, f32)>,
}

impl RangeTest {
    /// The learning rates, each with the loss of its batch. They end where the loss diverges: where it is
    /// infinite or NaN, or where its moving average exceeds four times the smallest.
    #[must_use]
    pub fn points(&self) -> &[(f32, f32)] {
        &self.points
    }

    /// The learning rates with smoothed losses: means over the neighbours with Gaussian weights.
    ///
    /// A mean of earlier losses only, as fastai's, would lag behind them.
    #[must_use]
    pub fn smoothed(&self) -> Vec<(f32, f32)> {
        let losses = self.points.iter().map(|(_, loss)| *loss);
        let least = place_of_least(losses.clone());
        // Diverging losses are limited to the largest before, so that they do not affect their neighbours.
        let ceiling = losses.clone().take(least + 1).fold(f32::MIN, f32::max);
        let losses: Vec<f64> = losses.map(|loss| loss.min(ceiling).into()).collect();
        let width = (losses.len() as f64 / 30.0).max(1.0);
        let mean = |center: usize| {
            let (mut sum, mut weights) = (0.0, 0.0);
            for (place, loss) in losses.iter().enumerate() {
                let distance = (place as f64 - center as f64) / width;
                let weight = (-0.5 * distance * distance).exp();
                sum += weight * loss;
                weights += weight;
            }
            (sum / weights) as f32
        };
        let rates = self.points.iter().map(|(rate, _)| *rate);
        rates.zip((0..losses.len()).map(mean)).collect()
    }

    /// The learning rate at which the smoothed loss falls fastest before its minimum: a good first choice.
    /// `None` if it never falls.
    #[must_use]
    pub fn suggestion(&self) -> Option<f32> {
        let smoothed = self.smoothed();
        let least = place_of_least(smoothed.iter().map(|(_, loss)| *loss));
        let fall = |place: &usize| smoothed[place - 1].1 - smoothed[*place].1;
        let steepest = (1..=least).max_by(|a, b| fall(a).total_cmp(&fall(b)))?;
        (fall(&steepest) > 0.0).then(|| smoothed[steepest].0)
    }
}

/// The index of the smallest loss; 0 if there is none.
fn place_of_least(losses: impl Iterator<Item = f32>) -> usize {
    let least = losses.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
    least.map_or(0, |(place, _)| place)
}

impl<M: Model, O, L, Ms, X, Y> fmt::Debug for FindLearningRate<'_, M, O, L, Ms, X, Y> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FindLearningRate")
            .field("model", &M::NAME)
            .field("rates", &self.rates)
            .field("steps", &self.steps)
            .field("batch_size", &self.batch_size)
            .finish_non_exhaustive()
    }
}
