//! Lines in steps, and the clipping of lines to the axes.

use super::canvas::{Place, Rect};

/// A line in steps, which changes its height half-way between two points.
pub(super) fn steps(points: &[Place]) -> Vec<Place> {
    let first = points.iter().take(1).copied();
    let rest = points.windows(2).flat_map(|two| {
        let middle = (two[0].0 + two[1].0) / 2.0;
        [(middle, two[0].1), (middle, two[1].1), two[1]]
    });
    first.chain(rest).collect()
}

pub(super) fn contains(area: Rect, (x, y): Place) -> bool {
    let within =
        |value: f32, low: f32, length: f32| value >= low - 0.01 && value <= low + length + 0.01;
    within(x, area.x, area.width) && within(y, area.y, area.height)
}

/// The parts of a line within an area.
pub(super) fn clipped(points: &[Place], area: Rect) -> Vec<Vec<Place>> {
    if points.iter().all(|point| contains(area, *point)) {
        return if points.len() > 1 {
            vec![points.to_vec()]
        } else {
            Vec::new()
        };
    }
    let mut parts: Vec<Vec<Place>> = Vec::new();
    for two in points.windows(2) {
        let Some((from, to)) = clip(two[0], two[1], area) else {
            continue;
        };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The part of a segment within an area, by the algorithm of Liang and Barsky.
fn clip(from: Place, to: Place, area: Rect) -> Option<(Place, Place)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    let sides = [
        (-dx, from.0 - area.x),
        (dx, area.x + area.width - from.0),
        (-dy, from.1 - area.y),
        (dy, area.y + area.height - from.1),
    ];
    for (speed, distance) in sides {
        if speed == 0.0 && distance < 0.0 {
            return None;
        }
        if speed < 0.0 {
            enter = enter.max(distance / speed);
        } else if speed > 0.0 {
            leave = leave.min(distance / speed);
        }
    }
    let at = |part: f32| match part {
        0.0 => from,
        1.0 => to,
        _ => (from.0 + part * dx, from.1 + part * dy),
    };
    (enter <= leave).then(|| (at(enter), at(leave)))
}
