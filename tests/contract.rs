//! Which loss goes with which last activation, labels and metrics: every combination, against the
//! table in `docs/contract.md`.

use std::marker::PhantomData;
use std::path::Path;
use std::{env, fs};

use kerust::contract::{LabelFor, LossAfter, MetricFor};
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
struct Measured<Q, L, A>(PhantomData<(Q, L, A)>);

impl<L: LossAfter<A>, A: Activate> Ask<Head<L, A>> {
    const HOLDS: bool = true;
}

impl<Y: LabelFor<L, Out>, L: kerust::losses::Loss, Out: kerust::shape::Shape>
    Ask<Label<Y, L, Out>>
{
    const HOLDS: bool = true;
}

impl<Q: MetricFor<L, A>, L: kerust::losses::Loss, A: Activate> Ask<Measured<Q, L, A>> {
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

macro_rules! accuracy_of {
    ($l:ty, $a:ty) => {
        <Ask<Measured<accuracy, $l, $a>>>::HOLDS
    };
}

macro_rules! mae_of {
    ($l:ty, $a:ty) => {
        <Ask<Measured<mae, $l, $a>>>::HOLDS
    };
}

macro_rules! all {
    ($ask:ident, activations) => {
        for_each!($ask
            [mse, binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy]
            [linear, relu, sigmoid, tanh, softmax])
    };
    ($ask:ident, labels) => {
        for_each!($ask
            [mse, binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy]
            [f32, bool, u8, u16, u32, u64, usize, i32, i64, [f32; 1], [f32; 3], f64, [u8; 3]])
    };
}

fn table(title: &str, rows: &Rows) -> String {
    let columns: Vec<_> = rows[0]
        .1
        .iter()
        .map(|(column, _)| format!("`{column}`"))
        .collect();
    let mut text = format!("\n## {title}\n\n| | {} |\n", columns.join(" | "));
    text += &format!("| ---{} |\n", " | ---".repeat(columns.len()));
    for (name, cells) in rows {
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
        "# The contract\n\nWhat compiles, asked of the compiler itself by `tests/contract.rs`; \
         `KERUST_CONTRACT=write cargo test --test contract` writes this page.\n",
    );
    for (title, rows) in [
        ("Loss and last activation", all!(heads, activations)),
        ("Loss and labels, one output", all!(labels_of_one, labels)),
        (
            "Loss and labels, three outputs",
            all!(labels_of_three, labels),
        ),
        (
            "`accuracy`, by loss and last activation",
            all!(accuracy_of, activations),
        ),
        (
            "`mae`, by loss and last activation",
            all!(mae_of, activations),
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
            accuracy_of!(binary_crossentropy, sigmoid),
            true,
        ),
        ("accuracy of numbers", accuracy_of!(mse, linear), false),
        ("mae of numbers", mae_of!(mse, linear), true),
        (
            "mae of classes",
            mae_of!(sparse_categorical_crossentropy, softmax),
            false,
        ),
    ] {
        assert_eq!(got, expected, "{what}");
    }
}
