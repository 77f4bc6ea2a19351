//! The names that an editor completes.
//!
//! rust-analyzer expands a macro with a name at the cursor, half-typed lines included, and completes what may stand
//! where that name comes out. So the names of the user come out here first, each in a place of its kind, whether the
//! rest can be read or not. Every place is right in a right program. The compiler sees none of it.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// The names of `fit!` and its like: `count` arguments, and then settings.
pub fn expression(
    krate: &TokenTree,
    input: &TokenStream,
    count: usize,
    settings: &[&str],
) -> TokenStream {
    let mut names = Names::new(krate);
    let (mut unknown, mut all) = (Vec::new(), quote!(..ALL));
    for (index, part) in parts(input.clone(), ',').iter().enumerate() {
        match &part[..] {
            [TokenTree::Ident(key), equals, value @ ..] if is(equals, '=') => {
                if !settings.contains(&key.to_string().as_str()) {
                    unknown.push(key.clone());
                }
                match key.to_string().as_str() {
                    "loss" | "metrics" | "weighted_metrics" => names.words(value),
                    _ => names.value(value),
                }
            }
            [TokenTree::Ident(key)] if index >= count => unknown.push(key.clone()),
            // The place of a name that is only typed yet, which is longer than its rest.
            [] => all = quote!(..{ { { ALL } } }),
            value => names.value(value),
        }
    }
    let settings = settings
        .iter()
        .map(|name| Ident::new(name, Span::mixed_site()));
    let (settings, names) = (settings.collect::<Vec<_>>(), names.all());
    // The names of settings are fields, which are completed in a value of their struct, and nowhere else.
    quote! {
        #krate::__private::for_editor! {
            {
                struct Settings { #(#settings: (),)* }
                const ALL: Settings = Settings { #(#settings: (),)* };
                let _ = Settings { #(#unknown: (),)* #all };
            }
            { #names }
        }
    }
}

/// The names of `model!`: layers, and the words in their parentheses.
pub fn model(krate: &TokenTree, input: &TokenStream) -> TokenStream {
    let mut names = Names::new(krate);
    let body = input
        .clone()
        .into_iter()
        .skip_while(|token| !is(token, '<'));
    for part in parts(body.skip(1).collect(), ',') {
        // `image: Image<28, 28, 1>`
        let layer = match &part[..] {
            [TokenTree::Ident(input), colon, shape @ ..] if is(colon, ':') => {
                names.made(input);
                shape
            }
            layer => layer,
        };
        names.layer(layer);
        if let Some(TokenTree::Group(graph)) = layer.last()
            && graph.delimiter() == Delimiter::Brace
        {
            parts(graph.stream(), ';')
                .iter()
                .for_each(|line| names.line(line));
        }
    }
    let names = names.all();
    quote! {
        #krate::__private::for_editor! {
            const _: () = { #names };
        }
    }
}

/// The names so far, each in a place of its kind.
struct Names<'a> {
    krate: &'a TokenTree,
    names: TokenStream,
}

impl<'a> Names<'a> {
    fn new(krate: &'a TokenTree) -> Self {
        let names = TokenStream::new();
        Names { krate, names }
    }

    /// A layer, and the words in its parentheses.
    fn layer(&mut self, layer: &[TokenTree]) {
        let (path, rest) = path(layer);
        self.word(path);
        if let [TokenTree::Group(group), ..] = rest
            && group.delimiter() == Delimiter::Brace
        {
            return;
        }
        for option in inside(rest) {
            match &option[..] {
                [TokenTree::Ident(_), equals, value @ ..] if is(equals, '=') => self.words(value),
                value => self.words(value),
            }
        }
    }

    /// A line of a graph: `let a = image -> Flatten;`, `shared tower = Dense<_, 8>;`, `(a, b) -> Add`.
    fn line(&mut self, line: &[TokenTree]) {
        let (made, line) = match line {
            [
                TokenTree::Ident(_),
                TokenTree::Ident(made),
                equals,
                line @ ..,
            ] if is(equals, '=') => (Some(made), line),
            line => (None, line),
        };
        let chain = parts(line.iter().cloned().collect(), '>');
        for (index, part) in chain.iter().enumerate() {
            match &part[..] {
                [TokenTree::Ident(value)] if !is_type(value) => self.value(part),
                [TokenTree::Group(values)] if index == 0 => {
                    for value in parts(values.stream(), ',') {
                        self.line(&value);
                    }
                }
                // `kind = a -> Dense<_, 4>`
                [TokenTree::Ident(_), equals, line @ ..] if is(equals, '=') => self.line(line),
                layer => self.layer(layer),
            }
        }
        if let Some(made) = made {
            self.made(made);
        }
    }

    /// A value of a graph.
    fn made(&mut self, name: &Ident) {
        let krate = self.krate;
        self.names
            .extend(quote!(let #name = #krate::__private::Value; let _ = &#name;));
    }

    /// A value that is a word, a word with settings, or a list of them.
    fn words(&mut self, value: &[TokenTree]) {
        let (path, rest) = path(value);
        if path.is_empty() {
            return inside(rest).iter().for_each(|word| self.words(word));
        }
        self.word(path);
        self.settings(path, rest);
    }

    /// A value that may be a variable as well.
    fn value(&mut self, value: &[TokenTree]) {
        let value = match value {
            [reference, value @ ..] if is(reference, '&') => value,
            value => value,
        };
        let (path, rest) = path(value);
        match (path, rest) {
            ([], rest) => inside(rest).iter().for_each(|value| self.value(value)),
            ([TokenTree::Ident(name)], rest) if is_type(name) => {
                self.word(path);
                self.settings(path, rest);
            }
            ([.., TokenTree::Ident(_)], []) => {
                let path = path.iter();
                self.names.extend(quote!(let _ = &#(#path)*;));
            }
            _ => {}
        }
    }

    /// The settings in the parentheses of a word.
    fn settings(&mut self, word: &[TokenTree], rest: &[TokenTree]) {
        for setting in inside(rest) {
            match &setting[..] {
                [TokenTree::Ident(key), equals, value @ ..] if is(equals, '=') => {
                    if key == "monitor" {
                        self.words(value);
                    } else {
                        self.value(value);
                    }
                }
                [] => self.setter(word, None),
                [TokenTree::Ident(key)] if !is_type(key) => self.setter(word, Some(key)),
                value => self.value(value),
            }
        }
    }

    /// A name where a setter of the word may stand, or the place for it.
    fn setter(&mut self, word: &[TokenTree], key: Option<&Ident>) {
        let krate = self.krate;
        let key = key.map(|key| quote!(.#key(#krate::__private::unknown())));
        self.names
            .extend(quote!(let _ = #krate::__private::word::<#(#word)*>() #key;));
    }

    /// A name where a type may stand.
    fn word(&mut self, path: &[TokenTree]) {
        if !path.is_empty() {
            self.names.extend(place(&with_sizes(path)));
        }
    }

    /// All names. Where a name is only typed yet, its place is that of what follows.
    fn all(self) -> TokenStream {
        let Names { names, .. } = self;
        let next = place(&quote!(()));
        quote!(#names #next)
    }
}

/// The path of a type, with a number for a size that follows.
fn with_sizes(path: &[TokenTree]) -> TokenStream {
    let tokens = path.iter().map(|token| match token {
        TokenTree::Ident(follows) if follows == "_" => quote!(0),
        token => quote!(#token),
    });
    tokens.collect()
}

/// The place of a type.
fn place(ty: &TokenStream) -> TokenStream {
    quote!(const _: ::core::marker::PhantomData<#ty> = ::core::marker::PhantomData;)
}

/// The parts between these characters outside of `< >`; `>` is that of an arrow. A `>` that closes nothing is left out.
fn parts(tokens: TokenStream, between: char) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let (mut depth, mut before) = (0, ' ');
    for token in tokens {
        let character = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        let arrow = before == '-' && character == '>';
        before = character;
        match character {
            '<' => depth += 1,
            '>' if !arrow => depth -= 1,
            _ => {}
        }
        let part = parts.last_mut().expect("there is a part");
        if depth < 0 {
            depth = 0;
        } else if depth == 0 && character == between && (arrow || between != '>') {
            if arrow {
                part.pop();
            }
            parts.push(Vec::new());
        } else {
            part.push(token);
        }
    }
    parts
}

/// The parts in the parentheses or brackets at the beginning, which may not be closed yet.
fn inside(tokens: &[TokenTree]) -> Vec<Vec<TokenTree>> {
    match tokens {
        [TokenTree::Group(group), ..] => parts(group.stream(), ','),
        [open, inside @ ..] if is(open, '(') || is(open, '[') => {
            parts(inside.iter().cloned().collect(), ',')
        }
        _ => Vec::new(),
    }
}

/// The path at the beginning with its sizes, and what follows it.
fn path(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let (mut end, mut depth) = (0, 0);
    for token in tokens {
        let belongs = match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => {
                    depth += 1;
                    true
                }
                '>' => {
                    depth -= 1;
                    depth >= 0
                }
                ':' => true,
                _ => depth > 0,
            },
            _ => depth > 0,
        };
        if !belongs {
            break;
        }
        end += 1;
    }
    tokens.split_at(end)
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn is_type(name: &Ident) -> bool {
    name.to_string().starts_with(char::is_uppercase)
}
