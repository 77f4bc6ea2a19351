//! The pages: links go to files that exist, code is compiled as documentation, and the front page is short.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The Markdown files below a folder, without what is built or hidden.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name == "target" || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            pages(&path, found);
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).expect("a page is read")
}

/// The pages that are a part of the crate's documentation.
fn documented() -> Vec<String> {
    let sources = read("src/guide.rs") + &read("src/lib.rs");
    let pages = sources
        .split('"')
        .filter_map(|text| text.strip_prefix("../"));
    let pages = pages.filter(|page| page.ends_with(".md"));
    pages.map(String::from).collect()
}

/// The targets of the links of a page, outside of its code: `[text](target)` and `[label]: target`.
fn targets(page: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    let mut in_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        if let Some((_, target)) = line
            .split_once("]: ")
            .filter(|(label, _)| label.starts_with('[') && !label.contains(']'))
        {
            targets.push(target.trim());
        }
        // The pieces of a line between its backticks: every second one is code.
        for text in line.split('`').step_by(2) {
            let links = text.split("](").skip(1);
            targets.extend(links.filter_map(|link| link.split_once(')').map(|(target, _)| target)));
        }
    }
    targets
}

#[test]
fn links_go_to_files() {
    let mut found = Vec::new();
    pages(Path::new(ROOT), &mut found);
    let mut count = 0;
    let mut broken = Vec::new();
    for path in found {
        let page = fs::read_to_string(&path).expect("the page is read");
        for target in targets(&page) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            count += 1;
            let folder = path.parent().expect("a file lies in a folder");
            if !folder.join(file).exists() {
                broken.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
    assert!(count > 50, "{count} links were found");
}

/// Pages that are a part of the documentation are read in two places: their links have two definitions, in the page a
/// file, in `links.txt` a module.
#[test]
fn links_of_the_documentation_go_to_modules() {
    let modules = read("src/guide/links.txt");
    for path in documented() {
        for line in read(&path).lines() {
            let label = (line.split_once("]: ")).map(|(label, _)| label.to_owned() + "]: ");
            if let Some(label) = label.filter(|label| label.starts_with('[')) {
                assert!(modules.contains(&label), "{path}: links.txt has no {label}");
            }
            assert!(!line.contains(".md)"), "{path}: not by a label: {line}");
        }
    }
}

#[test]
fn code_is_a_part_of_the_documentation() {
    let documented = documented();
    assert!(documented.len() > 10, "{documented:?}");
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).expect("the folder is read");
    let docs = docs.map(|entry| format!("docs/{}", entry.unwrap().file_name().display()));
    let pages = docs.filter(|path| path.ends_with(".md"));
    for path in pages.chain(["ARCHITECTURE.md".into(), "CONTRIBUTING.md".into()]) {
        let is_tested = documented.contains(&path);
        assert!(is_tested || !read(&path).contains("```rust"), "{path}");
    }
}

#[test]
fn links_are_found_outside_of_code() {
    let page =
        "a [b](c.md), `x[0](d.md)` and ![e](f.svg)\n```rust\n[g](h.md)\n```\n[i]: j.md\n[k]: <l>";
    assert_eq!(targets(page), ["c.md", "f.svg", "j.md", "<l>"]);
}

#[test]
fn the_front_page_is_short() {
    let words = read("README.md").split_whitespace().count();
    assert!(words < 900, "README.md has {words} words");
}
