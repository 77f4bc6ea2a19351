//! Pictures as files.

use std::path::Path;

use super::canvas::Canvas;
use super::{png, svg};
use crate::{Error, Result, formats};

/// Writes a picture in the format of the file's extension.
///
/// # Errors
/// If the extension is of no known format, if the picture is too large, or if the file cannot be written.
pub(super) fn save(path: &Path, draw: impl FnOnce() -> Canvas) -> Result<()> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let content = match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => svg::write(&draw())?.into_bytes(),
        Some("png") => png::write(&draw())?,
        _ => {
            return Err(Error::Format {
                path: path.display().to_string(),
                problem: "ends neither in `.svg` nor in `.png`, the formats of a picture".into(),
            });
        }
    };
    formats::write(path, &content)
}
