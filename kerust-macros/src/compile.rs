//! `compile!`

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Expr, Result};

use crate::keywords::Keywords;
use crate::model::recover;
use crate::{print, setters};

/// The expansion of `compile!`.
pub fn expand(input: TokenStream) -> TokenStream {
    parse
        .parse2(input)
        .unwrap_or_else(|error| recover::expression(&error))
}

fn parse(input: ParseStream<'_>) -> Result<TokenStream> {
    if input.is_empty() {
        return Err(input.error(
            "`compile!` needs a model first: `compile!(Net::new(42), optimizer = Adam, loss = mse)`",
        ));
    }
    let model: Expr = input.parse()?;
    let mut keywords = Keywords::parse(input, "compile!", &["optimizer", "loss", "metrics"])?;
    let missing = |text| Error::new_spanned(&model, text);
    let (_, optimizer) = keywords.take("optimizer").ok_or_else(|| {
        missing("`compile!` needs an optimizer after the model, for example `optimizer = Adam(learning_rate = 0.001)`")
    })?;
    let (_, loss) = keywords.take("loss").ok_or_else(|| {
        missing("`compile!` needs a loss after the model, for example `loss = mse`")
    })?;
    let optimizer = optimizer_value(&optimizer)?;
    let loss = setters::word(&loss, "loss")?;
    let with_loss = quote_spanned!(print::ends(loss).1=> loss);
    let metrics = match keywords.take("metrics") {
        Some((_, metrics)) => metric_calls(&metrics)?,
        None => TokenStream::new(),
    };
    Ok(quote! {
        ::kerust::compile::Compile::new(#model)
            .optimizer(#optimizer)
            .#with_loss::<#loss>()
            #metrics
    })
}

fn optimizer_value(optimizer: &Expr) -> Result<TokenStream> {
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
    setters::build(optimizer)
}

/// `Adam` from `adam`.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn metric_calls(metrics: &Expr) -> Result<TokenStream> {
    let Expr::Array(list) = metrics else {
        let shown = print::tokens(metrics);
        let text = format!("`metrics` takes a list: write `[{shown}]`");
        return Err(Error::new_spanned(metrics, text));
    };
    let calls = list.elems.iter().map(|metric| {
        let metric = setters::word(metric, "metrics")?;
        let with_metric = quote_spanned!(print::ends(metric).1=> metric);
        Ok(quote!(.#with_metric::<#metric>()))
    });
    calls.collect()
}
