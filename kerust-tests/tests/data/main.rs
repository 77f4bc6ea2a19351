//! Data sets: what is in them, what is done with them, and what is said about broken files.

mod dataset;
mod digits;
mod fashion_mnist;
mod files;
#[cfg(feature = "generic-array")]
mod generic_array;
#[cfg(feature = "gzip")]
mod gzip;
mod idx;
mod labels;
#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ndarray")]
mod ndarray;
mod normalization;
mod of_others;
mod properties;
mod table;

#[cfg(not(feature = "gzip"))]
#[test]
fn a_compressed_file_needs_the_feature_gzip() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("file.gz");
    std::fs::write(&path, [0x1f, 0x8b]).unwrap();
    let said = files::problem(kerust::datasets::idx::read(&path, 10), &path);
    assert_eq!(
        said,
        "is compressed: enable kerust's feature `gzip`, or decompress the file"
    );
}
