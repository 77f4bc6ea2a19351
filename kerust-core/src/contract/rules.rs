use crate::Error;
use crate::word::Bound;

/// The bounds of settings of callbacks and trainings by their names.
const BOUNDS: [(&str, Bound); 7] = [
    (
        "batch_size",
        Bound::count(1, "a batch has at least one row"),
    ),
    ("steps", Bound::BATCHES),
    ("threads", Bound::count(1, "there is at least one thread")),
    ("update_freq", Bound::BATCHES),
    ("save_freq", Bound::BATCHES),
    ("factor", Bound::SHARE),
    ("min_lr", Bound::NOT_NEGATIVE),
];

/// Whether two texts are the same.
pub(crate) const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Checks a number when training starts.
///
/// # Errors
/// If a setting of this name cannot have the value.
pub fn check(setting: &'static str, value: f64) -> Result<(), Error> {
    let bound = BOUNDS.iter().find(|(name, _)| *name == setting);
    bound.map_or(Ok(()), |(_, bound)| bound.check(setting, value))
}
