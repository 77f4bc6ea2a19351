//! What a killed training left.

use std::fmt;
use std::fs;
use std::path::Path;

use kerust::prelude::*;
use safetensors::SafeTensors;

use super::checkpointing::TABLE;
use crate::resume::net::Net;

/// The files of a folder, which were looked at.
#[derive(Default)]
pub struct Found {
    /// Epoch and batch of the backup, if there is one.
    backup: Option<(String, String)>,
    pub whole: usize,
    /// Files that were being written, under names of their own.
    unseen: usize,
    /// Files of events whose last one is not whole, as a reader expects of a program that still writes.
    torn: usize,
}

impl Found {
    /// Reads all files, of which each has to be whole.
    pub fn in_folder(folder: &Path) -> Self {
        let mut found = Found::default();
        found.look(folder);
        found
    }

    pub fn has_backup(&self) -> bool {
        self.backup.is_some()
    }

    pub fn add(&mut self, other: &Found) {
        self.whole += other.whole;
    }

    fn look(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                self.look(&path);
            } else if name.ends_with(".tmp") {
                self.unseen += 1;
            } else {
                self.read(&path, name);
                self.whole += 1;
            }
        }
    }

    fn read(&mut self, path: &Path, name: &str) {
        let bytes = fs::read(path).unwrap();
        if ["beginning.safetensors", "latest.safetensors"].contains(&name) {
            SafeTensors::deserialize(&bytes).unwrap();
            let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
            let texts = header.metadata().clone().unwrap();
            self.backup = Some((texts["epoch"].clone(), texts["batch"].clone()));
        } else if name.ends_with(".safetensors") {
            Net::new(0).load_weights(path).unwrap();
        } else if name != TABLE {
            assert!(name.starts_with("events.out.tfevents."), "{name}");
            self.torn += usize::from(is_torn(&bytes));
        }
    }
}

/// Whether the records, whose lengths are right, end in the middle of one.
fn is_torn(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(length) = rest.first_chunk() {
        match rest.get(u64::from_le_bytes(*length) as usize + 16..) {
            Some(others) => rest = others,
            None => return true,
        }
    }
    !rest.is_empty()
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.backup {
            Some((epoch, batch)) => write!(f, "epoch {epoch}, batch {batch}")?,
            None => f.write_str("none")?,
        }
        write!(f, " | {} | {} | {}", self.whole, self.unseen, self.torn)
    }
}
