//! Which loss goes with which last activation, labels and metrics: every combination, against the
//! table in `docs/contract.md`.

use std::marker::PhantomData;
use std::path::Path;
use std::{env, fs};

use kerust::contract::{AloneFor, LabelFor, LossAfter, MetricFor};
use kerust::prelude::*;

/// Asks the compiler whether a bound holds, without an error where it does not: a constant of a
/// type's own wins over a trait's.
struct Ask<T>(PhantomData<T>);

trait No {
    const HOLDS: bool = false;
}

impl<T> No for Ask<T> {}

struct Head<L, A>(PhantomData<(L, A)>);
struct Label<Y, L, Out>(PhantomData<(Y, L, Out)>);

impl<L: LossAfter<A>, A: Activate> Ask<Head<L, A>> {
    const HOLDS: bool = true;
}

impl<Y: LabelFor<L, Out>, L: kerust::losses::Loss, Out: kerust::shape::Shape>
    Ask<Label<Y, L, Out>>
{
    const HOLDS: bool = true;
}

macro_rules! for_each {
    ($ask:ident [$($a:ty),*] $b:tt) => { vec![$(for_each!(@ $ask $a, $b)),*] };
    (@ $ask:ident $a:ty, [$($b:ty),*]) => {
        (stringify!($a), vec![$((stringify!($b), $ask!($a, $b))),*])
    };
}

/// A row of a table: its name, and for each column whether it holds.
type Rows = Vec<(&'static str, Vec<(&'static str, bool)>)>;

macro_rules! heads {
    ($l:ty, $a:ty) => {
        <Ask<Head<$l, $a>>>::HOLDS
    };
}

macro_rules! labels_of_one {
    ($l:ty, $y:ty) => {
        <Ask<Label<$y, $l, Vector<1>>>>::HOLDS
    };
}

macro_rules! labels_of_three {
    ($l:ty, $y:ty) => {
        <Ask<Label<$y, $l, Vector<3>>>>::HOLDS
    };
}

/// A loss for each kind of labels, and a last layer; with its outputs, where they matter.
struct After<L, A>(PhantomData<(L, A)>);
struct Of<Out, L, A>(PhantomData<(Out, L, A)>);

impl<Q: AloneFor<L, A, Out>, Out, L: kerust::losses::Loss, A: Activate> Ask<(Q, Of<Out, L, A>)> {
    const HOLDS: bool = true;
}

impl<Q: MetricFor<L, A>, L: kerust::losses::Loss, A: Activate> Ask<(Q, After<L, A>)> {
    const HOLDS: bool = true;
}

macro_rules! measured {
    ($q:ty, $after:ty) => {
        <Ask<($q, $after)>>::HOLDS
    };
}

macro_rules! all {
    ($ask:ident, activations) => {
        for_each!($ask
            [
                mse, mae, mape, msle, huber, log_cosh, poisson, kl_divergence, hinge, squared_hinge,
                categorical_hinge, cosine_similarity, dice, tversky,
                binary_crossentropy, binary_crossentropy<true>, binary_focal_crossentropy, binary_focal_crossentropy<true>,
                categorical_crossentropy, categorical_crossentropy<true>,
                categorical_focal_crossentropy, categorical_focal_crossentropy<true>, categorical_generalized_cross_entropy,
                sparse_categorical_crossentropy, sparse_categorical_crossentropy<true>
            ]
            [linear, relu, sigmoid, tanh, softmax])
    };
    ($ask:ident, metrics) => {
        for_each!($ask
            [accuracy, binary_accuracy, categorical_accuracy, sparse_categorical_accuracy, top_k, mean_io_u, io_u, binary_io_u, precision, recall, f1_score, fbeta_score, auc, sensitivity_at_specificity, specificity_at_sensitivity, precision_at_recall, recall_at_precision, true_positives, true_negatives, false_positives, false_negatives, root_mean_squared_error, r2_score, pearson_correlation, concordance_correlation, mae, mse, mean, sum]
            [
                After<mse, linear>,
                After<mse, sigmoid>,
                After<binary_crossentropy, sigmoid>,
                After<binary_crossentropy<true>, linear>,
                After<categorical_crossentropy, softmax>,
                After<categorical_crossentropy<true>, linear>,
                After<sparse_categorical_crossentropy, softmax>,
                After<sparse_categorical_crossentropy<true>, linear>
            ])
    };
    ($ask:ident, accuracies) => {
        for_each!($ask
            [accuracy, binary_accuracy, categorical_accuracy, sparse_categorical_accuracy]
            [
                Of<Vector<1>, binary_crossentropy, sigmoid>,
                Of<Vector<3>, binary_crossentropy, sigmoid>,
                Of<Vector<3>, binary_crossentropy<true>, linear>,
                Of<Vector<3>, mse, sigmoid>,
                Of<Vector<3>, mse, softmax>,
                Of<Vector<3>, categorical_crossentropy, softmax>,
                Of<Vector<3>, sparse_categorical_crossentropy, softmax>
            ])
    };
    ($ask:ident, labels) => {
        for_each!($ask
            [
                mse, mae, mape, msle, huber, log_cosh, poisson, kl_divergence, hinge, squared_hinge,
                categorical_hinge, cosine_similarity, dice, tversky,
                binary_crossentropy, binary_crossentropy<true>, binary_focal_crossentropy, binary_focal_crossentropy<true>,
                categorical_crossentropy, categorical_crossentropy<true>,
                categorical_focal_crossentropy, categorical_focal_crossentropy<true>, categorical_generalized_cross_entropy,
                sparse_categorical_crossentropy, sparse_categorical_crossentropy<true>
            ]
            [f32, f64, bool, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, [f32; 1], [f32; 3], [f64; 3], [bool; 3], [u8; 3], [i64; 3], String, [String; 3]])
    };
}

fn table(title: &str, rows: &Rows) -> String {
    let columns: Vec<_> = rows[0]
        .1
        .iter()
        .map(|(column, _)| {
            match column
                .strip_prefix("After <")
                .or(column.strip_prefix("Of <"))
            {
                // A loss after a last layer.
                Some(after) => after
                    .trim_end_matches('>')
                    .replace(" < true >", "(from_logits = true)")
                    .replace(" ,", ",")
                    .replace(" < ", "<")
                    .replace(" >", ">")
                    .trim()
                    .split(", ")
                    .map(|word| format!("`{word}`"))
                    .collect::<Vec<_>>()
                    .join(", "),
                None => format!("`{column}`"),
            }
        })
        .collect();
    let mut text = format!("\n## {title}\n\n| | {} |\n", columns.join(" | "));
    text += &format!("| ---{} |\n", " | ---".repeat(columns.len()));
    for (name, cells) in rows {
        let name = name
            .replace(" < true >", "(from_logits = true)")
            .replace("<true>", "(from_logits = true)");
        let cells: Vec<_> = cells
            .iter()
            .map(|(_, holds)| if *holds { "yes" } else { "–" })
            .collect();
        text += &format!("| `{name}` | {} |\n", cells.join(" | "));
    }
    text
}

#[test]
fn the_page_says_what_the_compiler_takes() {
    let mut page = String::from(
        "# The contract\n\nThe combinations that compile, as the compiler itself answers in `kerust-tests/tests/errors/contract.rs`; \
         `KERUST_CONTRACT=write cargo test --test errors contract` writes this page. \
         [Losses and metrics](losses-and-metrics.md) explains it.\n",
    );
    for (title, rows) in [
        ("Loss and last activation", all!(heads, activations)),
        ("Loss and labels, one output", all!(labels_of_one, labels)),
        (
            "Loss and labels, three outputs",
            all!(labels_of_three, labels),
        ),
        (
            "Metric, by loss and last activation",
            all!(measured, metrics),
        ),
        (
            "Accuracy, by outputs, loss and last activation",
            all!(measured, accuracies),
        ),
    ] {
        page += &table(title, &rows);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/contract.md");
    if env::var_os("KERUST_CONTRACT").is_some_and(|contract| contract == "write") {
        fs::write(&path, &page).expect("the page is written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page);
}

/// The meaning, independent of the page.
#[test]
fn what_keras_would_say() {
    let classes = heads!(sparse_categorical_crossentropy, softmax);
    for (what, got, expected) in [
        ("classes after softmax", classes, true),
        (
            "classes after relu",
            heads!(sparse_categorical_crossentropy, relu),
            false,
        ),
        (
            "binary after softmax",
            heads!(binary_crossentropy, softmax),
            false,
        ),
        (
            "one-hot labels",
            labels_of_three!(categorical_crossentropy, [f32; 3]),
            true,
        ),
        (
            "classes as one-hot labels",
            labels_of_three!(categorical_crossentropy, u8),
            false,
        ),
        // Keras broadcasts these three in silence.
        (
            "a number for three outputs",
            labels_of_three!(mse, f32),
            false,
        ),
        (
            "one number for three outputs",
            labels_of_three!(mse, [f32; 1]),
            false,
        ),
        (
            "three numbers for one output",
            labels_of_one!(mse, [f32; 3]),
            false,
        ),
        (
            "accuracy of yes or no",
            measured!(accuracy, After<binary_crossentropy, sigmoid>),
            true,
        ),
        (
            "accuracy of numbers",
            measured!(accuracy, After<mse, linear>),
            false,
        ),
        (
            "accuracy of one yes or no",
            measured!(accuracy, Of<Vector<1>, binary_crossentropy, sigmoid>),
            true,
        ),
        (
            "accuracy of several, each yes or no",
            measured!(accuracy, Of<Vector<3>, binary_crossentropy, sigmoid>),
            false,
        ),
        (
            "binary accuracy of several, each yes or no",
            measured!(binary_accuracy, Of<Vector<3>, binary_crossentropy, sigmoid>),
            true,
        ),
        (
            "rows of booleans as labels of several",
            labels_of_three!(binary_crossentropy, [bool; 3]),
            true,
        ),
        (
            "booleans as the numbers of three classes",
            labels_of_three!(sparse_categorical_crossentropy, bool),
            false,
        ),
        (
            "numbers with a fraction as the numbers of classes",
            labels_of_three!(sparse_categorical_crossentropy, f32),
            false,
        ),
        ("mae of numbers", measured!(mae, After<mse, linear>), true),
        (
            "mae of classes",
            measured!(mae, After<sparse_categorical_crossentropy, softmax>),
            false,
        ),
    ] {
        assert_eq!(got, expected, "{what}");
    }
}
