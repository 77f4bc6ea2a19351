//! What a terminal shows of what is written to it.

/// A terminal that shows long lines in several rows, and does so anew when it is resized.
#[derive(Default)]
pub struct Screen {
    pub columns: usize,
    /// Each as one, however many rows it takes; the second half of a wide letter is `\0`.
    lines: Vec<Vec<char>>,
    /// Before which letter of the last line the cursor is.
    cursor: usize,
    /// Whether the cursor waits for the next letter behind the last column.
    waits: bool,
}

impl Screen {
    pub fn write(&mut self, text: &str) {
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let at_end = self.waits && self.cursor.is_multiple_of(self.columns);
            let row = self.cursor / self.columns - usize::from(at_end);
            // Colours move nothing.
            self.waits &= letter == '\x1b';
            match letter {
                '\r' => self.cursor = row * self.columns,
                '\x08' => self.cursor = self.cursor.saturating_sub(1).max(row * self.columns),
                '\n' => {
                    self.line();
                    self.lines.push(Vec::new());
                    self.cursor = 0;
                }
                '\x1b' => {
                    assert_eq!(letters.next(), Some('['));
                    let mut number = String::new();
                    let end = letters.by_ref().find(|letter| match letter {
                        '0'..='9' => {
                            number.push(*letter);
                            false
                        }
                        _ => true,
                    });
                    match end.unwrap() {
                        'm' => {}
                        'A' => self.cursor -= number.parse::<usize>().unwrap() * self.columns,
                        'J' => {
                            let cursor = self.cursor;
                            self.line().truncate(cursor);
                        }
                        other => panic!("unknown code {other}"),
                    }
                }
                letter => {
                    let wide = letter > '\u{1100}' && letter != '━' && letter != '…';
                    self.put(letter);
                    if wide {
                        self.put('\0');
                    }
                    self.waits = true;
                }
            }
        }
    }

    fn put(&mut self, letter: char) {
        let cursor = self.cursor;
        let line = self.line();
        if cursor == line.len() {
            line.push(letter);
        } else {
            line[cursor] = letter;
        }
        self.cursor += 1;
    }

    fn line(&mut self) -> &mut Vec<char> {
        if self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
        self.lines.last_mut().unwrap()
    }

    /// How many rows the last line takes.
    pub fn rows(&mut self) -> usize {
        let columns = self.columns;
        self.line().len().div_ceil(columns).max(1)
    }

    /// The lines, without spaces at their ends.
    pub fn text(&self) -> Vec<String> {
        let lines = self.lines.iter().map(|line| {
            let letters = line.iter().filter(|letter| **letter != '\0');
            letters.collect::<String>().trim_end().to_owned()
        });
        lines.collect()
    }
}
