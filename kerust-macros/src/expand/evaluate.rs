//! `evaluate!` and `predict!`

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Result;
use syn::parse::ParseStream;

use crate::diagnostics::print;
use crate::expand::call::{self, Needs};
use crate::expand::literals::Checks;
use crate::expand::model::recover;
use crate::expand::output_names::OutputNames;
use crate::grammar::all_tokens;
use crate::grammar::keywords::Keywords;

const EVALUATE: Needs = Needs {
    macro_name: "evaluate!",
    example: "evaluate!(model, &x, &y, batch_size = 64)",
};

const PREDICT: Needs = Needs {
    macro_name: "predict!",
    example: "predict!(model, &x, batch_size = 64)",
};

/// The names of the settings of `evaluate!`.
pub const SETTINGS: [&str; 6] = [
    "batch_size",
    "sample_weight",
    "steps",
    "threads",
    "verbose",
    "callbacks",
];

/// The names of the settings of `predict!`.
pub const SETTINGS_OF_PREDICT: [&str; 5] =
    ["batch_size", "steps", "threads", "verbose", "callbacks"];

/// The expansion of `evaluate!`.
pub fn expand(input: TokenStream) -> TokenStream {
    all_tokens::parse(input, evaluate).unwrap_or_else(|error| recover::expression(&error))
}

/// The expansion of `predict!`.
pub fn expand_predict(input: TokenStream) -> TokenStream {
    all_tokens::parse(input, predict).unwrap_or_else(|error| recover::expression(&error))
}

fn evaluate(input: ParseStream<'_>) -> Result<TokenStream> {
    let [model, x, y] = call::arguments(input, [call::MODEL, call::ROWS, call::LABELS], EVALUATE)?;
    let mut keywords = Keywords::parse(input, EVALUATE.macro_name, &SETTINGS)?;
    let mut checks = Checks::default();
    let simple = checks.setters(&mut keywords, &["batch_size", "steps", "threads"]);
    let given = keywords.take("sample_weight");
    let mut names = OutputNames::default();
    let callbacks = call::callbacks(&mut keywords)?;
    let (receiver, x, y) = (
        call::receiver(&model),
        call::borrowed(&x),
        call::borrowed(&y),
    );
    let evaluation = quote_spanned!(print::ends(&model).0=> .evaluation(#x, #y));
    let mut call = quote!(#receiver #evaluation #simple);
    if let Some((key, weights)) = &given {
        call = call::weights(call, key, weights, &mut names)?;
    }
    let evaluation = quote!(#call #callbacks .run());
    Ok(checks.before(names.before(call::value(&evaluation))))
}

fn predict(input: ParseStream<'_>) -> Result<TokenStream> {
    let [model, x] = call::arguments(input, [call::MODEL, call::ROWS], PREDICT)?;
    let mut keywords = Keywords::parse(input, PREDICT.macro_name, &SETTINGS_OF_PREDICT)?;
    let mut checks = Checks::default();
    let simple = checks.setters(&mut keywords, &["batch_size", "steps", "threads"]);
    let callbacks = call::callbacks(&mut keywords)?;
    let (receiver, x) = (call::receiver(&model), call::borrowed(&x));
    let prediction = quote_spanned!(print::ends(&model).0=> .prediction(#x));
    let call = quote!(#receiver #prediction #simple #callbacks .run());
    Ok(checks.before(call::value(&call)))
}
