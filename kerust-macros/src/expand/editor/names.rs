//! Names, each in a place of its kind.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::tokens::{inside, is, is_type, parts, path};

/// The names so far, each in a place of its kind.
pub struct Names<'a> {
    krate: &'a TokenTree,
    names: TokenStream,
}

impl<'a> Names<'a> {
    pub fn new(krate: &'a TokenTree) -> Self {
        let names = TokenStream::new();
        Names { krate, names }
    }

    /// A layer, and the words in its parentheses.
    pub fn layer(&mut self, layer: &[TokenTree]) {
        let (path, rest) = path(layer);
        self.word(path);
        if let [TokenTree::Group(group), ..] = rest
            && group.delimiter() == Delimiter::Brace
        {
            return;
        }
        inside(rest).iter().for_each(|option| self.words(option));
    }

    /// A line of a graph: `let a = image -> Flatten;`, `shared tower = Dense<_, 8>;`, `(a, b) -> Add`.
    pub fn line(&mut self, line: &[TokenTree]) {
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
    pub fn made(&mut self, name: &Ident) {
        let krate = self.krate;
        self.names
            .extend(quote!(let #name = #krate::__private::Value; let _ = &#name;));
    }

    /// A value that is a word, a word with settings, or a list of them: `mse`, `[accuracy]`, `(kind = mse)`.
    pub fn words(&mut self, value: &[TokenTree]) {
        let value = match value {
            [TokenTree::Ident(_), equals, value @ ..] if is(equals, '=') => value,
            value => value,
        };
        let (path, rest) = path(value);
        if path.is_empty() {
            return inside(rest).iter().for_each(|word| self.words(word));
        }
        self.word(path);
        self.settings(path, rest);
    }

    /// A value that may be a variable as well.
    pub fn value(&mut self, value: &[TokenTree]) {
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
    pub fn word(&mut self, path: &[TokenTree]) {
        if !path.is_empty() {
            self.names.extend(place(&with_sizes(path)));
        }
    }

    /// All names. Where a name is only typed yet, its place is that of what follows.
    pub fn all(self) -> TokenStream {
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
