//! The properties of the terminal.

use std::env;

/// The number of columns of the terminal on the standard output, if it is known.
pub(in super::super) fn columns() -> Option<usize> {
    #[cfg(all(feature = "terminal", any(unix, windows)))]
    if let Some((terminal_size::Width(columns), _)) =
        terminal_size::terminal_size_of(std::io::stdout())
    {
        return Some(columns.into());
    }
    env::var("COLUMNS").ok()?.parse().ok()
}

/// The width of a text in columns: letters of East Asian scripts take two.
pub(super) fn width(text: &str) -> usize {
    #[cfg(feature = "terminal")]
    return unicode_width::UnicodeWidthStr::width(text);
    #[cfg(not(feature = "terminal"))]
    text.chars().count()
}
