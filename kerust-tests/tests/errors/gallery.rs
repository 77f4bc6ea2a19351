//! The pages of `docs/errors` show every golden of `kerust-tests/ui`, and what a golden may hold.
//!
//! `KERUST_GALLERY=write cargo test --test errors gallery` writes the pages anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The groups in the order of the index: the folder of the goldens, which is also the name of the page, its title, and
/// the mistakes that it shows.
const GROUPS: [(&str, &str, &str); 8] = [
    (
        "shapes",
        "Layers that do not fit",
        "a layer that does not fit the one before it, and layers without inputs, outputs or a window",
    ),
    (
        "layers",
        "Layers and their options",
        "misspelt layers, activations, options and settings, and values that they cannot have",
    ),
    (
        "grammar",
        "The form of a model",
        "commas, brackets and names in `model!`",
    ),
    (
        "graphs",
        "Graphs",
        "values, shared layers, joins, models in models, outputs, and sizes that follow",
    ),
    (
        "models",
        "Derives and sizes of a model",
        "what a model can derive, and sizes that are chosen when the program runs",
    ),
    (
        "contract",
        "Model, loss, labels, metrics and callbacks",
        "parts that do not go together",
    ),
    (
        "outputs",
        "Several inputs and outputs",
        "outputs that a model does not have, and losses, metrics, rows and labels without their output or input",
    ),
    (
        "keywords",
        "Settings of `compile!` and `fit!`",
        "settings that are missing, misspelt, given twice or out of range",
    ),
];

const INDEX: &str = "\
# Errors

The compiler's answer to each mistake, as the terminal prints it. A mistake has one error, at the word
that is wrong, and the last lines of the error say what to do. Errors without such a line are the compiler's own; it
suggests the name that was meant.

The pages are made from the goldens in `kerust-tests/ui` by `KERUST_GALLERY=write cargo test --test errors gallery`, and a test keeps
them up to date.

| page | about | mistakes |
| --- | --- | --- |
";

/// The page about other libraries.
const ELSEWHERE: &str = "elsewhere";

/// The same mistakes with other libraries.
const PEERS: &str = include_str!("../../peers/errors.md");

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

/// The page of a group.
fn page(title: &str, cases: &[Case]) -> String {
    let mut page = format!("# {title}\n\n[All errors](README.md)\n");
    for case in cases {
        let title = case.name.replace('_', " ");
        let source = case.source.replace("use kerust::prelude::*;\n\n", "");
        let error = case.error.replace("$WORKSPACE/", "");
        write!(
            page,
            "\n## {title}\n\n```rust,ignore\n{}\n```\n\n```text\n{}\n```\n",
            source.trim(),
            error.trim()
        )
        .unwrap();
    }
    page
}

/// All pages, each with the name of its file.
fn pages() -> Vec<(String, String)> {
    let mut index = INDEX.to_owned();
    let mut pages = Vec::new();
    for (group, title, mistakes) in GROUPS {
        let cases = cases(group);
        writeln!(
            index,
            "| [{title}]({group}.md) | {mistakes} | {} |",
            cases.len()
        )
        .unwrap();
        pages.push((format!("{group}.md"), page(title, &cases)));
    }
    index += &format!(
        "\n[The same mistakes with other libraries]({ELSEWHERE}.md): dfdx, burn and candle.\n"
    );
    pages.push(("README.md".into(), index));
    pages.push((format!("{ELSEWHERE}.md"), PEERS.into()));
    pages
}

#[test]
fn the_pages_show_the_goldens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors");
    let writes = env::var_os("KERUST_GALLERY").is_some_and(|gallery| gallery == "write");
    for (name, page) in pages() {
        let path = folder.join(&name);
        if writes {
            fs::write(&path, &page).expect("the page is written");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == page,
            "docs/errors/{name} is not what the goldens say; write it anew with \
             `KERUST_GALLERY=write cargo test --test errors gallery`"
        );
    }
}

#[test]
fn one_error_for_each_mistake_and_no_internal_name() {
    let mut count = 0;
    for (group, ..) in GROUPS {
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
            // Lengths as typenum writes them, in the type of the user's own data.
            let of_typenum = name.starts_with("generic_array");
            for internal in ["__", "Recovered", "UInt<", "UTerm", "B1>", "Gate<"] {
                assert!(
                    of_typenum || !error.contains(internal),
                    "{group}/{name} shows `{internal}`"
                );
            }
        }
    }
    assert!(count >= 100, "{count} goldens");
}
