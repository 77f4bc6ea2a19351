//! Small data sets as files.

use std::fs;
use std::path::Path;

use kerust::Error;
use tempfile::TempDir;

pub const FILES: [&str; 4] = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
];

/// An IDX file with the numbers 0, 1, 2, … as its bytes.
pub fn idx_file(sizes: &[u32]) -> Vec<u8> {
    let mut file = vec![0, 0, 8, sizes.len() as u8];
    file.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    file.extend((0..sizes.iter().product()).map(|byte: u32| byte as u8));
    file
}

/// The four files of a small Fashion-MNIST: three rows to train on, two to test on.
pub fn small() -> [Vec<u8>; 4] {
    [&[3, 28, 28][..], &[3], &[2, 28, 28], &[2]].map(idx_file)
}

pub fn write(dir: &Path, files: &[Vec<u8>; 4]) {
    fs::create_dir_all(dir).unwrap();
    for (name, file) in FILES.iter().zip(files) {
        fs::write(dir.join(name), file).unwrap();
    }
}

pub fn small_dir() -> TempDir {
    let dir = TempDir::new().unwrap();
    write(dir.path(), &small());
    dir
}

/// The error's text, after checks that it is of the file `path` and has the right type.
#[track_caller]
pub fn problem<T>(result: Result<T, Error>, path: &Path) -> String {
    match result.err().expect("an error") {
        Error::Format { path: of, problem } => {
            assert_eq!(of, path.display().to_string());
            problem
        }
        error => panic!("{error:?}"),
    }
}
