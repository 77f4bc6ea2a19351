//! `docs/errors.md` shows every golden of `tests/ui`, and what a golden may hold.
//!
//! `KERUST_GALLERY=write cargo test --test gallery` writes the page anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The groups in the order of the page, with their titles.
const GROUPS: [(&str, &str); 6] = [
    ("shapes", "Layers that do not fit"),
    ("layers", "Layers and their options"),
    ("grammar", "The form of a model"),
    (
        "models",
        "What a model derives, and sizes chosen when the program runs",
    ),
    ("contract", "Model, loss, labels, metrics and callbacks"),
    ("keywords", "Settings of `compile!` and `fit!`"),
];

const INTRODUCTION: &str = "\
# Errors

What the compiler says to each mistake, as the terminal prints it. This page is made from the goldens
in `tests/ui` by `KERUST_GALLERY=write cargo test --test gallery`, and a test keeps it true. The last
lines of an error say what to do; errors without such a line come from the compiler itself, which
suggests the name that was meant. The last section shows what other libraries say.
";

/// What other libraries say.
const PEERS: &str = include_str!("peers/errors.md");

struct Case {
    name: String,
    source: String,
    error: String,
}

fn cases(group: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(group);
    let files = fs::read_dir(folder).expect("the group is a folder");
    let mut sources: Vec<PathBuf> = (files.map(|file| file.unwrap().path()))
        .filter(|file| file.extension().is_some_and(|kind| kind == "rs"))
        .collect();
    sources.sort();
    let read = |file: &Path| fs::read_to_string(file).expect("the case is read");
    let case = |source: PathBuf| Case {
        name: source.file_stem().unwrap().display().to_string(),
        error: read(&source.with_extension("stderr")),
        source: read(&source),
    };
    sources.into_iter().map(case).collect()
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for (group, title) in GROUPS {
        write!(page, "\n## {title}\n").unwrap();
        for case in cases(group) {
            let title = case.name.replace('_', " ");
            let source = case.source.replace("use kerust::prelude::*;\n\n", "");
            let error = case.error.replace("$WORKSPACE/", "");
            write!(
                page,
                "\n### {title}\n\n```rust,ignore\n{}\n```\n\n```text\n{}\n```\n",
                source.trim(),
                error.trim()
            )
            .unwrap();
        }
    }
    page + PEERS
}

#[test]
fn the_page_shows_the_goldens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md");
    let page = page();
    if env::var_os("KERUST_GALLERY").is_some_and(|gallery| gallery == "write") {
        fs::write(&path, &page).expect("the page is written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/errors.md is not what the goldens say; write it anew with \
         `KERUST_GALLERY=write cargo test --test gallery`"
    );
}

#[test]
fn one_error_for_each_mistake_and_no_internal_name() {
    let mut count = 0;
    for (group, _) in GROUPS {
        for Case { name, error, .. } in cases(group) {
            count += 1;
            let errors = error
                .lines()
                .filter(|line| line.starts_with("error"))
                .count();
            let mistakes = if name == "three_mistakes" { 3 } else { 1 };
            assert_eq!(errors, mistakes, "{group}/{name}: errors");
            // Where the model is in a macro of the user's own, the compiler says so.
            let own_macro = name == "inside_a_macro";
            assert!(
                own_macro || !error.contains("this error originates in the macro"),
                "{group}/{name} talks of a macro"
            );
            for internal in ["__", "Recovered", "UInt<", "UTerm", "B1>", "Gate<"] {
                assert!(
                    !error.contains(internal),
                    "{group}/{name} shows `{internal}`"
                );
            }
        }
    }
    assert!(count >= 100, "{count} goldens");
}
