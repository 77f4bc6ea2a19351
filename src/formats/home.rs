//! `~` at the beginning of paths, which only a shell replaces by a home folder.

use std::env;
use std::path::{Component, Path, PathBuf};

use crate::{Error, Result};

/// A check of a path before it is read or written.
///
/// # Errors
/// If it begins with `~`, and no folder has that name: a home folder is meant, but a folder named `~` would
/// be created.
pub(crate) fn check(path: &Path) -> Result<()> {
    let mut parts = path.components();
    let Some(Component::Normal(first)) = parts.next() else {
        return Ok(());
    };
    let rest = parts.as_path();
    let is_alone = first == "~";
    let is_user = first.to_string_lossy().starts_with('~') && !rest.as_os_str().is_empty();
    if !(is_alone || is_user) || Path::new(first).is_dir() {
        return Ok(());
    }
    let home = env::home_dir().filter(|home| is_alone && !home.as_os_str().is_empty());
    let meant = match home {
        Some(home) => format!("write `{}`", join(home, rest).display()),
        None => "write the folder's whole name".to_owned(),
    };
    let literal = Path::new(".").join(path);
    Err(Error::File {
        action: "use",
        path: path.display().to_string(),
        reason: format!(
            "only a shell knows what `{}` is; {meant}, or `{}` for a folder of this name",
            first.display(),
            literal.display()
        )
        .into(),
    })
}

/// A path in the home folder, without a separator at the end.
fn join(home: PathBuf, rest: &Path) -> PathBuf {
    match rest.as_os_str().is_empty() {
        true => home,
        false => home.join(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_shells_name_for_a_home_folder_is_refused() {
        for path in ["~", "~/m", "~/runs/m_{epoch}.safetensors", "~somebody/m"] {
            let error = check(Path::new(path)).unwrap_err().to_string();
            let begin = format!("cannot use `{path}`: only a shell knows what `~");
            assert!(error.starts_with(&begin), "{error}");
            assert!(error.ends_with(&format!("or `./{path}` for a folder of this name")));
        }
        for path in [
            "",
            "/",
            "m",
            "./~/m",
            "a/~/m",
            "/~/m",
            "~backup.csv",
            "../~",
        ] {
            assert!(check(Path::new(path)).is_ok(), "{path}");
        }
    }

    #[test]
    fn the_error_says_what_was_meant() {
        let Some(home) = env::home_dir() else { return };
        let error = check(Path::new("~/m")).unwrap_err().to_string();
        let meant = format!("write `{}`", home.join("m").display());
        assert!(error.contains(&meant), "{error}");
    }
}
