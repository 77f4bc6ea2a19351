//! The thinning of lines with more points than pixels.

use super::canvas::Place;

/// A line that looks the same at the resolution `pixel`: of consecutive points in one column, or in one row,
/// it keeps the first, the last, and the two farthest from each other.
pub(super) fn thinned(points: &[Place], pixel: f32) -> Vec<Place> {
    let columns = farthest(points, pixel, |point| *point);
    farthest(&columns, pixel, |(x, y)| (*y, *x))
}

/// The points kept in each strip; `turn` gives a point's coordinates across and along the strip.
fn farthest(points: &[Place], pixel: f32, turn: fn(&Place) -> Place) -> Vec<Place> {
    let strip = |point: &Place| (turn(point).0 / pixel).floor();
    let mut kept = Vec::new();
    for run in points.chunk_by(|a, b| strip(a) == strip(b)) {
        let mut places = [0, 0, 0, run.len() - 1];
        for (index, point) in run.iter().enumerate() {
            let along = turn(point).1;
            if along < turn(&run[places[1]]).1 {
                places[1] = index;
            }
            if along > turn(&run[places[2]]).1 {
                places[2] = index;
            }
        }
        places.sort_unstable();
        let mut before = None;
        for place in places {
            if before != Some(place) {
                kept.push(run[place]);
            }
            before = Some(place);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_extremes_stay() {
        let noise = |index: u32| (index.wrapping_mul(2_654_435_761) >> 16) as f32 / 300.0;
        let mut line: Vec<Place> = (0..100_000_u32)
            .map(|index| (index as f32 / 200.0, noise(index)))
            .collect();
        line[41_234].1 = 400.0;
        line[77_777].1 = -3.0;
        let thin = thinned(&line, 0.25);
        assert!(thin.len() <= 4 * 4 * 500, "{}", thin.len());
        assert_eq!((thin[0], thin.last()), (line[0], line.last()));
        for (index, point) in line
            .iter()
            .enumerate()
            .step_by(7)
            .chain([(41_234, &line[41_234]), (77_777, &line[77_777])])
        {
            let near = thin.iter().filter(|kept| (kept.0 - point.0).abs() <= 0.25);
            let (least, most) = near.fold((f32::MAX, f32::MIN), |(least, most), kept| {
                (least.min(kept.1), most.max(kept.1))
            });
            assert!((least..=most).contains(&point.1), "point {index}");
        }
        let turned: Vec<Place> = line.iter().map(|(x, y)| (*y, *x)).collect();
        assert!(thinned(&turned, 0.25).len() <= 4 * 4 * 500);
    }

    #[test]
    fn a_line_with_few_points_stays() {
        let line = [(0.0, 0.0), (3.0, 4.0), (3.0, 1.0), (-2.0, 5.0)];
        assert_eq!(thinned(&line, 0.25), line);
        assert_eq!(thinned(&[], 0.25), []);
    }
}
