use std::path::Path;

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Color, INK, Line, Rect, Stroke, Text, WHITE};
use super::file::save;
use super::font;
use crate::contract::Whole;
use crate::{Error, Result};

const MARGIN: f32 = 14.0;
const NAME: f32 = 12.0;
const LABEL: f32 = 14.0;

/// The longest name in pixels; longer ones are cut.
const LONGEST: f32 = 170.0;

/// Matplotlib's colour map viridis, from 0 to the largest number.
const SCALE: [Color; 9] = [
    Color(68, 1, 84),
    Color(71, 44, 122),
    Color(59, 81, 139),
    Color(44, 113, 142),
    Color(33, 144, 141),
    Color(39, 173, 129),
    Color(92, 200, 99),
    Color(170, 220, 50),
    Color(253, 231, 37),
];

/// Draws the confusion matrix, the number of rows for each pair of true and predicted class, to a file,
/// `.svg` or `.png`; scikit-learn's `ConfusionMatrixDisplay.from_predictions`.
///
/// Labels and predictions are class numbers of any integer type, from 0 to less than the number of
/// `class_names`.
///
/// ```
/// use kerust::plot::plot_confusion_matrix;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("confusion.svg");
/// let labels: [u8; 6] = [0, 0, 1, 1, 2, 2];
/// let predictions: [usize; 6] = [0, 0, 1, 2, 2, 2];
/// plot_confusion_matrix(&labels, &predictions, &["cat", "dog", "fox"], &path)?;
/// assert!(std::fs::read_to_string(&path)?.contains("fox"));
/// # Ok::<(), kerust::Error>(())
/// ```
///
/// # Errors
/// If there are more or fewer predictions than labels, if a class has no name, if the file's name ends
/// differently, or if it cannot be written; an existing file is then unchanged.
pub fn plot_confusion_matrix<L, P>(
    labels: &[L],
    predictions: &[P],
    class_names: &[impl AsRef<str>],
    path: impl AsRef<Path>,
) -> Result<()>
where
    L: Whole,
    P: Whole,
{
    if labels.len() != predictions.len() {
        return Err(Error::Lengths {
            data: "confusion matrix",
            x: predictions.len(),
            y: labels.len(),
        });
    }
    let classes = class_names.len();
    let mut counts = vec![vec![0_u64; classes]; classes];
    for (row, (label, prediction)) in labels.iter().zip(predictions).enumerate() {
        let label = class(*label, row, classes)?;
        counts[label][class(*prediction, row, classes)?] += 1;
    }
    let names: Vec<&str> = class_names.iter().map(AsRef::as_ref).collect();
    save(path.as_ref(), || draw(&counts, &names))
}

/// The index of a class.
///
/// # Errors
/// If there is no such class.
fn class(class: impl Whole, row: usize, classes: usize) -> Result<usize> {
    let label = class.whole();
    let place = usize::try_from(label).ok();
    place.filter(|place| *place < classes).ok_or(Error::Label {
        data: "confusion matrix",
        row,
        label,
        classes,
    })
}

fn draw(counts: &[Vec<u64>], names: &[&str]) -> Canvas {
    let classes = names.len();
    let cell = (420.0 / classes.max(1) as f32).clamp(3.0, 120.0).floor();
    let side = cell * classes as f32;
    // Enough room for the axes' names beside few classes.
    let room = side.max(120.0);
    let names: Vec<String> = names
        .iter()
        .map(|name| font::fit(name, NAME, LONGEST))
        .collect();
    let widest = names
        .iter()
        .map(|name| font::width(name, NAME))
        .fold(0.0, f32::max);
    let turned = widest > cell - 6.0;
    // If all names would touch, only every few are shown.
    let every = (1.2 * NAME / cell).ceil().max(1.0) as usize;

    // Whole pixels, so that there are no seams between cells.
    let left = (MARGIN + LABEL + 12.0 + widest + 10.0).round();
    let top = MARGIN;
    let below = if turned { widest } else { NAME };
    let most = counts.iter().flatten().copied().max().unwrap_or(0);
    let bar = left + room + 22.0;
    let bar_axis = Axis::of(
        [0.0, most.max(1) as f64].into_iter(),
        false,
        Some([0.0, most.max(1) as f64]),
    );
    let ticks = bar_axis.ticks(room, NAME, true);
    let tick_labels = ticks.iter().filter_map(|tick| tick.label.as_deref());
    let bar_labels = tick_labels
        .map(|label| font::width(label, NAME))
        .fold(0.0, f32::max);
    let mut canvas = Canvas::new(
        bar + 18.0 + 10.0 + bar_labels + MARGIN,
        top + room + 10.0 + below + 8.0 + LABEL + MARGIN,
    );

    for (row, counts) in counts.iter().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            let place = Rect {
                x: left + column as f32 * cell,
                y: top + row as f32 * cell,
                width: cell,
                height: cell,
                fill: color(*count as f32 / most.max(1) as f32),
            };
            canvas.rect(place);
            let text = count.to_string();
            let size = (0.4 * cell)
                .min(15.0)
                .min((cell - 4.0) / font::width(&text, 1.0));
            if size >= 5.0 {
                let center = (
                    place.x + cell / 2.0,
                    place.y + cell / 2.0 + font::CAPITAL * size / 2.0,
                );
                canvas.text(Text {
                    color: if 2 * count > most { INK } else { WHITE },
                    ..Text::new(text, center, size, Anchor::Middle)
                });
            }
        }
    }
    let frame = Rect {
        x: left,
        y: top,
        width: side,
        height: side,
        fill: WHITE,
    };
    canvas.line(frame.outline(Stroke::new(INK, 1.0)));

    for (index, name) in names.iter().enumerate().step_by(every) {
        let (middle, bottom) = ((index as f32 + 0.5) * cell, top + side);
        let ink = Stroke::new(INK, 1.0);
        canvas.line(Line::between(
            (left - 4.0, top + middle),
            (left, top + middle),
            ink,
        ));
        canvas.line(Line::between(
            (left + middle, bottom),
            (left + middle, bottom + 4.0),
            ink,
        ));
        let down = font::CAPITAL * NAME / 2.0;
        canvas.text(Text::new(
            name,
            (left - 8.0, top + middle + down),
            NAME,
            Anchor::End,
        ));
        canvas.text(match turned {
            true => Text {
                turned: true,
                ..Text::new(
                    name,
                    (left + middle + down, bottom + 8.0),
                    NAME,
                    Anchor::End,
                )
            },
            false => Text::new(
                name,
                (left + middle, bottom + 8.0 + 2.0 * down),
                NAME,
                Anchor::Middle,
            ),
        });
    }
    canvas.text(Text {
        turned: true,
        ..Text::new(
            font::fit("true label", LABEL, room),
            (MARGIN + LABEL, top + room / 2.0),
            LABEL,
            Anchor::Middle,
        )
    });
    let place = (left + room / 2.0, top + room + 10.0 + below + 5.0 + LABEL);
    canvas.text(Text::new("predicted label", place, LABEL, Anchor::Middle));

    // The scale, with a rectangle for each pixel.
    let height = room.floor();
    for line in 0..height as u32 {
        let part = 1.0 - line as f32 / height;
        canvas.rect(Rect {
            x: bar,
            y: top + line as f32,
            width: 18.0,
            height: 1.0,
            fill: color(part),
        });
    }
    let frame = Rect {
        x: bar,
        y: top,
        width: 18.0,
        height,
        fill: WHITE,
    };
    canvas.line(frame.outline(Stroke::new(INK, 1.0)));
    for tick in ticks {
        let y = top + height * (1.0 - tick.part);
        canvas.line(Line::between(
            (bar + 18.0, y),
            (bar + 22.0, y),
            Stroke::new(INK, 1.0),
        ));
        let place = (bar + 26.0, y + font::CAPITAL * NAME / 2.0);
        canvas.text(Text::new(
            tick.label.unwrap_or_default(),
            place,
            NAME,
            Anchor::Start,
        ));
    }
    canvas
}

/// The colour of a fraction of the largest number.
fn color(part: f32) -> Color {
    let place = part.clamp(0.0, 1.0) * (SCALE.len() - 1) as f32;
    let index = (place as usize).min(SCALE.len() - 2);
    let (below, above) = (SCALE[index], SCALE[index + 1]);
    let mix = |low: u8, high: u8| {
        let (low, high) = (f32::from(low), f32::from(high));
        (low + (high - low) * (place - index as f32)).round() as u8
    };
    Color(
        mix(below.0, above.0),
        mix(below.1, above.1),
        mix(below.2, above.2),
    )
}
