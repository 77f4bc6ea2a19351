//! What a file imports: `use` and paths of its own crate, without comments, documentation and tests.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A path of the crate and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub line: usize,
    /// From the crate's root.
    pub path: Vec<String>,
    /// How many of the path's first parts are the module in which it stands, if it does not say `crate`,
    /// `super` or `self`: it is one of this crate only where the next part is a module of that one.
    pub relative: Option<usize>,
}

/// Everything that is found in the file of a module.
#[derive(Default)]
pub struct Found {
    pub imports: Vec<Import>,
    /// The modules that stand in the file itself.
    pub modules: Vec<Vec<String>>,
    /// Those that are files of tests.
    pub of_tests: Vec<Vec<String>>,
}

/// The imports of `source`, the file of the module `module`.
pub fn imports(source: &str, module: &[String]) -> Found {
    let tokens: TokenStream = source.parse().expect("a file of Rust");
    let mut found = Found::default();
    found.modules.push(module.to_vec());
    walk(tokens, module, &mut found);
    found
}

fn walk(tokens: TokenStream, module: &[String], found: &mut Found) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        let next = tokens.get(at + 1);
        match &tokens[at] {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let inner = usize::from(is_punct(next, '!'));
                at += 1 + inner;
                if let Some(TokenTree::Group(attribute)) = tokens.get(at) {
                    at += 1;
                    if inner == 0 && is_for_tests_or_documentation(attribute) {
                        let end = after_item(&tokens, at);
                        if let [TokenTree::Ident(word), TokenTree::Ident(name), _] =
                            &tokens[at..end]
                            && word == "mod"
                        {
                            found.of_tests.push(joined(module, name.to_string()));
                        }
                        at = end;
                    }
                }
                continue;
            }
            TokenTree::Ident(ident) if ident == "pub" && is_group(next, Delimiter::Parenthesis) => {
                at += 2;
                continue;
            }
            TokenTree::Ident(ident) if ident == "mod" => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                    (next, tokens.get(at + 2))
                {
                    let inner = joined(module, name.to_string());
                    found.modules.push(inner.clone());
                    walk(body.stream(), &inner, found);
                    at += 3;
                    continue;
                }
            }
            TokenTree::Ident(ident) if ident == "use" => {
                let end = (at..tokens.len()).find(|i| is_punct(tokens.get(*i), ';'));
                let end = end.unwrap_or(tokens.len());
                tree(&tokens[at + 1..end], &[], module, found);
                at = end;
                continue;
            }
            TokenTree::Ident(_) if is_separator(&tokens, at + 1) => {
                let (path, end) = path(&tokens, at);
                add(&path, tokens[at].span().start().line, module, false, found);
                at = end;
                continue;
            }
            TokenTree::Group(group) => walk(group.stream(), module, found),
            _ => {}
        }
        at += 1;
    }
}

/// A tree of `use`: the paths before and in its braces.
fn tree(tokens: &[TokenTree], before: &[String], module: &[String], found: &mut Found) {
    for tree_tokens in tokens.split(|token| is_punct(Some(token), ',')) {
        let start = usize::from(is_punct(tree_tokens.first(), '$'));
        let Some(first) = tree_tokens.get(start) else {
            continue;
        };
        let (path, end) = path(tree_tokens, start);
        let whole: Vec<String> = before.iter().cloned().chain(path).collect();
        match tree_tokens.get(end) {
            Some(TokenTree::Group(group)) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                tree(&inner, &whole, module, found);
            }
            _ => add(&whole, first.span().start().line, module, true, found),
        }
    }
}

/// The path from token `at` on, and the first token after it.
fn path(tokens: &[TokenTree], mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(TokenTree::Ident(part)) = tokens.get(at) {
        path.push(part.to_string());
        at += 1;
        if !is_separator(tokens, at) {
            break;
        }
        at += 2;
    }
    (path, at)
}

/// Adds a path as one from the crate's root.
fn add(path: &[String], line: usize, module: &[String], is_use: bool, found: &mut Found) {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let (base, rest) = match path.first().map(String::as_str) {
        Some("crate") => (&[][..], &path[1..]),
        Some("self") => (module, &path[1..]),
        Some("super") => (&module[..module.len() - ups], &path[ups..]),
        Some(_) if is_use => (module, path),
        _ => return,
    };
    let relative = !matches!(path[0].as_str(), "crate" | "self" | "super");
    found.imports.push(Import {
        line,
        path: base.iter().chain(rest).cloned().collect(),
        relative: relative.then_some(base.len()),
    });
}

/// The token after the item that begins at `at`, and after its other attributes.
fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let end = (at..tokens.len()).find(|i| {
        is_punct(tokens.get(*i), ';')
            || is_group(tokens.get(*i), Delimiter::Brace) && !is_punct(tokens.get(*i + 1), ';')
    });
    end.map_or(tokens.len(), |end| end + 1)
}

fn is_for_tests_or_documentation(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    ["cfg(test)", "cfg(all(test", "cfg(doc)"]
        .iter()
        .any(|start| text.starts_with(start))
}

fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

fn is_group(token: Option<&TokenTree>, delimiter: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}

fn joined(module: &[String], name: String) -> Vec<String> {
    module.iter().cloned().chain([name]).collect()
}
