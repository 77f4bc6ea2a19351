//! The shapes of inputs that are joined.

use crate::graph::Inferred;
use crate::message::Text;
use crate::tensor::Dims;

/// The axis of a row, from 0, that Keras counts as `axis`: there that of the batch is 0, and -1 is the last.
// Only a constant of the compiler's: its size costs nothing.
#[allow(clippy::result_large_err)]
pub(super) const fn axis_of(axis: isize, shape: Dims) -> Result<usize, Inferred> {
    let rank = shape.rank as isize;
    let counted = if axis < 0 { axis + rank + 1 } else { axis };
    if counted > 0 && counted <= rank {
        return Ok(counted as usize - 1);
    }
    let problem = if counted == 0 {
        number(Text::new("joins along axis "), axis).text(", that of the rows of a batch")
    } else {
        let text = number(Text::new("joins along axis "), axis).text(", which `");
        text.shape(shape).text("` does not have")
    };
    let help = match shape.rank {
        1 => Text::new("the only axis is 1, or -1"),
        2 => Text::new("the axes are 1 and 2, and -1 is the last"),
        _ => Text::new("the axes are 1, 2 and 3, and -1 is the last"),
    };
    Err(Inferred::Invalid {
        problem,
        help,
        out: Dims::UNKNOWN,
    })
}

/// Appends a whole number with its sign.
pub(super) const fn number(text: Text, number: isize) -> Text {
    let text = if number < 0 { text.text("-") } else { text };
    text.number(number.unsigned_abs())
}

/// The error of a layer that is given more inputs than it joins.
pub(super) const fn too_many(inputs: &[Dims], most: usize) -> Option<Inferred> {
    if inputs.len() <= most {
        return None;
    }
    let problem = Text::new("joins at most ").number(most);
    Some(Inferred::Invalid {
        problem: problem.text(" inputs, and is given ").number(inputs.len()),
        help: Text::new("join some of them first"),
        out: Dims::UNKNOWN,
    })
}

/// Whether one of the shapes is unknown.
pub(super) const fn is_unknown(inputs: &[Dims]) -> bool {
    let mut place = 0;
    while place < inputs.len() {
        if inputs[place].is_unknown() {
            return true;
        }
        place += 1;
    }
    false
}

/// The shape of numbers that are joined one by one, where axes of size 1 are repeated.
pub(super) const fn elementwise(inputs: &[Dims]) -> Inferred {
    if is_unknown(inputs) {
        return Inferred::Shape(Dims::UNKNOWN);
    }
    let (mut out, mut place) = (inputs[0], 1);
    while place < inputs.len() {
        let mut other = 0;
        while other < place {
            if both(inputs[other], inputs[place]).is_none() {
                return Inferred::Apart {
                    expects: Text::new("inputs of the same shape"),
                    places: [other, place],
                    help: change(inputs[other], inputs[place]),
                    out: Dims::UNKNOWN,
                };
            }
            other += 1;
        }
        if let Some(joined) = both(out, inputs[place]) {
            out = joined;
        }
        place += 1;
    }
    Inferred::Shape(out)
}

/// The shape into which both can be repeated; their last axes belong together.
const fn both(a: Dims, b: Dims) -> Option<Dims> {
    let (mut long, short) = if a.rank < b.rank { (b, a) } else { (a, b) };
    let mut axis = 0;
    while axis < short.rank {
        let own = axis + long.rank - short.rank;
        match (long.sizes[own], short.sizes[axis]) {
            (1, size) => long.sizes[own] = size,
            (_, 1) => {}
            (one, other) if one == other => {}
            _ => return None,
        }
        axis += 1;
    }
    Some(long)
}

/// The change that makes two shapes the same, if there is a usual one.
const fn change(a: Dims, b: Dims) -> Text {
    let width = if a.width() > 1 { a.width() } else { b.width() };
    match (a.rank, b.rank) {
        (3, 3) if differ_in_size(a, b) => SAME,
        (3, 3) => {
            let text = Text::new("give both ").count(width, "channel");
            text.text(": `Conv2D<_, ").number(width).text(", 1>`")
        }
        (1, 1) => {
            let text = Text::new("give both ").count(width, "number");
            text.text(": `Dense<_, ").number(width).text(">`")
        }
        (1, _) => vector(b),
        (_, 1) => vector(a),
        _ => Text::EMPTY,
    }
}

/// The help for images of different sizes.
const SAME: Text = Text::new(
    "give both the same height and width: a convolution with `padding = same` keeps those of its input",
);

/// The help for a vector that goes along the last axis of `other`.
const fn vector(other: Dims) -> Text {
    let text = Text::new("a vector goes along the last axis: `Dense<_, ");
    text.number(other.width()).text(">`")
}

/// Whether two images have different heights or widths.
const fn differ_in_size(a: Dims, b: Dims) -> bool {
    a.sizes[0] != b.sizes[0] || a.sizes[1] != b.sizes[1]
}

/// The shape of inputs one behind the other along `axis`.
pub(super) const fn one_behind_the_other(axis: isize, inputs: &[Dims]) -> Inferred {
    if is_unknown(inputs) {
        return Inferred::Shape(Dims::UNKNOWN);
    }
    let mut out = inputs[0];
    let along = match axis_of(axis, out) {
        Ok(along) => along,
        Err(problem) => return problem,
    };
    let mut place = 1;
    while place < inputs.len() {
        let input = inputs[place];
        let mut other_axis = 0;
        let mut fits = input.rank == out.rank;
        while other_axis < out.rank {
            fits =
                fits && (other_axis == along || input.sizes[other_axis] == out.sizes[other_axis]);
            other_axis += 1;
        }
        if !fits {
            return apart(along, inputs[0], input, place);
        }
        out.sizes[along] += input.sizes[along];
        place += 1;
    }
    Inferred::Shape(out)
}

/// The error of inputs that differ along another axis than `along`, or in their number of axes.
const fn apart(along: usize, first: Dims, other: Dims, place: usize) -> Inferred {
    let (expects, help) = if first.rank != other.rank {
        (
            Text::new("inputs with the same number of axes"),
            Text::new("`Flatten` makes a vector of any shape"),
        )
    } else if along + 1 == first.rank {
        let is_image = first.rank == 3;
        (
            Text::new("inputs that differ along the last axis only"),
            if is_image { SAME } else { Text::EMPTY },
        )
    } else {
        let text = Text::new("inputs that differ along axis ");
        (text.number(along + 1).text(" only"), Text::EMPTY)
    };
    Inferred::Apart {
        expects,
        places: [0, place],
        help,
        out: Dims::UNKNOWN,
    }
}
