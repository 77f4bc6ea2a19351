//! Where a test's progress goes.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// What was written, how often, and from when on nobody reads it.
#[derive(Clone, Default)]
pub struct Output(pub Arc<Mutex<(String, usize, Option<usize>)>>);

impl Output {
    pub fn text(&self) -> String {
        self.0.lock().unwrap().0.clone()
    }

    pub fn writes(&self) -> usize {
        self.0.lock().unwrap().1
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut inner = self.0.lock().unwrap();
        inner.1 += 1;
        if inner.2.is_some_and(|last| inner.1 > last) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        inner.0.push_str(str::from_utf8(bytes).unwrap());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
