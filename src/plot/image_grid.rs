use std::path::Path;

use super::canvas::{Anchor, Bitmap, Canvas, Color, GREY, Rect, Stroke, Text, WHITE};
use super::file::save;
use super::font;
use super::picture::{Picture, Size};
use crate::contract::Whole;
use crate::{Error, Result};

const MARGIN: f32 = 14.0;
const GAP: f32 = 14.0;
const SIZE: f32 = 12.0;
const LINE: f32 = SIZE * font::LEADING;

/// The colour of a wrong prediction.
const WRONG: Color = Color(201, 24, 32);

/// A grid of images with their classes and a model's predictions.
///
/// The frame and the text of a wrong prediction are red.
///
/// ```
/// use kerust::datasets::digits;
/// use kerust::plot::ImageGrid;
/// use kerust::prelude::*;
///
/// model! { struct Digits < Dense<64, 10>(softmax) > }
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("digits.png");
/// let (_, test) = digits::load::<Digits>().split(0.01);
/// let outputs = Digits::new(42).predict_batch(&test.x)?;
/// let predicted: Vec<usize> = outputs.iter().map(|output| output.argmax()).collect();
/// ImageGrid::new(&test.x)
///     .labels(&test.y)
///     .predictions(&predicted)
///     .save(&path)?;
/// assert!(path.exists());
/// # Ok::<(), kerust::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "it is drawn by `save`"]
pub struct ImageGrid {
    images: Vec<Vec<f32>>,
    size: Size,
    labels: Option<Vec<i128>>,
    predictions: Option<Vec<i128>>,
    class_names: Vec<String>,
    width: Option<usize>,
    columns: usize,
}

impl ImageGrid {
    /// A grid of these images. The smallest number of all is black, the largest white.
    pub fn new<P: Picture>(images: &[P]) -> Self {
        ImageGrid {
            images: images.iter().map(Picture::numbers).collect(),
            size: P::SIZE,
            labels: None,
            predictions: None,
            class_names: Vec::new(),
            width: None,
            columns: 8,
        }
    }

    /// The class of each image.
    pub fn labels<L: Whole>(self, labels: &[L]) -> Self {
        let labels = Some(classes(labels));
        ImageGrid { labels, ..self }
    }

    /// The predicted class of each image.
    pub fn predictions<P: Whole>(self, predictions: &[P]) -> Self {
        let predictions = Some(classes(predictions));
        ImageGrid {
            predictions,
            ..self
        }
    }

    /// The names of the classes; by default they are shown as numbers.
    pub fn class_names(self, class_names: &[impl AsRef<str>]) -> Self {
        let class_names = class_names.iter().map(|name| name.as_ref().into());
        ImageGrid {
            class_names: class_names.collect(),
            ..self
        }
    }

    /// The width in pixels of images that are flat rows; by default they are square.
    pub fn width(self, width: usize) -> Self {
        let width = Some(width);
        ImageGrid { width, ..self }
    }

    /// The number of columns, by default 8.
    pub fn columns(self, columns: usize) -> Self {
        ImageGrid { columns, ..self }
    }

    /// Draws the grid to a file, `.svg` or `.png`.
    ///
    /// # Errors
    /// If there are more or fewer labels or predictions than images, if a class has no name, if flat rows
    /// cannot be divided into lines, if the file's name ends differently, or if it cannot be written; an
    /// existing file is then unchanged.
    pub fn save(self, path: impl AsRef<Path>) -> Result<()> {
        for given in [&self.labels, &self.predictions].into_iter().flatten() {
            if given.len() != self.images.len() {
                return Err(Error::Lengths {
                    data: "images",
                    x: self.images.len(),
                    y: given.len(),
                });
            }
            let names = self.class_names.len();
            let known = |class: &i128| {
                names == 0 || usize::try_from(*class).is_ok_and(|class| class < names)
            };
            if let Some(row) = given.iter().position(|class| !known(class)) {
                return Err(Error::Label {
                    data: "images",
                    row,
                    label: given[row],
                    classes: names,
                });
            }
        }
        let [height, width, channels] = self.lines()?;
        save(path.as_ref(), || self.draw(height, width, channels))
    }

    /// The numbers of lines, of pixels in a line, and of channels.
    fn lines(&self) -> Result<[usize; 3]> {
        let numbers = match self.size {
            Size::Image(height, width, channels) => return Ok([height, width, channels]),
            Size::Flat(numbers) => numbers,
        };
        let side = numbers.isqrt();
        let width = match self.width {
            Some(width) => width,
            None if side * side == numbers => side,
            None => 0,
        };
        if width == 0 || !numbers.is_multiple_of(width) {
            return Err(Error::Setting {
                setting: "width",
                value: width as f64,
                expected: "flat images that are no squares need a width that cuts them into whole lines",
            });
        }
        Ok([numbers / width, width, 1])
    }

    fn draw(&self, height: usize, width: usize, channels: usize) -> Canvas {
        let columns = self.columns.clamp(1, self.images.len().max(1));
        let rows = self.images.len().div_ceil(columns);
        // Whole pixels, so that all pixels of an image have the same size.
        let pixel = (84.0 / width.max(height).max(1) as f32).floor().max(1.0);
        let (image_width, image_height) = (width as f32 * pixel, height as f32 * pixel);
        let words: Vec<Vec<(String, bool)>> = (0..self.images.len())
            .map(|index| self.words(index))
            .collect();
        let widest = words
            .iter()
            .flatten()
            .map(|(text, _)| font::width(text, SIZE));
        let cell = widest
            .fold(image_width, f32::max)
            .min(image_width.max(130.0));
        let lines = words.iter().map(Vec::len).max().unwrap_or(0) as f32;
        let row_height = image_height + lines * LINE + if lines > 0.0 { 6.0 } else { 0.0 };
        let mut canvas = Canvas::new(
            2.0 * MARGIN + columns as f32 * (cell + GAP) - GAP,
            2.0 * MARGIN + (rows.max(1) as f32 * (row_height + GAP)) - GAP,
        );
        let (least, most) = self.range();
        for (index, (image, words)) in self.images.iter().zip(words).enumerate() {
            let middle = MARGIN + (index % columns) as f32 * (cell + GAP) + cell / 2.0;
            let top = MARGIN + (index / columns) as f32 * (row_height + GAP);
            let mut place = Rect {
                x: middle - image_width / 2.0,
                y: top,
                width: image_width,
                height: image_height,
                fill: WHITE,
            };
            let pixels = Bitmap {
                width: width as u32,
                height: height as u32,
                pixels: image
                    .chunks_exact(channels.max(1))
                    .map(|pixel| color(pixel, least, most))
                    .collect(),
            };
            canvas.bitmap(place, pixels);
            let wrong = words.iter().any(|(_, wrong)| *wrong);
            let stroke = match wrong {
                true => Stroke::new(WRONG, 3.0),
                false => Stroke::new(GREY, 1.0),
            };
            // The frame is around the pixels, not over them.
            place.x -= stroke.width / 2.0;
            place.y -= stroke.width / 2.0;
            place.width += stroke.width;
            place.height += stroke.width;
            canvas.line(place.outline(stroke));
            for (line, (text, wrong)) in words.into_iter().enumerate() {
                let baseline = top + image_height + 6.0 + LINE * (line as f32 + 0.75);
                let text = Text::new(
                    font::fit(&text, SIZE, cell),
                    (middle, baseline),
                    SIZE,
                    Anchor::Middle,
                );
                canvas.text(if wrong {
                    Text {
                        color: WRONG,
                        ..text
                    }
                } else {
                    text
                });
            }
        }
        canvas
    }

    /// The lines of text below an image, each with whether it is a wrong prediction.
    fn words(&self, index: usize) -> Vec<(String, bool)> {
        let class = |classes: &Option<Vec<i128>>| classes.as_ref().map(|classes| classes[index]);
        let (label, prediction) = (class(&self.labels), class(&self.predictions));
        let wrong = label.is_some() && prediction.is_some() && label != prediction;
        let mut words = Vec::new();
        if let Some(prediction) = prediction {
            words.push((format!("predicted {}", self.name(prediction)), wrong));
        }
        if let Some(label) = label {
            words.push((format!("true {}", self.name(label)), false));
        }
        words
    }

    fn name(&self, class: i128) -> String {
        let index = usize::try_from(class).ok();
        let name = index.and_then(|index| self.class_names.get(index));
        name.cloned().unwrap_or_else(|| class.to_string())
    }

    fn range(&self) -> (f32, f32) {
        let numbers = self
            .images
            .iter()
            .flatten()
            .filter(|number| number.is_finite());
        numbers.fold(
            (f32::INFINITY, f32::NEG_INFINITY),
            |(least, most), number| (least.min(*number), most.max(*number)),
        )
    }
}

/// The classes as numbers.
fn classes<C: Whole>(classes: &[C]) -> Vec<i128> {
    classes.iter().map(|class| class.whole()).collect()
}

fn color(pixel: &[f32], least: f32, most: f32) -> Color {
    // NaN becomes 0.
    let shade = |number: f32| match most > least {
        true => ((number - least) / (most - least) * 255.0).round() as u8,
        false => 0,
    };
    match pixel {
        [red, green, blue] | [red, green, blue, _] => {
            Color(shade(*red), shade(*green), shade(*blue))
        }
        [grey, ..] => Color(shade(*grey), shade(*grey), shade(*grey)),
        [] => WHITE,
    }
}
