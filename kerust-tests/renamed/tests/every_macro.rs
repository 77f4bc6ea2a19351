//! Every macro where the crate has another name.

use keras::activations::Activate;
use keras::contract::{LabelKind, MetricFor, Numbers};
use keras::losses::Loss;
use keras::metrics::{Mean, UpdateState};
use keras::optimizers::Settings;
use keras::prelude::*;
use keras::shape::Row;
use renamed::{Iris, classifier};

keras::loss! {
    /// The largest difference, times a share.
    largest_difference, val_largest_difference, Numbers {
        /// The share.
        share: f32 = 1.0,
    }
}

impl Loss for largest_difference {
    const NAME: &'static str = "largest_difference";
    type Labels = Numbers;

    fn value(&self, outputs: &[f32], target: &[f32], _: usize) -> f32 {
        let differences = outputs.iter().zip(target).map(|(y, t)| (y - t).abs());
        self.share * differences.fold(0.0, f32::max)
    }

    fn gradient(&self, y: &[f32], target: &[f32], _: usize, scale: f32, gradient: &mut [f32]) {
        for (d, (y, t)) in gradient.iter_mut().zip(y.iter().zip(target)) {
            *d = scale * self.share * (y - t).signum();
        }
    }
}

keras::metric! {
    /// The mean over the rows of their largest difference.
    largest_error, val_largest_error, Direction::Min
}

impl UpdateState<[f32]> for largest_error {
    type State<R: Row> = Mean;

    fn state<R: Row>(&self) -> Mean {
        Mean::default()
    }

    fn update<R: Row>(&self, state: &mut Mean, y: &[f32], target: &[f32], _: usize, weight: f32) {
        let differences = y.iter().zip(target).map(|(y, t)| (y - t).abs());
        state.add(differences.fold(0.0, f32::max), weight);
    }

    fn result<R: Row>(&self, state: &Mean) -> f32 {
        state.result()
    }
}

impl<K, L, A> MetricFor<L, A, [f32], K> for largest_error
where
    K: LabelKind<Target = [f32]>,
    L: Loss<Labels = K>,
    A: Activate,
{
    type Is = Self;
}

struct WithSettings {
    settings: Settings,
}

impl WithSettings {
    keras::optimizer_settings!();
}

const ROWS: [[f32; 4]; 6] = [[0.5; 4]; 6];
const CLASSES: [u8; 6] = [1; 6];

struct Count(usize);

impl<M: Model> Callback<M> for Count {
    type Monitor = ();

    fn on_epoch_end(
        &mut self,
        _: usize,
        _: &mut Logs,
        _: &mut Training<'_, M>,
    ) -> keras::Result<()> {
        self.0 += 1;
        Ok(())
    }
}

#[test]
fn model_compile_fit_evaluate_and_predict() {
    let mut count = Count(0);
    let mut net = compile!(
        Iris::new(1),
        optimizer = Adam(learning_rate = 0.01),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy, top_k(2)],
    );
    let history = fit!(
        net,
        &ROWS,
        &CLASSES,
        epochs = 2,
        verbose = 0,
        validation_data = (&ROWS, &CLASSES),
        callbacks = [EarlyStopping(monitor = val_loss, patience = 3), &mut count]
    );
    assert_eq!(history.unwrap()["val_accuracy"].len(), 2);
    assert_eq!(count.0, 2);
    let scores = evaluate!(net, &ROWS, &CLASSES, verbose = 0).unwrap();
    assert!(scores["loss"].is_finite());
    assert_eq!(predict!(net, &ROWS, verbose = 0).unwrap().len(), 6);
}

#[test]
fn models_and_a_model_without_a_name() {
    let params = models!(3, H = [2, 3], {
        let net = model![< Dense<4, H>(tanh), Dense<H, 1> >].new(1);
        net.get_weights()
            .iter()
            .map(|array| array.values.len())
            .sum::<usize>()
    });
    assert_eq!(params.unwrap(), 4 * 3 + 3 + 3 + 1);
}

#[test]
fn a_macro_of_a_library_that_exports_the_crate_again() {
    classifier!(Two, 2);
    let mut net = compile!(
        Two::new(1),
        optimizer = SGD,
        loss = categorical_crossentropy
    );
    renamed::keras::fit!(net, &ROWS, &[[0.0, 1.0]; 6], verbose = 0).unwrap();
    assert_eq!(net.iterations(), 1);
}

#[test]
fn a_loss_a_metric_and_settings_of_one_s_own() {
    let mut net = compile!(
        model![< Dense<4, 1> >],
        optimizer = SGD,
        loss = largest_difference(share = 0.5),
        metrics = [largest_error]
    );
    fit!(net, &ROWS, &[0.0_f32; 6], verbose = 0).unwrap();
    let settings = Settings::new(0.01);
    let decaying = WithSettings { settings }.weight_decay(0.1);
    assert_eq!(decaying.settings.weight_decay, Some(0.1));
}
