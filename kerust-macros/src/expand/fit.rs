//! `fit!`

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, Lit, Result};

use crate::diagnostics::print;
use crate::expand::call;
use crate::expand::literals::Checks;
use crate::expand::model::recover;
use crate::expand::output_names::OutputNames;
use crate::grammar::keywords::Keywords;
use crate::grammar::{all_tokens, expressions, outputs};

/// The names of the settings.
pub const SETTINGS: [&str; 17] = [
    "epochs",
    "batch_size",
    "validation_data",
    "validation_split",
    "validation_freq",
    "validation_batch_size",
    "validation_steps",
    "steps_per_epoch",
    "initial_epoch",
    "train_step",
    "sample_weight",
    "class_weight",
    "shuffle",
    "seed",
    "threads",
    "verbose",
    "callbacks",
];

/// The error of a missing argument: its beginning and its example.
const NEEDS: call::Needs = call::Needs {
    macro_name: "fit!",
    example: "fit!(model, &x, &y, epochs = 10)",
};

/// The expansion of `fit!`.
pub fn expand(input: TokenStream) -> TokenStream {
    all_tokens::parse(input, parse).unwrap_or_else(|error| recover::expression(&error))
}

fn parse(input: ParseStream<'_>) -> Result<TokenStream> {
    let [model, x, y] = call::arguments(input, [call::MODEL, call::ROWS, call::LABELS], NEEDS)?;
    let mut keywords = Keywords::parse(input, "fit!", &SETTINGS)?;

    let mut checks = Checks::default();
    let simple = checks.setters(
        &mut keywords,
        &[
            "epochs",
            "initial_epoch",
            "batch_size",
            "steps_per_epoch",
            "validation_freq",
            "validation_batch_size",
            "validation_steps",
            "shuffle",
            "seed",
            "threads",
            "train_step",
        ],
    );
    let split = keywords.take("validation_split");
    let data = keywords.take("validation_data");
    if let (Some((name, _)), Some(_)) = (&split, &data) {
        let text = "give `validation_data` or `validation_split`, not both";
        return Err(Error::new_spanned(name, text));
    }
    if let Some((_, pair)) = &data
        && let Expr::Array(list) = expressions::bare(pair)
    {
        let inside = print::tokens(&list.elems);
        let text = format!("`validation_data` takes a pair: write `({inside})`");
        return Err(Error::new_spanned(pair, text));
    }
    if let Some((name, share)) = &split {
        checks.add(name, share);
    }
    let (rows, classes) = (
        keywords.take("sample_weight"),
        keywords.take("class_weight"),
    );
    let mut names = OutputNames::default();
    let callbacks = call::callbacks(&mut keywords)?;
    let model = call::receiver(&model);
    let (x, y) = (call::borrowed(&x), call::borrowed(&y));
    let call_fit = quote_spanned!(print::ends(&model).0=> .fit(#x, #y));
    let fit = quote!(#model #call_fit #simple);
    let fit = weights(fit, rows.as_ref(), classes.as_ref(), &mut names)?;
    let fit = validation(fit, split.as_ref(), data.as_ref(), &mut names)?;
    let fit = quote!(#fit #callbacks .run());
    let fit = match &data {
        Some((_, pair)) if !is_tuple(pair) => {
            let mut pattern = Group::new(Delimiter::Parenthesis, pair_of_validation());
            pattern.set_span(print::ends(pair).1);
            let pair = call::borrowed(pair);
            quote!(match #pair { #pattern => #fit })
        }
        _ => fit,
    };
    Ok(checks.before(names.before(call::value(&fit))))
}

fn is_tuple(pair: &Expr) -> bool {
    matches!(expressions::bare(pair), Expr::Tuple(_))
}

/// The names of the parts of a pair that is a variable, which no name of the user's can be.
fn pair_of_validation() -> TokenStream {
    let x = Ident::new("validation_x", Span::mixed_site());
    let y = Ident::new("validation_y", Span::mixed_site());
    quote!(#x, #y)
}

/// The setter of `sample_weight` or of `class_weight`.
fn weights<'a>(
    fit: TokenStream,
    rows: Option<&'a (Ident, Expr)>,
    classes: Option<&'a (Ident, Expr)>,
    names: &mut OutputNames<'a>,
) -> Result<TokenStream> {
    if let (Some((name, _)), Some(_)) = (classes, rows) {
        let text = "give `sample_weight` or `class_weight`, not both";
        return Err(Error::new_spanned(name, text));
    }
    if let Some((key, weights)) = classes {
        match outputs::named(weights, &key.to_string())? {
            Some(named) => named.iter().try_for_each(|(_, weights)| once(weights))?,
            None => once(weights)?,
        }
    }
    match rows.or(classes) {
        Some((key, weights)) => call::weights(fit, key, weights, names),
        None => Ok(fit),
    }
}

/// A check that no literal class in `[(0, 2.0), …]` has two weights.
///
/// # Errors
/// If one has.
fn once(weights: &Expr) -> Result<()> {
    let pairs = match expressions::bare(weights) {
        Expr::Reference(reference) => return once(&reference.expr),
        Expr::Array(pairs) => &pairs.elems,
        _ => return Ok(()),
    };
    let mut given = Vec::new();
    for pair in pairs {
        let Expr::Tuple(pair) = expressions::bare(pair) else {
            continue;
        };
        let Some(Expr::Lit(class)) = pair.elems.first().map(expressions::bare) else {
            continue;
        };
        let Lit::Int(number) = &class.lit else {
            continue;
        };
        if given.contains(&number.base10_digits()) {
            let text = format!("class {number} has two weights");
            return Err(Error::new_spanned(class, text));
        }
        given.push(number.base10_digits());
    }
    Ok(())
}

/// The setter of the validation data.
fn validation<'a>(
    fit: TokenStream,
    split: Option<&(Ident, Expr)>,
    data: Option<&'a (Ident, Expr)>,
    names: &mut OutputNames<'a>,
) -> Result<TokenStream> {
    if let Some((name, share)) = split {
        let share = expressions::expression(share);
        return Ok(quote!(#fit.#name(#share)));
    }
    let Some((name, pair)) = data else {
        return Ok(fit);
    };
    Ok(match expressions::bare(pair) {
        // Its parts are separate, so that an error is at the wrong one.
        Expr::Tuple(pair) => {
            let data = pair.elems.iter().take(2).map(call::borrowed);
            let fit = quote!(#fit.#name(#(#data),*));
            match pair.elems.get(2) {
                Some(weights) => {
                    let key = Ident::new("validation_sample_weight", print::ends(weights).1);
                    call::weights(fit, &key, weights, names)?
                }
                None => fit,
            }
        }
        _ => {
            let pair = pair_of_validation();
            quote!(#fit.#name(#pair))
        }
    })
}
