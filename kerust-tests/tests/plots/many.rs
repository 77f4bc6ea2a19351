//! Pictures of much: their time grows with the points, and they show what few points would.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::{Duration, Instant};

use kerust::plot::{ImageGrid, Plot, plot_confusion_matrix};

/// Numbers from 0 to 1, in no order.
fn noise(index: u32) -> f64 {
    f64::from(index.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 24)
}

/// How long a PNG takes: the shorter time of two.
fn time(draw: impl Fn(&Path) -> kerust::Result<()>) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let once = |_| {
        let start = Instant::now();
        draw(&folder.path().join("picture.png")).unwrap();
        start.elapsed()
    };
    (0..2).map(once).min().unwrap()
}

/// Checks that four times as much takes not much more than four times as long.
fn grows_with<T>(name: &str, much: u32, draw: impl Fn(u32, &Path) -> kerust::Result<T>) {
    let [short, long] = [much, 4 * much].map(|much| time(|path| draw(much, path).map(drop)));
    assert!(
        long < 9 * short,
        "{name}: {short:?} for {much}, {long:?} for four times as much"
    );
}

#[test]
fn time_grows_with_the_points() {
    let curves: [(&str, u32, fn(u32) -> (f64, f64)); 3] = [
        ("noise", 6_000, |index| (index.into(), noise(index))),
        ("noise, turned", 6_000, |index| (noise(index), index.into())),
        ("to and fro", 1_000, |index| {
            (noise(index), noise(index + 7_919))
        }),
    ];
    for (name, points, curve) in curves {
        grows_with(name, points, |points, path| {
            Plot::new()
                .curve("", (0..points).map(curve))
                .point("one", curve(9))
                .save(path)
        });
    }
}

#[test]
fn time_grows_with_cells_images_and_curves() {
    grows_with("cells", 15 * 15, |cells, path| {
        let classes: Vec<u32> = (0..cells.isqrt()).collect();
        let names: Vec<String> = classes.iter().map(u32::to_string).collect();
        plot_confusion_matrix(&classes, &classes, &names, path)
    });
    grows_with("images", 25, |images, path| {
        let images: Vec<[[f32; 28]; 28]> = (0..images)
            .map(|image| [[noise(image) as f32; 28]; 28])
            .collect();
        ImageGrid::new(&images).save(path)
    });
    grows_with("curves, points and lines", 25, |curves, path| {
        let plot = (0..curves).fold(Plot::new(), |plot, curve| {
            let (x, y) = (f64::from(curve), noise(curve));
            let plot = plot.curve(
                format!("curve {curve}"),
                [(x, y), (x + 1.0, -y), (x + 9.0, y)],
            );
            plot.line_at(format!("line {curve}"), x)
                .point(format!("point {curve}"), (x, y))
        });
        plot.save(path)
    });
}

/// The pixels of a PNG: whether each is in the colour of the first curve, a third of it or more.
fn blue(path: &Path) -> (usize, Vec<bool>) {
    let file = BufReader::new(File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let pixels = bytes[..frame.buffer_size()].chunks_exact(4);
    let blue = |pixel: &[u8]| i32::from(pixel[2]) - i32::from(pixel[0]) > 50;
    (frame.width as usize, pixels.map(blue).collect())
}

#[test]
fn extremes_and_gaps_of_many_points_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    // Noise from 0 to 1 with a peak, a dip, and a gap after the first half.
    let line = {
        (0..40_001_u32).map(|index| {
            let y = match index {
                10_000 => 5.0,
                30_000 => -4.0,
                20_000..22_000 => f64::NAN,
                index => noise(index),
            };
            (f64::from(index), y)
        })
    };
    let draw = |name: &str, most: usize| {
        let points: Vec<_> = line.clone().collect();
        let plot = Plot::new().y_limits(-5.0, 6.0);
        // Lines that touch.
        let plot = (0..points.len() - 1)
            .step_by(most)
            .fold(plot, |plot, first| {
                let last = points
                    .len()
                    .min(first.saturating_add(most).saturating_add(1));
                plot.curve("noise", points[first..last].iter().copied())
            });
        let path = folder.path().join(name).with_extension("png");
        plot.save(&path).unwrap();
        blue(&path)
    };
    let (width, many) = draw("one", usize::MAX);
    // So few points are drawn as they are.
    let (_, parts) = draw("parts", 190);
    let seen = many.iter().filter(|blue| **blue).count();
    assert!(seen > 20_000, "{seen} pixels");
    // Whatever one has, the other has within a pixel.
    for (one, other) in [(&many, &parts), (&parts, &many)] {
        for (place, _) in one.iter().enumerate().filter(|(_, blue)| **blue) {
            let near = |place: usize| other[place - 1] || other[place] || other[place + 1];
            let above = near(place - width) || near(place) || near(place + width);
            assert!(above, "at {}, {}", place % width, place / width);
        }
    }
}
