//! What there is to know of the terminal.

use std::env;

/// How many columns the terminal on the standard output has, if that can be told.
pub(in super::super) fn columns() -> Option<usize> {
    #[cfg(all(feature = "terminal", any(unix, windows)))]
    if let Some((terminal_size::Width(columns), _)) =
        terminal_size::terminal_size_of(std::io::stdout())
    {
        return Some(columns.into());
    }
    env::var("COLUMNS").ok()?.parse().ok()
}

/// How many columns a text takes: letters of East Asian scripts take two.
pub(super) fn width(text: &str) -> usize {
    #[cfg(feature = "terminal")]
    return unicode_width::UnicodeWidthStr::width(text);
    #[cfg(not(feature = "terminal"))]
    text.chars().count()
}
