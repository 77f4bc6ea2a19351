//! `(kind = …, price = …)`: values for the outputs of a model, by their names.

use syn::{Error, Expr, ExprPath, Ident, Path, Result};

use super::arguments::twice;
use super::expressions::bare;
use crate::diagnostics::print;

/// The values of outputs by their names, if the value of `key` is such a list.
///
/// # Errors
/// If some values have names and others have none, or if a name is given twice.
pub fn named<'a>(value: &'a Expr, key: &str) -> Result<Option<Vec<(&'a Ident, &'a Expr)>>> {
    let values: Vec<&Expr> = match bare(value) {
        Expr::Paren(paren) => vec![&paren.expr],
        Expr::Tuple(tuple) => tuple.elems.iter().collect(),
        _ => return Ok(None),
    };
    let is_named = |value: &&Expr| matches!(bare(value), Expr::Assign(_));
    if !values.iter().any(is_named) {
        return Ok(None);
    }
    let mut named = Vec::<(&Ident, &Expr)>::new();
    for value in values {
        let Expr::Assign(assign) = bare(value) else {
            let text = format!(
                "write the name of its output before it: `{key} = (… = {})`",
                print::tokens(value)
            );
            return Err(Error::new_spanned(value, text));
        };
        let name = match &*assign.left {
            Expr::Path(ExprPath { path, .. }) => path.get_ident(),
            _ => None,
        };
        let Some(name) = name else {
            return Err(Error::new_spanned(
                &assign.left,
                "expected the name of an output",
            ));
        };
        if named.iter().any(|(given, _)| *given == name) {
            return Err(twice(name));
        }
        named.push((name, &assign.right));
    }
    Ok(Some(named))
}

/// The output and the value of `kind::val_accuracy`. A path of a module has more parts, or begins with `self`,
/// `super` or `crate`.
pub fn of_output(path: &Path) -> Option<(&Ident, &Ident)> {
    let mut parts = path.segments.iter();
    let (Some(output), Some(value), None) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let is_plain = path.leading_colon.is_none()
        && output.arguments.is_none()
        && value.arguments.is_none()
        && !["self", "super", "crate", "Self"]
            .iter()
            .any(|word| output.ident == word);
    is_plain.then_some((&output.ident, &value.ident))
}
