//! The rooms of a crate and the rule between them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::imports::{Import, imports};

/// A crate's rooms, the uppermost first: a name, and the modules in it.
pub type Rooms = &'static [(&'static str, &'static [&'static str])];

/// A crate's files with what they import.
#[derive(Default)]
pub struct Sources {
    files: Vec<(PathBuf, Vec<String>, Vec<Import>)>,
    modules: BTreeSet<Vec<String>>,
    /// The modules that only tests have.
    of_tests: BTreeSet<Vec<String>>,
}

impl Sources {
    /// All files below `root`.
    pub fn read(root: &Path) -> Self {
        let mut sources = Sources::default();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let mut entries: Vec<PathBuf> = fs::read_dir(&folder)
                .expect("a folder of sources")
                .map(|entry| entry.expect("an entry").path())
                .collect();
            entries.sort();
            for path in entries {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).expect("a file of sources");
                    sources.add(
                        &path,
                        path.strip_prefix(root).expect("below the root"),
                        &text,
                    );
                }
            }
        }
        sources
    }

    /// A file whose place in the crate is `place`.
    pub fn add(&mut self, path: &Path, place: &Path, text: &str) {
        let mut module: Vec<String> = place
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
            module.pop();
        }
        let found = imports(text, &module);
        self.modules.extend(found.modules);
        self.of_tests.extend(found.of_tests);
        self.files.push((path.to_owned(), module, found.imports));
    }

    /// The imports that run upwards, as a reader should see them.
    pub fn check(&self, rooms: Rooms) -> Vec<String> {
        let mut wrong = Vec::new();
        for (file, module, imports) in self
            .files
            .iter()
            .filter(|(_, module, _)| !module.is_empty() && !self.is_of_tests(module))
        {
            let Some(from) = room(rooms, module) else {
                wrong.push(format!("{}: no room has this file", file.display()));
                continue;
            };
            for import in imports {
                let Some(to) = self
                    .module_of(import)
                    .and_then(|module| room(rooms, &module))
                else {
                    continue;
                };
                if to < from {
                    wrong.push(format!(
                        "{}:{}: {} → {} (`{}`): a room knows those below it only",
                        file.display(),
                        import.line,
                        rooms[from].0,
                        rooms[to].0,
                        import.path.join("::"),
                    ));
                }
            }
        }
        wrong
    }

    /// Whether only tests have a module.
    fn is_of_tests(&self, module: &[String]) -> bool {
        (1..=module.len()).any(|end| self.of_tests.contains(&module[..end]))
    }

    /// The module in which that lies what is imported; a name that a folder gives on is followed to its file.
    fn module_of(&self, import: &Import) -> Option<Vec<String>> {
        let path = &import.path;
        if import
            .relative
            .is_some_and(|base| !self.modules.contains(&path[..=base]))
        {
            return None;
        }
        let modules = (0..=path.len()).rev().map(|end| &path[..end]);
        let module = modules
            .into_iter()
            .find(|module| self.modules.contains(*module))?;
        if let Some(name) = path.get(module.len())
            && let Some(given_on) = self.given_on(module, name)
        {
            return self.module_of(given_on);
        }
        (!module.is_empty()).then(|| module.to_vec())
    }

    /// The `use child::name` of a module.
    fn given_on(&self, module: &[String], name: &str) -> Option<&Import> {
        let (_, _, imports) = self.files.iter().find(|(_, of, _)| of == module)?;
        imports.iter().find(|import| {
            let below =
                import.relative == Some(module.len()) && import.path.len() > module.len() + 1;
            below && import.path.last().is_some_and(|last| last == name)
        })
    }
}

/// The room of a module: the one with the longest name that it begins with.
fn room(rooms: Rooms, module: &[String]) -> Option<usize> {
    let mut longest: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, (_, places)) in rooms.iter().enumerate() {
        for place in *places {
            let parts: Vec<&str> = place.split('/').collect();
            if module.len() >= parts.len() && parts.iter().zip(module).all(|(a, b)| a == b) {
                longest.insert(parts.len(), index);
            }
        }
    }
    longest.pop_last().map(|(_, index)| index)
}
