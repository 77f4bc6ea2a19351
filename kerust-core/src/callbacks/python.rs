use core::fmt;

/// A number as Python writes it: 1.0, 0.05, 1e-05, nan.
pub(super) struct Python(pub(super) f32);

impl fmt::Display for Python {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_nan() {
            return f.write_str("nan");
        }
        let text = alloc::format!("{:?}", self.0);
        let Some((number, power)) = text.split_once('e') else {
            return f.write_str(&text);
        };
        let (sign, digits) = match power.strip_prefix('-') {
            Some(digits) => ('-', digits),
            None => ('+', power),
        };
        write!(f, "{number}e{sign}{digits:0>2}")
    }
}

#[cfg(test)]
mod tests {
    use super::Python;

    #[test]
    fn writes_as_python() {
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
            assert_eq!(alloc::format!("{}", Python(number)), text);
        }
    }
}
