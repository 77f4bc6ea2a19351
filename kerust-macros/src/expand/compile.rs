//! `compile!`

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, ExprPath, Ident, LitStr, Result};

use crate::diagnostics::print;
use crate::expand::call::at;
use crate::expand::constructor;
use crate::expand::loss_or_metric::{Chosen, chosen};
use crate::expand::model::recover;
use crate::expand::output_names::OutputNames;
use crate::grammar::keywords::Keywords;
use crate::grammar::{all_tokens, arguments, expressions, outputs};

const NEEDS_MODEL: &str =
    "`compile!` needs a model first: `compile!(Net::new(42), optimizer = Adam, loss = mse)`";

/// The names of the settings.
pub const SETTINGS: [&str; 5] = [
    "optimizer",
    "loss",
    "metrics",
    "weighted_metrics",
    "loss_weights",
];

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
    let metrics = keywords.take("metrics");
    let weighted_metrics = keywords.take("weighted_metrics");
    let weights = keywords.take("loss_weights");
    let mut names = OutputNames::default();
    let model = expressions::expression(&model);
    let mut net = quote!(__kerust::compile::Compile::new(#model).optimizer(#optimizer));
    net = with_loss(net, &loss, &mut names)?;
    net = with_loss_weights(net, weights.as_ref(), &mut names)?;
    let mut plain = Vec::new();
    net = with_metrics(net, metrics.as_ref(), &mut plain, &mut names)?;
    net = with_weighted_metrics(net, weighted_metrics.as_ref(), &plain, &mut names)?;
    Ok(names.before(net))
}

/// `net` with `loss = mse`, or with `loss = (kind = mse, …)`. An error about the model is at the word.
fn with_loss<'a>(
    net: TokenStream,
    loss: &'a Expr,
    names: &mut OutputNames<'a>,
) -> Result<TokenStream> {
    let Some(losses) = outputs::named(loss, "loss")? else {
        if let Expr::Tuple(losses) = expressions::bare(loss) {
            let text = match losses.elems.first() {
                Some(first) => format!(
                    "write the name of its output before each loss: `loss = (… = {}, …)`",
                    print::tokens(first)
                ),
                None => "no output has a loss: write `loss = mse`, or with the names of outputs `loss = (kind = mse)`".into(),
            };
            return Err(Error::new_spanned(loss, text));
        }
        let last = print::ends(loss).1;
        return Ok(match chosen(loss, "loss")? {
            Chosen::Word(word) => quote_spanned!(last=> #net.loss::<#word>()),
            Chosen::Value(value) => quote_spanned!(last=> #net.loss_with(#value)),
        });
    };
    let mut net = quote!(#net.losses());
    for (name, loss) in losses {
        let output = names.add(name);
        let before = at((name.span(), name.span()), net);
        net = match chosen(loss, "loss")? {
            Chosen::Word(word) => {
                quote_spanned!(name.span()=> #before.loss_of::<#output, #word>())
            }
            Chosen::Value(value) => {
                quote_spanned!(name.span()=> #before.loss_of_with::<#output, _>(#value))
            }
        };
    }
    Ok(net)
}

/// `net` with `loss_weights = (kind = 1.0, …)`.
fn with_loss_weights<'a>(
    mut net: TokenStream,
    weights: Option<&'a (Ident, Expr)>,
    names: &mut OutputNames<'a>,
) -> Result<TokenStream> {
    let Some((key, weights)) = weights else {
        return Ok(net);
    };
    let Some(named) = outputs::named(weights, &key.to_string())? else {
        let text = "`loss_weights` has the names of outputs: write `loss_weights = (price = 0.1)`";
        return Err(Error::new_spanned(weights, text));
    };
    for (name, weight) in named {
        let (output, weight) = (names.add(name), expressions::expression(weight));
        let before = at((name.span(), name.span()), net);
        net = quote_spanned!(name.span()=> #before.loss_weight_of::<#output>(#weight));
    }
    Ok(net)
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

/// A metric that is given: the name of its output, if it has one, and its own.
type Given<'a> = (Option<&'a Ident>, String);

/// The metrics of `[…]`, and of `(kind = […], …)` with the names of their outputs.
fn listed<'a>(key: &Ident, metrics: &'a Expr) -> Result<Vec<(Option<&'a Ident>, &'a Expr)>> {
    let key = key.to_string();
    let mut all = Vec::new();
    match outputs::named(metrics, &key)? {
        Some(named) => {
            for (name, metrics) in named {
                let metrics = arguments::list(metrics, &name.to_string())?;
                all.extend(metrics.map(|metric| (Some(name), metric)));
            }
        }
        None => all.extend(arguments::list(metrics, &key)?.map(|metric| (None, metric))),
    }
    Ok(all)
}

/// `net` with `metrics = …`; the names of the words are added to `given`.
fn with_metrics<'a>(
    mut net: TokenStream,
    metrics: Option<&'a (Ident, Expr)>,
    given: &mut Vec<Given<'a>>,
    names: &mut OutputNames<'a>,
) -> Result<TokenStream> {
    let Some((key, metrics)) = metrics else {
        return Ok(net);
    };
    for (output, metric) in listed(key, metrics)? {
        let last = print::ends(metric).1;
        let chosen = chosen(metric, &key.to_string())?;
        add_name(output, metric, given)?;
        let before = before(net, output, metric);
        let output = output.map(|output| names.add(output));
        net = match (output, chosen) {
            (None, Chosen::Word(word)) => quote_spanned!(last=> #before.metric::<#word>()),
            (None, Chosen::Value(value)) => quote_spanned!(last=> #before.metric_with(#value)),
            (Some(output), Chosen::Word(word)) => {
                quote_spanned!(last=> #before.metric_of::<#output, #word>())
            }
            (Some(output), Chosen::Value(value)) => {
                quote_spanned!(last=> #before.metric_of_with::<#output, _>(#value))
            }
        };
    }
    Ok(net)
}

/// `net` with `weighted_metrics = …`, where `plain` are the names of the words in `metrics`.
fn with_weighted_metrics<'a>(
    mut net: TokenStream,
    metrics: Option<&'a (Ident, Expr)>,
    plain: &[Given<'a>],
    names: &mut OutputNames<'a>,
) -> Result<TokenStream> {
    let Some((key, metrics)) = metrics else {
        return Ok(net);
    };
    let mut given = Vec::new();
    for (output, metric) in listed(key, metrics)? {
        let last = print::ends(metric).1;
        let chosen = chosen(metric, &key.to_string())?;
        let name = add_name(output, metric, &mut given)?;
        let twin = plain.contains(&(output, name));
        let before = before(net, output, metric);
        let output = output.map(|output| names.add(output));
        net = match (output, chosen) {
            (None, Chosen::Word(word)) => {
                quote_spanned!(last=> #before.weighted_metric::<#twin, #word>())
            }
            (None, Chosen::Value(value)) => {
                quote_spanned!(last=> #before.weighted_metric_with::<#twin, _>(#value))
            }
            (Some(output), Chosen::Word(word)) => {
                quote_spanned!(last=> #before.weighted_metric_of::<#twin, #output, #word>())
            }
            (Some(output), Chosen::Value(value)) => {
                quote_spanned!(last=> #before.weighted_metric_of_with::<#twin, #output, _>(#value))
            }
        };
    }
    Ok(net)
}

/// `net` before a metric: an error about the model is at the name of the output, or at the metric.
fn before(net: TokenStream, output: Option<&Ident>, metric: &Expr) -> TokenStream {
    let span = match output {
        Some(output) => (output.span(), output.span()),
        None => print::ends(metric),
    };
    at(span, net)
}

/// The name of a metric, which must not be given twice for an output.
fn add_name<'a>(
    output: Option<&'a Ident>,
    metric: &Expr,
    given: &mut Vec<Given<'a>>,
) -> Result<String> {
    let word = match expressions::bare(metric) {
        Expr::Call(call) => &call.func,
        metric => metric,
    };
    let name = print::tokens(word);
    let pair = (output, name);
    if given.contains(&pair) {
        return Err(arguments::twice(word));
    }
    let name = pair.1.clone();
    given.push(pair);
    Ok(name)
}
