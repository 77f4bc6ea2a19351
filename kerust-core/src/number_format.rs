//! Numbers in Python's formats, for callbacks whose texts are those of Keras.

use alloc::format;
use alloc::string::String;
use core::fmt::Write;

/// Appends a number in Python's format `{:.2f}` to `out`, with `precision` in place of the 2.
pub fn fixed(out: &mut String, value: f64, precision: usize) {
    if !non_finite(out, value) {
        let _ = write!(out, "{value:.precision$}");
    }
}

/// Appends a number in Python's format `{:.2e}` to `out`, with `precision` in place of the 2.
pub fn exponent(out: &mut String, value: f64, precision: usize) {
    if !non_finite(out, value) {
        let start = out.len();
        let _ = write!(out, "{value:.precision$e}");
        lengthen_exponent(out, start);
    }
}

/// Appends a number in the format of Keras' progress bar to `out`: with four decimals, and with an exponent
/// if it is 0.001 or less.
///
/// ```
/// use kerust::callbacks::number;
///
/// let mut text = String::new();
/// number::in_progress(&mut text, 0.0001);
/// assert_eq!(text, "1.0000e-04");
/// ```
pub fn in_progress(out: &mut String, value: f64) {
    if value.abs() > 1e-3 {
        fixed(out, value, 4);
    } else {
        exponent(out, value, 4);
    }
}

/// Appends a number in Python's format `{:.2g}` to `out`, with `precision` in place of the 2: `fixed` or
/// `exponent` with as many digits, without trailing zeros.
pub fn general(out: &mut String, value: f64, precision: usize) {
    if non_finite(out, value) {
        return;
    }
    let precision = precision.max(1);
    let start = out.len();
    let _ = write!(out, "{value:.0$e}", precision - 1);
    let Some(e) = out[start..].rfind('e').map(|at| start + at) else {
        return;
    };
    let power = out[e + 1..].parse::<i32>().unwrap_or(0);
    // The power of the rounded number: 9.99 with two digits is 10.
    if power < -4 || power >= precision as i32 {
        let power = out.split_off(e);
        strip_zeros(out, start);
        out.push_str(&power);
        lengthen_exponent(out, start);
    } else {
        out.truncate(start);
        let decimals = (precision as i32 - 1 - power) as usize;
        let _ = write!(out, "{value:.decimals$}");
        strip_zeros(out, start);
    }
}

/// Appends a number in Python's format `{}` to `out`: the shortest digits that read back as this number.
///
/// ```
/// use kerust::callbacks::number;
///
/// let mut text = String::new();
/// number::shortest(&mut text, 1e-5);
/// assert_eq!(text, "1e-05");
/// ```
pub fn shortest(out: &mut String, value: f64) {
    if non_finite(out, value) {
        return;
    }
    let shortest = format!("{value:?}");
    let (number, power) = shortest.split_once('e').unwrap_or((&shortest, ""));
    let decimals = number
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    // Of two equally short and equally near numbers Python takes the even one.
    let even = match power {
        "" => format!("{value:.decimals$}"),
        _ => format!("{value:.decimals$e}"),
    };
    let start = out.len();
    out.push_str(match even.parse::<f64>() {
        Ok(same) if value == same => &even,
        _ => &shortest,
    });
    lengthen_exponent(out, start);
}

/// The shortest digits that read back as this `f32`, in Python's format.
///
/// ```
/// assert_eq!(kerust::callbacks::number::single(1e-5), "1e-05");
/// ```
#[must_use]
pub fn single(value: f32) -> String {
    let mut text = String::new();
    let digits = format!("{value:?}");
    shortest(&mut text, digits.parse().unwrap_or(value.into()));
    text
}

fn non_finite(out: &mut String, value: f64) -> bool {
    if value.is_nan() {
        out.push_str("nan");
    } else if value.is_infinite() {
        out.push_str(if value > 0.0 { "inf" } else { "-inf" });
    }
    !value.is_finite()
}

/// Rust's `1e-5` and `1e16` are Python's `1e-05` and `1e+16`.
fn lengthen_exponent(out: &mut String, start: usize) {
    let Some(e) = out[start..].rfind('e').map(|at| start + at) else {
        return;
    };
    let digits = if out[e + 1..].starts_with('-') {
        e + 2
    } else {
        out.insert(e + 1, '+');
        e + 2
    };
    if out.len() - digits == 1 {
        out.insert(digits, '0');
    }
}

fn strip_zeros(out: &mut String, start: usize) {
    if out[start..].contains('.') {
        let kept = out.trim_end_matches('0').trim_end_matches('.').len();
        out.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::single;

    #[test]
    fn an_f32_as_python_writes_it() {
        for (number, text) in [
            (1.0, "1.0"),
            (0.05, "0.05"),
            (0.0001, "0.0001"),
            (1e-5, "1e-05"),
            (2.5e-12, "2.5e-12"),
            (1e16, "1e+16"),
            (f32::NAN, "nan"),
            (f32::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(single(number), text);
        }
    }
}
