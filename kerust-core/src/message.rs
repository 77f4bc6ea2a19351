//! Text that is composed at compile time, for the errors of `model!`.

const CAPACITY: usize = 512;

/// A text of at most 512 bytes that `const fn`s can build; a longer one is cut off.
///
/// ```
/// use kerust::message::Text;
///
/// const TEXT: Text = Text::new("write `Dense<").number(128).text(", 10>`");
/// assert_eq!(TEXT.as_str(), "write `Dense<128, 10>`");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Text {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Text {
    /// The empty text.
    pub const EMPTY: Text = Text {
        bytes: [0; CAPACITY],
        len: 0,
    };

    /// The text `start`.
    #[must_use]
    pub const fn new(start: &str) -> Self {
        Text::EMPTY.text(start)
    }

    /// Appends `more`.
    #[must_use]
    pub const fn text(mut self, more: &str) -> Self {
        let bytes = more.as_bytes();
        let mut i = 0;
        while i < bytes.len() && self.len < CAPACITY {
            self.bytes[self.len] = bytes[i];
            self.len += 1;
            i += 1;
        }
        self
    }

    /// Appends a number in decimals.
    #[must_use]
    pub const fn number(mut self, mut n: usize) -> Self {
        let mut digits = [0; 20];
        let mut first = digits.len();
        loop {
            first -= 1;
            digits[first] = b'0' + (n % 10) as u8;
            n /= 10;
            if n == 0 {
                break;
            }
        }
        while first < digits.len() && self.len < CAPACITY {
            self.bytes[self.len] = digits[first];
            self.len += 1;
            first += 1;
        }
        self
    }

    /// Appends a number with its noun: `1 channel`, `3 channels`.
    #[must_use]
    pub const fn count(self, n: usize, noun: &str) -> Self {
        let text = self.number(n).text(" ").text(noun);
        if n == 1 { text } else { text.text("s") }
    }

    /// Appends names: ``; it has `a`, `b` and `c` ``, or nothing if there are none.
    #[must_use]
    pub(crate) const fn it_has(mut self, names: &[&str]) -> Self {
        let mut i = 0;
        while i < names.len() {
            let before = match i {
                0 => "; it has `",
                _ if i + 1 == names.len() => "` and `",
                _ => "`, `",
            };
            self = self.text(before).text(names[i]);
            i += 1;
        }
        if i > 0 { self.text("`") } else { self }
    }

    /// The text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(text) {
            Ok(text) => text,
            // The capacity has cut a character in two.
            Err(cut) => match core::str::from_utf8(text.split_at(cut.valid_up_to()).0) {
                Ok(text) => text,
                Err(_) => "",
            },
        }
    }

    /// Whether the text is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::Dims;

    #[test]
    fn words_numbers_and_shapes() {
        let text = Text::new("gives ").count(1, "channel").text(" of ");
        let text = text.shape(Dims::image(28, 28, 1)).text(", ").number(0);
        assert_eq!(text.as_str(), "gives 1 channel of Image<28, 28, 1>, 0");
        assert_eq!(Text::EMPTY.count(3, "input").as_str(), "3 inputs");
    }

    #[test]
    fn what_does_not_fit_is_cut_between_characters() {
        let mut text = Text::new("x");
        for _ in 0..400 {
            text = text.text("é");
        }
        assert!(text.as_str().len() >= CAPACITY - 2);
        assert!(text.as_str().ends_with('é'));
    }
}
