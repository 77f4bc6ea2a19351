//! `optimizers.json` and `newer_optimizers.json`: weights along steps with given gradients, clipping, and whole fits.

use std::marker::PhantomData;

use kerust::gradients::Gradients;
use kerust::graph::Weight;
use kerust::model::Array;
use kerust::optimizers::Optimizer;
use kerust::prelude::*;
use serde_json::Value;

use super::arrays::{rows, weights};
use super::optimizer_of::{Use, make, texts};
use super::report::{Report, Tolerance};
use kerust_tests::fixtures::{count, counts, list, number, numbers, read, text};

model! { struct Net < Dense<3, 4> > }
model! { struct Wide < Image<3, 3, 3>, Conv2D<3, 18, 2>, Flatten, Dense<72, 2> > }
model! { struct Matrices < Dense<20, 33>, Dense<33, 18>, Dense<18, 18>, Dense<18, 1> > }
model! { struct Tanh < Dense<3, 4>(tanh), Dense<4, 1> > }

/// Numbers one after the other as the arrays of a model.
fn arrays<M: Model>(model: &M, values: &[f32]) -> Vec<Array> {
    let mut values = values.iter().copied();
    let arrays = model.get_weights().into_iter().map(|array| Array {
        values: values.by_ref().take(array.values.len()).collect(),
        ..array
    });
    arrays.collect()
}

fn flat(arrays: Vec<Array>) -> Vec<f32> {
    arrays.into_iter().flat_map(|array| array.values).collect()
}

fn singles(value: &Value) -> Vec<f32> {
    let numbers = numbers(value).into_iter();
    numbers.map(|number| number as f32).collect()
}

/// Compares everything.
pub fn compare(report: &mut Report) {
    let file = read("optimizers.json");
    let gradients: Vec<Vec<f32>> = list(&file["gradients"])
        .iter()
        .map(|gradient| singles(&gradient["data"]))
        .collect();
    for case in list(&file["clipping"]) {
        clip(report, case);
    }
    let newer = read("newer_optimizers.json");
    for cases in [&file, &newer] {
        for case in list(&cases["trajectories"]) {
            let mut trajectory = Trajectory {
                report: &mut *report,
                case,
                initial: &singles(&file["initial"]),
                gradients: &gradients,
                recorded: &counts(&file["recorded"]),
            };
            make(case, &mut trajectory);
        }
        for case in list(&cases["wide"]) {
            make(case, &mut OfShapes::<Wide>::new(report, case));
        }
        for case in list(&cases["fits"]) {
            let report = &mut *report;
            make(case, &mut Fitted { report, case });
        }
    }
    for case in list(&newer["matrices"]) {
        make(case, &mut OfShapes::<Matrices>::new(report, case));
    }
    excluded(report, &newer["excluded"]);
}

fn place(case: &Value) -> String {
    format!("{} {}", case["name"], case["options"])
}

struct Trajectory<'a> {
    report: &'a mut Report,
    case: &'a Value,
    initial: &'a [f32],
    gradients: &'a [Vec<f32>],
    recorded: &'a [usize],
}

impl Use for Trajectory<'_> {
    fn with<O: Optimizer>(&mut self, optimizer: O) {
        let mut net = Net::new(0);
        net.set_weights(&arrays(&*net, self.initial))
            .expect("its arrays");
        let mut optimizer = optimizer.build::<Net>();
        optimizer.check().expect("settings that Keras has taken");
        let (mut gradients, mut got) = (Gradients::<Net>::new(), Vec::new());
        for (index, given) in self.gradients.iter().enumerate() {
            gradients.set(&arrays(&*net, given)).expect("its arrays");
            optimizer.apply(&mut gradients, &mut net);
            if self.recorded.contains(&(index + 1)) {
                got.extend(flat(net.get_weights()));
            }
        }
        // Padding takes part in everything, and stays 0.
        let padding = net.vectors(0).iter().flat_map(|vector| &vector[4..]);
        assert!(
            padding.into_iter().all(|number| *number == 0.0),
            "{}",
            place(self.case)
        );
        let mut compare = |item, tolerance, expected: &[f64], got: &[f32]| {
            (self.report).compare(item, place(self.case), tolerance, expected, got);
        };
        let expected = numbers(&self.case["weights"]);
        // Weights of about 0.5, of which a long step leaves little.
        let (item, tolerance) = ("optimizers: the first step", Tolerance::OF_ONE);
        compare(item, tolerance, &expected[..16], &got[..16]);
        let (item, trained) = ("optimizers: steps", Tolerance::TRAINED);
        compare(item, trained, &expected[16..], &got[16..]);
        if self.case.get("finished").is_some() {
            optimizer.finish(&mut net);
            let (expected, got) = (numbers(&self.case["finished"]), flat(net.get_weights()));
            compare(item, trained, &expected, &got);
        }
    }
}

struct OfShapes<'a, M> {
    report: &'a mut Report,
    case: &'a Value,
    model: PhantomData<M>,
}

impl<'a, M> OfShapes<'a, M> {
    fn new(report: &'a mut Report, case: &'a Value) -> Self {
        OfShapes {
            report,
            case,
            model: PhantomData,
        }
    }
}

/// `common.py`'s pattern.
fn fill(count: usize, k: usize) -> impl Iterator<Item = f32> {
    (0..count).map(move |i| {
        let i = i as f64;
        (0.5 * (0.7 * i * i + 1.0 + k as f64).sin()) as f32
    })
}

impl<M: Model> Use for OfShapes<'_, M> {
    fn with<O: Optimizer>(&mut self, optimizer: O) {
        let mut net = M::new(0);
        let pattern = |first: usize| {
            let arrays = net.get_weights().into_iter().enumerate();
            let arrays = arrays.map(|(index, array)| Array {
                values: fill(array.values.len(), first + index).collect(),
                ..array
            });
            arrays.collect::<Vec<_>>()
        };
        let given: Vec<_> = (0..5).map(|step| pattern(10 * step)).collect();
        net.set_weights(&given[0]).expect("its arrays");
        let (mut optimizer, mut gradients) = (optimizer.build::<M>(), Gradients::new());
        for given in &given {
            gradients.set(given).expect("its arrays");
            optimizer.apply(&mut gradients, &mut net);
        }
        let (expected, got) = (numbers(&self.case["weights"]), flat(net.get_weights()));
        let place = place(self.case);
        let tolerance = Tolerance::TRAINED;
        (self.report).compare(
            "optimizers: larger arrays",
            place,
            tolerance,
            &expected,
            &got,
        );
    }
}

fn clip(report: &mut Report, case: &Value) {
    let net = Net::new(0);
    let mut gradients = Gradients::<Net>::new();
    let given = arrays(&*net, &singles(&case["given"]));
    gradients.set(&given).expect("its arrays");
    let most = number(&case["value"]) as f32;
    match text(&case["option"]) {
        "clipnorm" => gradients.clip_by_norm(most),
        "clipvalue" => gradients.clip_by_value(most),
        "global_clipnorm" => gradients.clip_by_global_norm(most),
        other => panic!("a way of clipping that this test does not know: {other}"),
    }
    let padding = gradients.vectors().iter().flat_map(|vector| &vector[4..]);
    assert!(padding.into_iter().all(|number| *number == 0.0), "{case}");
    let (expected, got) = (numbers(&case["clipped"]), flat(gradients.arrays()));
    let place = format!("{} of {}", case["option"], case["given"]);
    report.compare(
        "optimizers: clipping",
        place,
        Tolerance::EXACT,
        &expected,
        &got,
    );
}

/// Which arrays `Muon` leaves to `Adam`, which needs the double of the memory.
fn excluded(report: &mut Report, cases: &Value) {
    let paths = texts(Some(&cases["paths"]));
    for case in list(&cases["cases"]) {
        let muon = Muon::new().exclude_embeddings(case["exclude_embeddings"] == Value::Bool(true));
        let got: Vec<f32> = match texts(Some(&case["exclude_layers"])).as_slice() {
            [] => adam_of(&muon, &paths),
            [one] => adam_of(&muon.exclude_layers([*one]), &paths),
            [one, two] => adam_of(&muon.exclude_layers([*one, *two]), &paths),
            more => panic!("more excluded layers than this test knows: {more:?}"),
        };
        let adam = list(&case["adam"]).iter();
        let expected: Vec<f64> = adam
            .map(|adam| f64::from(*adam == Value::Bool(true)))
            .collect();
        let (item, tolerance) = ("optimizers: excluded", Tolerance::EXACT);
        report.compare(item, case, tolerance, &expected, &got);
    }
}

fn adam_of(muon: &impl Optimizer, paths: &[&str]) -> Vec<f32> {
    let kernel = Weight::new("kernel", &[3, 2], &zeros {});
    let layers = paths.iter().map(|path| path.trim_end_matches("/kernel"));
    let vectors = layers.map(|layer| muon.state_vectors(layer, &kernel));
    vectors
        .map(|vectors| (vectors / kernel.vectors() - 1) as f32)
        .collect()
}

struct Fitted<'a> {
    report: &'a mut Report,
    case: &'a Value,
}

impl Use for Fitted<'_> {
    fn with<O: Optimizer>(&mut self, optimizer: O) {
        let Fitted { report, case } = self;
        let mut net = Tanh::new(0);
        net.set_weights(&weights(&*net, &case["initial_weights"]))
            .expect("its arrays");
        let mut net = compile!(net, optimizer = optimizer, loss = mse);
        let (x, y): (Vec<[f32; 3]>, Vec<f32>) = (rows(&case["x"]), rows(&case["y"]));
        let fit = net.fit(&x, &y).shuffle(false);
        let fit = fit.batch_size(count(&case["fit"]["batch_size"]));
        let history = fit
            .epochs(count(&case["fit"]["epochs"]))
            .run()
            .expect("good data");
        let (item, place, expected) = ("optimizers: fits", place(case), numbers(&case["loss"]));
        report.compare(
            item,
            &place,
            Tolerance::TRAINED,
            &expected,
            &history["loss"],
        );
        report.weights(item, &place, &case["final_weights"], net.model());
    }
}
