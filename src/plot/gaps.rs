//! The gaps of a curve, where its numbers cannot be drawn.

use super::axis;
use super::curves::{Curve, Plot};

pub(super) fn is_drawable(plot: &Plot, [x, y]: [f64; 2]) -> bool {
    axis::is_drawable(x, plot.log_x) && axis::is_drawable(y, plot.log_y)
}

/// The drawable parts of a curve, from gap to gap.
pub(super) fn runs<'a>(plot: &'a Plot, curve: &'a Curve) -> impl Iterator<Item = &'a [[f64; 2]]> {
    let runs = curve.points.split(|point| !is_drawable(plot, *point));
    runs.filter(|run| !run.is_empty())
}

/// Notes that describe the gaps of a curve.
pub(super) fn notes(plot: &Plot, curve: &Curve) -> Vec<String> {
    let kinds: [(&str, fn(f64) -> bool); 3] = [
        ("NaN", f64::is_nan),
        ("infinite", |y| y.abs() >= 1e300),
        ("not above 0", |y| y <= 0.0 && y > -1e300),
    ];
    let names = [&curve.label, &plot.y_label];
    let name = names
        .into_iter()
        .find(|name| !name.is_empty())
        .map_or("y", |name| name);
    let x_label = if plot.x_label.is_empty() {
        "x"
    } else {
        &plot.x_label
    };
    let mut notes = Vec::new();
    for (kind, is) in kinds {
        let is = |point: &&[[f64; 2]]| !is_drawable(plot, point[0]) && is(point[0][1]);
        let points = curve.points.chunk_by(|a, b| {
            let gap = |point: &[f64; 2]| is(&std::slice::from_ref(point));
            gap(a) == gap(b)
        });
        let ranges: Vec<String> = points
            .filter(is)
            .map(|run| match run {
                [one] => axis::short(one[0]),
                [first, .., last] => format!("{}–{}", axis::short(first[0]), axis::short(last[0])),
                [] => String::new(),
            })
            .collect();
        if ranges.is_empty() {
            continue;
        }
        let mut list = ranges[..ranges.len().min(6)].join(", ");
        if ranges.len() > 6 {
            list.push_str(", …");
        }
        notes.push(format!("{name} is {kind} at {x_label} {list}"));
    }
    notes
}
