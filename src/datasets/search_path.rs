use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, io};

/// The directories that are searched for a data set, in order.
pub(super) fn directories(name: &str) -> Vec<PathBuf> {
    directories_by(name, |variable| env::var_os(variable))
}

/// The same as [`directories`] with the environment given by `variable`.
fn directories_by(name: &str, variable: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let path = |name| variable(name).filter(|value| !value.is_empty());
    let path = |name| path(name).map(PathBuf::from);
    if let Some(data) = path("KERUST_DATA") {
        // A directory that the user names is the only one that is searched.
        return vec![data.clone(), data.join(name)];
    }
    let mut directories = Vec::new();
    let cache = if cfg!(windows) {
        path("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        path("HOME").map(|home| home.join("Library/Caches"))
    } else {
        // The XDG specification says to ignore a path that is not absolute.
        let cache = path("XDG_CACHE_HOME").filter(|cache| cache.is_absolute());
        cache.or_else(|| path("HOME").map(|home| home.join(".cache")))
    };
    directories.extend(cache.map(|cache| cache.join("kerust").join(name)));
    if cfg!(target_os = "linux") {
        directories.push(Path::new("/usr/share/datasets").join(name));
    }
    directories
}

/// The files, each with `.gz` or without, in the first directory that has them all; or the missing files of
/// each directory, a line for each.
pub(super) fn find<const N: usize>(
    files: [&str; N],
    directories: &[PathBuf],
) -> Result<[PathBuf; N], String> {
    let mut lacks = String::new();
    for directory in directories {
        match find_in(files, directory) {
            Ok(paths) => return Ok(paths),
            Err(lack) => lacks += &format!("\n  `{}`: {lack}", directory.display()),
        }
    }
    Err(lacks)
}

fn find_in<const N: usize>(files: [&str; N], directory: &Path) -> Result<[PathBuf; N], String> {
    match directory.metadata() {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err("is not a directory".to_owned()),
        Err(error) => return Err(error.to_string()),
    }
    let mut paths = [const { PathBuf::new() }; N];
    let mut missing = Vec::new();
    for (path, file) in paths.iter_mut().zip(files) {
        match file_in(file, directory).map_err(|error| error.to_string())? {
            Some(found) => *path = found,
            None => missing.push(format!("`{file}.gz`")),
        }
    }
    if missing.is_empty() {
        return Ok(paths);
    }
    Err(format!("has no {}", missing.join(", ")))
}

fn file_in(file: &str, directory: &Path) -> io::Result<Option<PathBuf>> {
    for name in [file, &format!("{file}.gz")] {
        let path = directory.join(name);
        if path.try_exists()? {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Vec<PathBuf> {
        directories_by("clothes", |name| {
            let variable = variables.iter().find(|(variable, _)| *variable == name);
            variable.map(|(_, value)| value.into())
        })
    }

    #[test]
    fn looks_where_the_user_says_or_in_the_cache_and_then_in_the_system() {
        let all = [
            ("HOME", "/home/me"),
            ("XDG_CACHE_HOME", "/cache"),
            ("KERUST_DATA", "data"),
        ];
        let system = "/usr/share/datasets/clothes";
        let cache = "/cache/kerust/clothes";
        let expected = ["data", "data/clothes"];
        assert_eq!(with(&all), expected.map(PathBuf::from));
        assert_eq!(with(&all[..2]), [cache, system].map(PathBuf::from));
        let expected = ["/home/me/.cache/kerust/clothes", system];
        assert_eq!(with(&all[..1]), expected.map(PathBuf::from));
        assert_eq!(with(&[]), [PathBuf::from(system)]);
    }

    #[test]
    fn ignores_empty_variables_and_a_cache_that_is_not_absolute() {
        let variables = [
            ("KERUST_DATA", ""),
            ("XDG_CACHE_HOME", "cache"),
            ("HOME", "/home/me"),
        ];
        let cache = PathBuf::from("/home/me/.cache/kerust/clothes");
        assert_eq!(with(&variables)[0], cache);
    }
}
