//! `compile!`

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, ExprCall, Result};

use crate::keywords::Keywords;
use crate::literals::Checks;
use crate::model::recover;
use crate::{print, setters, whole};

const NEEDS_MODEL: &str =
    "`compile!` needs a model first: `compile!(Net::new(42), optimizer = Adam, loss = mse)`";

/// The expansion of `compile!`.
pub fn expand(input: TokenStream) -> TokenStream {
    whole::parse(input, parse).unwrap_or_else(|error| recover::expression(&error))
}

fn parse(input: ParseStream<'_>) -> Result<TokenStream> {
    if input.is_empty() {
        return Err(input.error(NEEDS_MODEL));
    }
    let model: Expr = input.parse()?;
    if let Expr::Assign(assign) = &model {
        return Err(Error::new_spanned(&assign.left, NEEDS_MODEL));
    }
    let mut keywords = Keywords::parse(input, "compile!", &["optimizer", "loss", "metrics"])?;
    let missing = |text| Error::new_spanned(&model, text);
    let (_, optimizer) = keywords.take("optimizer").ok_or_else(|| {
        missing("`compile!` needs an optimizer after the model, for example `optimizer = Adam(learning_rate = 0.001)`")
    })?;
    let (_, loss) = keywords.take("loss").ok_or_else(|| {
        missing("`compile!` needs a loss after the model, for example `loss = mse`")
    })?;
    let mut checks = Checks::default();
    let optimizer = optimizer_value(&optimizer, &mut checks)?;
    let loss = setters::word(&loss, "loss")?;
    let with_loss = quote_spanned!(print::ends(loss).1=> loss);
    let metrics = match keywords.take("metrics") {
        Some((_, metrics)) => metric_calls(&metrics)?,
        None => TokenStream::new(),
    };
    Ok(checks.before(quote! {
        ::kerust::compile::Compile::new(#model)
            .optimizer(#optimizer)
            .#with_loss::<#loss>()
            #metrics
    }))
}

/// Keras' names of optimizers and those of the types here; only for the text of an error.
const IN_KERAS: [(&str, &str); 11] = [
    ("sgd", "SGD"),
    ("rmsprop", "RMSprop"),
    ("adam", "Adam"),
    ("adamw", "AdamW"),
    ("adamax", "Adamax"),
    ("nadam", "Nadam"),
    ("adagrad", "Adagrad"),
    ("adadelta", "Adadelta"),
    ("ftrl", "Ftrl"),
    ("lion", "Lion"),
    ("adafactor", "Adafactor"),
];

fn optimizer_value(optimizer: &Expr, checks: &mut Checks) -> Result<TokenStream> {
    let optimizer = setters::bare(optimizer);
    if let Expr::Path(path) = optimizer
        && let Some(name) = path.path.get_ident().map(ToString::to_string)
        && IN_KERAS.iter().any(|(keras, _)| *keras == name)
    {
        let word = capitalised(&name);
        let text = format!("write `{word}`; a variable stands in braces: `{{ {name} }}`");
        return Err(Error::new_spanned(optimizer, text));
    }
    if let Some((call, value)) = unnamed_setting(optimizer) {
        let text = format!(
            "settings have names: write `{}(learning_rate = {})`",
            print::tokens(&call.func),
            print::tokens(value)
        );
        return Err(Error::new_spanned(value, text));
    }
    if let Expr::Lit(literal) = optimizer {
        let text = match &literal.lit {
            syn::Lit::Str(name) => {
                let name = capitalised(&name.value());
                format!(
                    "write `{name}` without quotes and with a capital letter, for example `optimizer = {name}`"
                )
            }
            _ => "`optimizer` takes an optimizer, for example `Adam(learning_rate = 0.001)`".into(),
        };
        return Err(Error::new_spanned(optimizer, text));
    }
    setters::build(optimizer, checks)
}

/// The first value without a name in `Adam(0.001)`.
fn unnamed_setting(optimizer: &Expr) -> Option<(&ExprCall, &Expr)> {
    let Expr::Call(call) = optimizer else {
        return None;
    };
    let value = call.args.first()?;
    let is_word = matches!(&*call.func, Expr::Path(path) if path.path.get_ident().is_some());
    (is_word && matches!(value, Expr::Lit(_))).then_some((call, value))
}

/// `Adam` from `adam`, `SGD` from `sgd`.
fn capitalised(name: &str) -> String {
    let known = IN_KERAS
        .iter()
        .find(|(keras, _)| *keras == name.to_lowercase());
    if let Some((_, word)) = known {
        return (*word).to_owned();
    }
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn metric_calls(metrics: &Expr) -> Result<TokenStream> {
    let mut given = Vec::new();
    let mut calls = TokenStream::new();
    for metric in setters::list(metrics, "metrics")? {
        let metric = setters::word(metric, "metrics")?;
        let name = print::tokens(metric);
        if given.contains(&name) {
            return Err(setters::twice(metric));
        }
        given.push(name);
        let with_metric = quote_spanned!(print::ends(metric).1=> metric);
        calls.extend(quote!(.#with_metric::<#metric>()));
    }
    Ok(calls)
}
