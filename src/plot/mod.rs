//! Pictures of a training, as SVG or PNG by the file's extension (with the feature `plot`).
//!
//! [`PlotHistory`] draws a history, [`plot_confusion_matrix`] the confusions between classes,
//! [`ImageGrid`] images with a model's predictions, [`RangeTest::plot`] the search for a learning
//! rate, and [`Plot`] and [`Figure`] any curves.
//!
//! The text of an SVG stays text. A PNG has two pixels for each of the SVG's and needs no installed
//! font: Arimo (SIL Open Font License 1.1), with Latin, Greek and Cyrillic letters, is part of this
//! crate. Files are written atomically.
//!
//! [`RangeTest::plot`]: crate::range_test::RangeTest::plot

mod axis;
mod canvas;
mod clip;
mod confusion_matrix;
mod curves;
mod figure;
mod file;
mod font;
mod gaps;
mod history;
mod image_grid;
mod labels;
mod legend;
mod panel;
mod picture;
mod png;
mod range_test;
mod svg;
mod thinning;

pub use self::confusion_matrix::plot_confusion_matrix;
pub use self::curves::Plot;
pub use self::figure::Figure;
pub use self::history::PlotHistory;
pub use self::image_grid::ImageGrid;
pub use self::picture::Picture;
