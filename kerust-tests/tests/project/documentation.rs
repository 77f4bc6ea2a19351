//! The documentation of all public words: each has an example that runs and names its source, and no
//! comment begins with "What".

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of words, which are folders too.
const MODULES: [&str; 10] = [
    "activations",
    "callbacks",
    "constraints",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "optimizers",
    "regularizers",
    "schedules",
];

/// Names of these modules that are settings of words, and no words themselves.
const SETTINGS: [&str; 21] = [
    "Aggregation",
    "AnyOptimizer",
    "Argmax",
    "Averaging",
    "Axis",
    "Curve",
    "Direction",
    "Infinity",
    "Reduction",
    "SaveFreq",
    "Summation",
    "Training",
    "UpdateFreq",
    "columns",
    "fan_avg",
    "fan_in",
    "fan_out",
    "loss",
    "rows",
    "uniform",
    "untruncated_normal",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources in a folder and below, each with its path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("the folder is read") {
        let entry = entry.expect("the folder is read");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            sources.extend(self::sources(&path));
        } else if path.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).expect("the source is read");
            sources.push((path, text));
        }
    }
    sources.sort();
    sources
}

/// The words that the prelude exports from modules of this name.
fn exported(prelude: &str, module: &str) -> Vec<String> {
    let lines = prelude.lines().filter(|line| !line.starts_with("//!"));
    let text: String = lines.collect();
    let uses = text
        .split(';')
        .filter_map(|used| used.split_once("pub use ")?.1.trim().rsplit_once("::"));
    let names = uses
        .filter(|(path, _)| path.ends_with(&format!("::{module}")))
        .flat_map(|(_, names)| names.trim_matches(['{', '}']).split(','));
    let names = names.map(|name| name.trim().to_owned());
    names
        .filter(|name| !name.is_empty() && !name.starts_with("val_"))
        .filter(|name| !SETTINGS.contains(&name.as_str()))
        .collect()
}

/// The text of a comment line.
fn comment(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix("//")?;
    Some(text.trim_start_matches(['/', '!']).trim())
}

/// The text of a documentation line.
fn documentation(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix("///")?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// Whether a line declares something with this name, after `keyword`.
fn declares(line: &str, keyword: &str, name: &str) -> bool {
    let rest = line.trim_start().strip_prefix(keyword);
    let rest = rest.and_then(|rest| rest.strip_prefix(name));
    rest.is_some_and(|rest| {
        let is_type = !keyword.is_empty() && rest.starts_with(':');
        is_type || rest.is_empty() || rest.starts_with(['<', '(', ',', ';', ' ', '{'])
    })
}

/// A word's documentation, line by line: that of a type, or in a macro that declares one.
fn documentation_of<'a>(sources: &'a [(String, String)], name: &str) -> Option<Vec<&'a str>> {
    for keyword in ["pub struct ", "pub enum ", ""] {
        for (_, source) in sources {
            let lines: Vec<&str> = source.lines().collect();
            for at in 0..lines.len() {
                if !declares(lines[at], keyword, name) {
                    continue;
                }
                let above = lines[..at].iter().rev();
                let above = above.skip_while(|line| line.trim_start().starts_with("#["));
                let mut found: Vec<&str> = above.map_while(|line| documentation(line)).collect();
                found.reverse();
                if !found.is_empty() {
                    return Some(found);
                }
            }
        }
    }
    None
}

/// Whether one of the code blocks is compiled and run.
fn has_example(lines: &[&str]) -> bool {
    let mut fences = lines.iter().filter_map(|line| line.strip_prefix("```"));
    let mut found = false;
    while let (Some(begin), Some(_)) = (fences.next(), fences.next()) {
        found |= matches!(begin.trim(), "" | "rust" | "should_panic");
    }
    found
}

/// Whether Keras, a paper's year in parentheses, or another source is named.
fn has_source(lines: &[&str]) -> bool {
    let text = lines.join(" ");
    let is_year = |part: &str| {
        let year = part.rsplit([' ', '(']).next();
        year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.contains("Keras") || text.contains("Source: ") || text.split(')').any(is_year)
}

/// Whether a name is that of a trait or of another name of a word.
fn is_other(sources: &[(String, String)], name: &str) -> bool {
    let mut lines = sources.iter().flat_map(|(_, source)| source.lines());
    lines.any(|line| declares(line, "pub trait ", name) || declares(line, "pub type ", name))
}

#[test]
fn each_word_has_an_example_and_a_source() {
    let prelude = fs::read_to_string(root().join("src/prelude.rs")).expect("the prelude is read");
    let mut all = sources("src");
    all.extend(sources("kerust-core/src"));
    let mut lacking = Vec::new();
    for module in MODULES {
        let folder = format!("/{module}/");
        let here = all.iter().filter(|(path, _)| path.contains(&folder));
        let sources: Vec<_> = here.cloned().collect();
        let names = exported(&prelude, module);
        let words: Vec<_> = names
            .iter()
            .filter(|name| !is_other(&sources, name))
            .collect();
        assert!(!words.is_empty(), "{module} has words");
        let mut complete = 0;
        for name in &words {
            let Some(lines) = documentation_of(&sources, name) else {
                lacking.push(format!("{module}::{name} has no documentation"));
                continue;
            };
            let (example, source) = (has_example(&lines), has_source(&lines));
            complete += usize::from(example && source);
            if !example {
                lacking.push(format!("{module}::{name} has no example that runs"));
            }
            if !source {
                lacking.push(format!("{module}::{name} names neither Keras nor a paper"));
            }
        }
        println!("{module}: {complete} of {}", words.len());
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn no_comment_begins_with_what() {
    let mut found = Vec::new();
    for folder in ["src", "kerust-core/src", "kerust-macros/src"] {
        for (path, source) in sources(folder) {
            let mut before = None;
            for (index, line) in source.lines().enumerate() {
                let text = comment(line);
                let begins = before.is_none_or(str::is_empty);
                if begins && text.is_some_and(|text| text.starts_with("What ")) {
                    found.push(format!("{path}:{}: {}", index + 1, line.trim()));
                }
                before = text;
            }
        }
    }
    assert!(
        found.is_empty(),
        "a comment begins with a noun:\n{}",
        found.join("\n")
    );
}
