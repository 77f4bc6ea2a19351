//! What an editor asks the compiler at every key stroke: a model up to each of its tokens gives at
//! most one error, and its name still resolves.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

const MODELS: [&str; 3] = [
    "pub struct Net < Dense<4, 8>(relu), Dropout(0.2), Dense<8, 3>(softmax) >",
    "pub struct Net < Image<8, 8, 1>, Conv2D<1, 2, 3>(relu, padding = same), Flatten, Dense<128, 2> >",
    "pub struct Net < Vector<4>, Rescaling(1.0 / 255.0, offset = -0.5), Dense<4, { 2 * 2 }>(kernel_initializer = he_normal) >",
];

/// The tokens up to each of them; brackets that are open are closed, as an editor does.
fn prefixes(tokens: TokenStream) -> Vec<TokenStream> {
    let mut before = TokenStream::new();
    let mut prefixes = Vec::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let inner = std::iter::once(TokenStream::new()).chain(prefixes_of(group));
            for inside in inner {
                let mut prefix = before.clone();
                prefix.extend([TokenTree::Group(Group::new(group.delimiter(), inside))]);
                prefixes.push(prefix);
            }
        }
        before.extend([token]);
        prefixes.push(before.clone());
    }
    prefixes
}

fn prefixes_of(group: &Group) -> Vec<TokenStream> {
    // Half an expression in braces is the compiler's to judge.
    match group.delimiter() {
        Delimiter::Parenthesis => prefixes(group.stream()),
        _ => Vec::new(),
    }
}

#[test]
fn every_prefix_has_at_most_one_error_and_a_name() {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("half-typed");
    fs::create_dir_all(package.join("src")).unwrap();
    let kerust = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut manifest = format!(
        "[package]\nname = \"half-typed\"\nedition = \"2024\"\nautobins = false\n[workspace]\n\
         [dependencies]\nkerust = {{ path = {kerust:?}, default-features = false }}\n"
    );
    let mut sources = Vec::new();
    for model in MODELS {
        for prefix in prefixes(model.parse().unwrap()) {
            let prefix = prefix.to_string();
            // Before its name there is nothing to resolve.
            if !prefix.contains("Net") {
                continue;
            }
            let name = format!("case_{}", sources.len());
            let source = format!(
                "use kerust::prelude::*;\nmodel! {{ {prefix} }}\nfn main() {{\n    let net = Net::new(1);\n    let _: &Net = &net;\n}}\n"
            );
            fs::write(package.join(format!("src/{name}.rs")), &source).unwrap();
            writeln!(
                manifest,
                "[[bin]]\nname = \"{name}\"\npath = \"src/{name}.rs\""
            )
            .unwrap();
            sources.push(prefix);
        }
    }
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::copy(kerust.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--message-format=short"])
        .env("CARGO_TARGET_DIR", package.join("target"))
        .current_dir(&package)
        .output()
        .expect("cargo runs");
    let output = String::from_utf8(output.stderr).expect("cargo writes UTF-8");
    let mut wrong = String::new();
    for (index, prefix) in sources.iter().enumerate() {
        let file = format!("src/case_{index}.rs:");
        let errors: Vec<_> = (output.lines())
            .filter(|line| line.contains(&file) && line.contains(": error"))
            .collect();
        let names = errors.iter().any(|error| error.contains("`Net`"));
        if errors.len() > 1 || names || prefix.is_empty() {
            writeln!(wrong, "{prefix}\n    {}", errors.join("\n    ")).unwrap();
        }
    }
    assert!(
        output.contains("Checking half-typed"),
        "nothing was compiled: {output}"
    );
    assert!(sources.len() > 60, "{} prefixes", sources.len());
    assert!(wrong.is_empty(), "of {} prefixes:\n{wrong}", sources.len());
}
