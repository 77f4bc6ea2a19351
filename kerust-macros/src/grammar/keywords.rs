//! `name = value` lists, of `compile!` and of `fit!`.

use proc_macro2::TokenTree;
use syn::parse::{ParseStream, Parser};
use syn::{Error, Expr, Ident, Result, Token, token};

use super::arguments::twice;
use crate::diagnostics::distance::nearest;
use crate::diagnostics::print::{self, list};

/// The settings of a macro, each of which is given at most once.
pub struct Keywords {
    macro_name: &'static str,
    known: &'static [&'static str],
    given: Vec<(Ident, Expr)>,
}

impl Keywords {
    /// Reads `, name = value, …` to the end.
    pub fn parse(
        input: ParseStream<'_>,
        macro_name: &'static str,
        known: &'static [&'static str],
    ) -> Result<Self> {
        let mut keywords = Keywords {
            macro_name,
            known,
            given: Vec::new(),
        };
        while !input.is_empty() {
            if !input.peek(Token![,]) {
                return Err(input.error("expected `,` before the next setting"));
            }
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let (name, value) = keywords.setting(input)?;
            keywords.add(name, value)?;
        }
        Ok(keywords)
    }

    fn setting(&self, input: ParseStream<'_>) -> Result<(Ident, Expr)> {
        let example = format!("expected a setting, for example `{} = …`", self.known[0]);
        if !input.peek(Ident) {
            return Err(input.error(example));
        }
        let name: Ident = input.parse()?;
        if input.peek(Token![:]) {
            let text = format!("write `{name} = …`, with `=` in place of `:`");
            return Err(input.error(text));
        }
        if !input.peek(Token![=]) {
            return Err(Error::new_spanned(&name, example));
        }
        input.parse::<Token![=]>()?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(Error::new_spanned(
                &name,
                format!("`{name} =` needs a value"),
            ));
        }
        if let Some(pairs) = dictionary(input) {
            let text = format!("write `{name} = [{pairs}]`");
            return Err(input.error(text));
        }
        Ok((name, input.parse()?))
    }

    fn add(&mut self, name: Ident, value: Expr) -> Result<()> {
        let text = name.to_string();
        if !self.known.contains(&text.as_str()) {
            let macro_name = self.macro_name;
            let help = match nearest(&text, self.known) {
                Some(near) => format!("; did you mean `{near}`?"),
                None => format!("; it has {}", list(self.known)),
            };
            let text = format!("`{macro_name}` has no setting `{name}`{help}");
            return Err(Error::new_spanned(&name, text));
        }
        if self.given.iter().any(|(given, _)| *given == name) {
            return Err(twice(&name));
        }
        self.given.push((name, value));
        Ok(())
    }

    /// Removes and returns a setting.
    pub fn take(&mut self, name: &str) -> Option<(Ident, Expr)> {
        let index = self.given.iter().position(|(given, _)| given == name)?;
        Some(self.given.remove(index))
    }
}

/// The pairs of Python's dictionary: `(0, 1.0), (1, 2.0)` for `{0: 1.0, 1: 2.0}`.
fn dictionary(input: ParseStream<'_>) -> Option<String> {
    let fork = input.fork();
    if !fork.peek(token::Brace) {
        return None;
    }
    let content: TokenTree = fork.parse().ok()?;
    let TokenTree::Group(content) = content else {
        return None;
    };
    let entry = |input: ParseStream<'_>| {
        let key: Expr = input.parse()?;
        input.parse::<Token![:]>()?;
        let value: Expr = input.parse()?;
        Ok(format!(
            "({}, {})",
            print::tokens(&key),
            print::tokens(&value)
        ))
    };
    let entries = |input: ParseStream<'_>| input.parse_terminated(entry, Token![,]);
    let entries = entries.parse2(content.stream()).ok()?;
    (!entries.is_empty()).then(|| entries.into_iter().collect::<Vec<_>>().join(", "))
}
