//! The fixtures' arrays as rows, labels and weights.

use kerust::graph::Weight;
use kerust::initializers::zeros;
use kerust::memory::{LANES, Vector16, View, ViewMut};
use kerust::model::{Array, InputRow, Model, Sequential};
use kerust::shape::Row;
use serde_json::Value;

use kerust_tests::fixtures::{count, counts, list, number, numbers, text};

/// The rows of an array, as nested arrays.
pub fn rows<R: Row>(array: &Value) -> Vec<R> {
    let (shape, data) = (counts(&array["shape"]), numbers(&array["data"]));
    let width = R::ZERO.flat().len();
    let given: usize = shape[1..].iter().product();
    assert_eq!(given, width, "numbers in a row of shape {shape:?}");
    let rows = data.chunks_exact(width).map(|numbers| {
        let mut row = R::ZERO;
        for (to, from) in row.flat_mut().iter_mut().zip(numbers) {
            *to = *from as f32;
        }
        row
    });
    let rows: Vec<R> = rows.collect();
    assert_eq!(rows.len(), shape[0], "rows of shape {shape:?}");
    rows
}

/// The labels of a sparse loss.
pub fn classes<C: TryFrom<usize>>(array: &Value) -> Vec<C> {
    let classes = list(&array["data"]).iter().map(|class| {
        let number = count(class);
        C::try_from(number).unwrap_or_else(|_| panic!("class {number} is too large"))
    });
    classes.collect()
}

/// A list of weights, with the names that they have in `model`.
pub fn weights<M: Model>(model: &M, given: &Value) -> Vec<Array> {
    let (own, given) = (model.get_weights(), list(given));
    assert_eq!(given.len(), own.len(), "arrays of weights of {}", M::NAME);
    let named = own.into_iter().zip(given).map(|(own, given)| Array {
        name: own.name,
        shape: counts(&given["shape"]),
        values: numbers(&given["data"])
            .into_iter()
            .map(|value| value as f32)
            .collect(),
    });
    named.collect()
}

/// A new model with the fixture's weights, if its layers and its input are those of `entry`.
pub fn model<M: Model>(entry: &Value, layers: &[&str]) -> Box<M> {
    let name = text(&entry["name"]);
    let given: Vec<&str> = list(&entry["layers"]).iter().map(text).collect();
    assert_eq!(given, layers, "the layers of `{name}`");
    let shape = counts(&entry["input_shape"]);
    assert_eq!(M::INPUTS[0].axes(), shape, "the input's shape of `{name}`");
    let mut model = M::new(1);
    let weights = weights(&*model, &entry["initial_weights"]);
    let set = model.set_weights(&weights);
    set.unwrap_or_else(|error| panic!("the initial weights of `{name}`: {error}"));
    model
}

/// The rows `x` of `entry`.
pub fn x<M: Sequential>(entry: &Value) -> Vec<InputRow<M>> {
    rows(&entry["x"])
}

/// An array of weights as it lies in a model.
pub struct Laid {
    pub weight: Weight,
    vectors: Vec<Vector16>,
}

impl Laid {
    pub fn zeroed(shape: Vec<usize>) -> Self {
        let weight = Weight::new("array", &shape, &zeros {});
        let vectors = vec![[0.0; LANES]; weight.vectors()];
        Laid { weight, vectors }
    }

    pub fn of(array: &Value) -> Self {
        let mut new = Laid::zeroed(counts(&array["shape"]));
        for (index, value) in numbers(&array["data"]).into_iter().enumerate() {
            new.view_mut().set(index, value as f32);
        }
        new
    }

    pub fn view(&self) -> View<'_> {
        self.weight.view(&self.vectors)
    }

    pub fn view_mut(&mut self) -> ViewMut<'_> {
        self.weight.view_mut(&mut self.vectors)
    }

    pub fn values(&self) -> Vec<f32> {
        // What fills the last panel is no weight.
        let sum: f64 = self
            .vectors
            .as_flattened()
            .iter()
            .map(|x| f64::from(x.abs()))
            .sum();
        let own: f64 = self.view().iter().map(|x| f64::from(x.abs())).sum();
        assert!(
            (sum - own).abs() <= 1e-6 * own || sum.is_nan(),
            "{:?}",
            self.weight
        );
        self.view().iter().collect()
    }
}

/// A setting of the case, or Keras' default.
pub fn setting(case: &Value, name: &str, default: f32) -> f32 {
    let value = &case["config"][name];
    if value.is_null() {
        default
    } else {
        number(value) as f32
    }
}
