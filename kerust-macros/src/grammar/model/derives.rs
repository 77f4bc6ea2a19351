//! The derives of a model.

use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Path, Result, Token};

/// Derives that a model cannot have, and why.
const NEVER: [(&str, &str); 8] = [
    (
        "Copy",
        "a model is never `Copy`: each use would copy all weights; write `Clone`",
    ),
    (
        "Default",
        "a model has no default: its weights are random, `Net::new(seed)`",
    ),
    ("Eq", "weights are numbers with a point: write `PartialEq`"),
    ("Ord", "models have no order"),
    ("PartialOrd", "models have no order"),
    (
        "Hash",
        "weights are numbers with a point, which are not hashed",
    ),
    ("Serialize", WEIGHTS),
    ("Deserialize", WEIGHTS),
];

const WEIGHTS: &str =
    "weights are saved by `save_weights`, or as bytes by `to_bytes`, and not by `serde`";

/// The derives of an attribute, if it is one of derives that can be read.
pub fn derives(attribute: &Attribute) -> Option<Vec<Path>> {
    let parse = Punctuated::<Path, Token![,]>::parse_terminated;
    let is_derive = attribute.path().is_ident("derive");
    let paths = is_derive.then(|| attribute.parse_args_with(parse).ok())??;
    Some(paths.into_iter().collect())
}

/// The name of a derive without its path.
pub fn name(path: &Path) -> String {
    path.segments
        .last()
        .map_or_else(String::new, |last| last.ident.to_string())
}

/// # Errors
/// If a model derives what it cannot have.
pub fn check(attributes: &[Attribute]) -> Result<()> {
    for path in attributes.iter().filter_map(derives).flatten() {
        if let Some((_, text)) = NEVER.iter().find(|(never, _)| name(&path) == *never) {
            return Err(Error::new_spanned(path, text));
        }
    }
    Ok(())
}
