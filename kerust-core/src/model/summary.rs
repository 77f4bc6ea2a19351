use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::graph::{self, Role, Weight};
use crate::model::{LayerInfo, Model};

/// The widths of the columns, those of Keras on a terminal of 80 columns.
const WIDTHS: [usize; 3] = [33, 24, 15];

/// A model's layers, output shapes and numbers of weights, printed like Keras' `summary()`.
#[derive(Clone, Debug)]
pub struct Summary {
    name: &'static str,
    layers: &'static [LayerInfo],
    params: usize,
    /// The number of weights that are trained.
    trained: usize,
}

impl Summary {
    pub(crate) fn of<M: Model>(model: &M) -> Self {
        let layers = (0..M::LAYERS.len()).filter(|layer| model.is_trainable(*layer));
        let arrays = layers.flat_map(|layer| M::LAYERS[layer].weights);
        let trained = arrays.filter(|array| array.role == Role::Trained);
        Summary {
            name: M::NAME,
            layers: M::LAYERS,
            params: M::PARAMS,
            trained: trained.map(Weight::len).sum(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Model: \"{}\"", self.name)?;
        rule(f, ["┏", "━", "┳", "┓"])?;
        let titles = ["Layer (type)", "Output Shape", "Param #"];
        row(f, "┃", titles.map(String::from))?;
        rule(f, ["┡", "━", "╇", "┩"])?;
        for (index, layer) in self.layers.iter().enumerate() {
            if index > 0 {
                rule(f, ["├", "─", "┼", "┤"])?;
            }
            let params = graph::params(layer.weights);
            row(
                f,
                "│",
                [
                    format!("{} ({})", layer.path(), layer.kind),
                    format!("{}", layer.output),
                    thousands(params),
                ],
            )?;
        }
        rule(f, ["└", "─", "┴", "┘"])?;
        let count = |params: usize| format!("{} ({})", thousands(params), bytes(params * 4));
        writeln!(f, " Total params: {}", count(self.params))?;
        writeln!(f, " Trainable params: {}", count(self.trained))?;
        writeln!(
            f,
            " Non-trainable params: {}",
            count(self.params - self.trained)
        )
    }
}

fn rule(f: &mut fmt::Formatter<'_>, [left, line, cross, right]: [&str; 4]) -> fmt::Result {
    f.write_str(left)?;
    for (column, width) in WIDTHS.iter().enumerate() {
        if column > 0 {
            f.write_str(cross)?;
        }
        f.write_str(&line.repeat(*width))?;
    }
    writeln!(f, "{right}")
}

/// Writes a row of cells; long text continues on the next line.
fn row(f: &mut fmt::Formatter<'_>, bar: &str, cells: [String; 3]) -> fmt::Result {
    let mut column = 0;
    let cells = cells.map(|cell| {
        let lines = wrap(&cell, WIDTHS[column] - 2);
        column += 1;
        lines
    });
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..lines {
        for (column, (cell, width)) in cells.iter().zip(WIDTHS).enumerate() {
            let text = cell.get(line).map_or("", String::as_str);
            let width = width - 2;
            if column == 2 {
                write!(f, "{bar} {text:>width$} ")?;
            } else {
                write!(f, "{bar} {text:<width$} ")?;
            }
        }
        writeln!(f, "{bar}")?;
    }
    Ok(())
}

/// The words of `text` in lines of up to `width` characters.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        let fits = |line: &&mut String| line.chars().count() + 1 + word.len() <= width;
        if let Some(line) = lines.last_mut().filter(fits) {
            line.push(' ');
            line.extend(word);
            continue;
        }
        while word.len() > width {
            lines.push(word.drain(..width).collect());
        }
        lines.push(word.into_iter().collect());
    }
    lines
}

/// `1,234,567`
fn thousands(n: usize) -> String {
    let digits = format!("{n}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `397.54 KB`
fn bytes(n: usize) -> String {
    let mut size = n as f64;
    let units = ["B", "KB", "MB", "GB", "TB"];
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < units.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.2} {}", units[unit])
}
