//! `compile!`

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, ExprPath, Ident, LitStr, Result};

use crate::diagnostics::print;
use crate::expand::constructor;
use crate::expand::loss_or_metric::{Chosen, chosen};
use crate::expand::model::recover;
use crate::grammar::keywords::Keywords;
use crate::grammar::{all_tokens, arguments, expressions};

const NEEDS_MODEL: &str =
    "`compile!` needs a model first: `compile!(Net::new(42), optimizer = Adam, loss = mse)`";

/// The names of the settings.
pub const SETTINGS: [&str; 4] = ["optimizer", "loss", "metrics", "weighted_metrics"];

/// The expansion of `compile!`.
pub fn expand(input: TokenStream) -> TokenStream {
    all_tokens::parse(input, parse).unwrap_or_else(|error| recover::expression(&error))
}

fn parse(input: ParseStream<'_>) -> Result<TokenStream> {
    if input.is_empty() {
        return Err(input.error(NEEDS_MODEL));
    }
    let model: Expr = input.parse()?;
    if let Expr::Assign(assign) = &model {
        return Err(Error::new_spanned(&assign.left, NEEDS_MODEL));
    }
    if let Expr::Path(ExprPath {
        qself: None, path, ..
    }) = expressions::bare(&model)
        && constructor::is_type(path)
        && constructor::is_word_alone(path)
    {
        let name = print::tokens(path);
        let text =
            format!("`{name}` is a type: write `{name}::new(42)`, with a seed for its weights");
        return Err(Error::new_spanned(path, text));
    }
    let mut keywords = Keywords::parse(input, "compile!", &SETTINGS)?;
    let missing = |text| Error::new_spanned(&model, text);
    let (_, optimizer) = keywords.take("optimizer").ok_or_else(|| {
        missing("`compile!` needs an optimizer after the model, for example `optimizer = Adam(learning_rate = 0.001)`")
    })?;
    let (_, loss) = keywords.take("loss").ok_or_else(|| {
        missing("`compile!` needs a loss after the model, for example `loss = mse`")
    })?;
    let optimizer = optimizer_value(&optimizer)?;
    let last = print::ends(&loss).1;
    let loss = match chosen(&loss, "loss")? {
        Chosen::Word(word) => quote_spanned!(last=> .loss::<#word>()),
        Chosen::Value(value) => quote_spanned!(last=> .loss_with(#value)),
    };
    let mut plain = Vec::new();
    let metrics = metric_calls(keywords.take("metrics"), &mut plain)?;
    let weighted = weighted_calls(keywords.take("weighted_metrics"), &plain)?;
    let model = expressions::expression(&model);
    Ok(quote! {
        __kerust::compile::Compile::new(#model)
            .optimizer(#optimizer)
            #loss
            #metrics
            #weighted
    })
}

fn optimizer_value(optimizer: &Expr) -> Result<TokenStream> {
    let optimizer = expressions::bare(optimizer);
    if let Expr::Lit(literal) = optimizer {
        if let syn::Lit::Str(name) = &literal.lit {
            return Ok(quoted(name));
        }
        let text = "`optimizer` takes an optimizer, for example `Adam(learning_rate = 0.001)`";
        return Err(Error::new_spanned(optimizer, text));
    }
    constructor::build(optimizer)
}

/// The error that an optimizer is no text: which one is meant is for the optimizers to say.
fn quoted(name: &LitStr) -> TokenStream {
    let span = name.span();
    let mut argument = Group::new(Delimiter::Parenthesis, name.to_token_stream());
    argument.set_span(span);
    let check = quote_spanned!(span=> __kerust::optimizers::quoted #argument);
    // Behind the check there is no type, and the compiler says nothing of what follows.
    quote!({
        #[allow(non_camel_case_types)]
        type optimizer = __kerust::Rank<{ #check }>;
        <<optimizer as __kerust::Passed>::Through<__kerust::optimizers::SGD>>::new()
    })
}

/// The calls for `metrics = […]`; the names of the words are added to `given`.
fn metric_calls(metrics: Option<(Ident, Expr)>, given: &mut Vec<String>) -> Result<TokenStream> {
    let Some((key, metrics)) = metrics else {
        return Ok(TokenStream::new());
    };
    let mut calls = TokenStream::new();
    for metric in arguments::list(&metrics, &key.to_string())? {
        let last = print::ends(metric).1;
        let chosen = chosen(metric, &key.to_string())?;
        add_name(metric, given)?;
        calls.extend(match chosen {
            Chosen::Word(word) => quote_spanned!(last=> .metric::<#word>()),
            Chosen::Value(value) => quote_spanned!(last=> .metric_with(#value)),
        });
    }
    Ok(calls)
}

/// The calls for `weighted_metrics = […]`, with the names of the words in `metrics`.
fn weighted_calls(metrics: Option<(Ident, Expr)>, plain: &[String]) -> Result<TokenStream> {
    let Some((key, metrics)) = metrics else {
        return Ok(TokenStream::new());
    };
    let (mut calls, mut given) = (TokenStream::new(), Vec::new());
    for metric in arguments::list(&metrics, &key.to_string())? {
        let last = print::ends(metric).1;
        let chosen = chosen(metric, &key.to_string())?;
        let name = add_name(metric, &mut given)?;
        let twin = plain.contains(&name);
        calls.extend(match chosen {
            Chosen::Word(word) => quote_spanned!(last=> .weighted_metric::<#twin, #word>()),
            Chosen::Value(value) => {
                quote_spanned!(last=> .weighted_metric_with::<#twin, _>(#value))
            }
        });
    }
    Ok(calls)
}

/// The name of a metric, which must not be given twice.
fn add_name(metric: &Expr, given: &mut Vec<String>) -> Result<String> {
    let word = match expressions::bare(metric) {
        Expr::Call(call) => &call.func,
        metric => metric,
    };
    let name = print::tokens(word);
    if given.contains(&name) {
        return Err(arguments::twice(word));
    }
    given.push(name.clone());
    Ok(name)
}
