//! Which steps a training has logged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::decoder::events;

/// What a training has logged: tags, each with its steps in the order of the files.
#[derive(Debug, PartialEq)]
pub struct Steps(BTreeMap<String, Vec<u64>>);

impl Steps {
    /// Those of the folders `train` and `validation`.
    pub fn in_folder(logs: &Path) -> Self {
        let mut steps = BTreeMap::<String, Vec<u64>>::new();
        for run in ["train", "validation"] {
            let files = fs::read_dir(logs.join(run)).unwrap();
            let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
            files.sort();
            for event in files.iter().flat_map(|file| events(file)) {
                let tag = format!("{run}: {}", event.tag);
                steps.entry(tag).or_default().push(event.step);
            }
        }
        Steps(steps)
    }
}
