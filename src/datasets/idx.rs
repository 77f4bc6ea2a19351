//! The IDX format of MNIST and similar data sets: a header with a mark and the sizes, then bytes.
//!
//! [`read`] reads a file, compressed or not, into memory; [`images`] and [`labels`] view its content
//! without a copy.
//!
//! ```
//! use kerust::datasets::idx;
//!
//! // Two images of 2×3 pixels.
//! let mut file = vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3];
//! file.extend([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
//! let images = idx::images::<2, 3>("images", &file)?;
//! assert_eq!(images, [[[1, 2, 3], [4, 5, 6]], [[10, 20, 30], [40, 50, 60]]]);
//!
//! file.pop();
//! let error = idx::images::<2, 3>("images", &file).unwrap_err().to_string();
//! assert_eq!(error, "`images` has 11 bytes after its header, which announces 2 × 2 × 3 = 12");
//! # Ok::<_, kerust::Error>(())
//! ```

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::{Error, Result, formats};

/// The first bytes of a file: two zeros and the code of unsigned bytes.
const MARK: [u8; 3] = [0, 0, 8];

/// The first two bytes of all gzip data.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The images in `file`, which is the content of the file at `path`.
///
/// # Errors
/// [`Error::Format`] if the file is not an IDX file of bytes with images of `H`×`W` pixels, or has
/// more or fewer bytes than its header announces.
///
/// ```
/// use kerust::datasets::idx;
///
/// // One image of 1×2 pixels.
/// let file = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 7, 8];
/// assert_eq!(idx::images::<1, 2>("images", &file)?, [[[7, 8]]]);
/// # Ok::<_, kerust::Error>(())
/// ```
pub fn images<const H: usize, const W: usize>(
    path: impl AsRef<Path>,
    file: &[u8],
) -> Result<&[[[u8; W]; H]]> {
    let path = path.as_ref();
    let ([_, height, width], pixels) = content::<3>(path, file)?;
    if (height, width) != (H, W) {
        let problem = format!("has images of {height}×{width} pixels, not of {H}×{W}");
        return Err(format(path, problem));
    }
    Ok(pixels.as_chunks().0.as_chunks().0)
}

/// The labels in `file`, which is the content of the file at `path`.
///
/// # Errors
/// [`Error::Format`] if the file is not an IDX file of bytes with one number for each row, has
/// more or fewer bytes than its header announces, or a label that is `classes` or more.
///
/// ```
/// use kerust::datasets::idx;
///
/// let file = [0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 1];
/// assert_eq!(idx::labels("labels", &file, 3)?, [2, 0, 1]);
/// # Ok::<_, kerust::Error>(())
/// ```
pub fn labels(path: impl AsRef<Path>, file: &[u8], classes: usize) -> Result<&[u8]> {
    let path = path.as_ref();
    let ([_], labels) = content::<1>(path, file)?;
    let mut numbered = labels.iter().enumerate();
    if let Some((row, label)) = numbered.find(|(_, label)| usize::from(**label) >= classes) {
        let problem = format!("has label {label} in row {row}, but there are {classes} classes");
        return Err(format(path, problem));
    }
    Ok(labels)
}

/// The sizes in the header, and the bytes after it, whose number is the product of the sizes.
fn content<'a, const RANK: usize>(
    path: &Path,
    file: &'a [u8],
) -> Result<([usize; RANK], &'a [u8])> {
    let header = file.split_first_chunk::<4>().and_then(|(start, rest)| {
        let sizes = rest.as_chunks::<4>().0.first_chunk::<RANK>()?;
        Some((start, sizes, &rest[4 * RANK..]))
    });
    let problem = |problem| Err(format(path, problem));
    let Some((start, sizes, content)) = header else {
        let (length, needed) = (file.len(), 4 + 4 * RANK);
        return problem(format!(
            "has {length} bytes, too few for its header of {needed}"
        ));
    };
    if !start.starts_with(&MARK) {
        let gzip = match start.starts_with(&GZIP) {
            true => "; it is compressed: give its name the ending `.gz`",
            false => "",
        };
        return problem(format!(
            "begins with the bytes {start:02x?}, not with {:02x?}, the mark of an IDX file{gzip}",
            [0, 0, 8, RANK]
        ));
    }
    if usize::from(start[3]) != RANK {
        return problem(format!(
            "has rank {}, not {RANK}: a file of images has rank 3, one of labels 1",
            start[3]
        ));
    }
    let sizes = sizes.map(|size| u32::from_be_bytes(size) as usize);
    // Three sizes of 32 bits have a product of at most 96 bits.
    let announced: u128 = sizes.iter().map(|size| *size as u128).product();
    if announced != content.len() as u128 {
        let mut sizes = sizes.map(|size| size.to_string()).join(" × ");
        if RANK > 1 {
            sizes += &format!(" = {announced}");
        }
        let length = content.len();
        return problem(format!(
            "has {length} bytes after its header, which announces {sizes}"
        ));
    }
    Ok((sizes, content))
}

/// The content of a file, decompressed if its name ends with `.gz`, which needs the feature
/// `gzip`.
///
/// `limit` is the largest allowed number of bytes, so that a small file that decompresses to a very
/// large one cannot exhaust the memory.
///
/// # Errors
/// [`Error::File`] with the operating system's reason; [`Error::Format`] if the content is larger than
/// `limit`, or is compressed and damaged, or is compressed and the feature `gzip` is off.
///
/// ```
/// use kerust::datasets::idx;
///
/// let error = idx::read("no/such/file", 1024).unwrap_err();
/// assert!(matches!(error, kerust::Error::File { .. }));
/// ```
pub fn read(path: impl AsRef<Path>, limit: usize) -> Result<Vec<u8>> {
    let path = path.as_ref();
    formats::home::check(path)?;
    let file = File::open(path).map_err(|reason| unreadable(path, reason))?;
    if path.extension().is_some_and(|end| end == "gz") {
        return decompress(path, file, limit);
    }
    read_all(path, file, limit, unreadable)
}

#[cfg(feature = "gzip")]
fn decompress(path: &Path, file: File, limit: usize) -> Result<Vec<u8>> {
    let decoder = flate2::read::MultiGzDecoder::new(file);
    read_all(path, decoder, limit, |path, reason| {
        // The decoder also returns errors of the file and of memory.
        if reason.raw_os_error().is_some() || reason.kind() == io::ErrorKind::OutOfMemory {
            return unreadable(path, reason);
        }
        let problem = match reason.kind() {
            io::ErrorKind::UnexpectedEof => "ends in the middle of its gzip data".to_owned(),
            _ => format!("has damaged gzip data: {reason}"),
        };
        format(path, problem)
    })
}

#[cfg(not(feature = "gzip"))]
fn decompress(path: &Path, _: File, _: usize) -> Result<Vec<u8>> {
    let problem = "is compressed: enable kerust's feature `gzip`, or decompress the file";
    Err(format(path, problem.to_owned()))
}

fn read_all(
    path: &Path,
    source: impl Read,
    limit: usize,
    error: fn(&Path, io::Error) -> Error,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut source = source.take((limit as u64).saturating_add(1));
    if let Err(reason) = source.read_to_end(&mut bytes) {
        return Err(error(path, reason));
    }
    if bytes.len() > limit {
        let problem = format!("has more than the {limit} bytes that it may have");
        return Err(format(path, problem));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, reason: io::Error) -> Error {
    Error::File {
        action: "read",
        path: path.display().to_string(),
        reason: reason.into(),
    }
}

/// The error of a file with an unexpected content.
pub(super) fn format(path: &Path, problem: String) -> Error {
    Error::Format {
        path: path.display().to_string(),
        problem,
    }
}
