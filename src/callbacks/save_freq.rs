/// The interval of saving; as the value of `save_freq`, a number is [`Batches`](Self::Batches).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveFreq {
    /// After each epoch.
    #[default]
    Epoch,
    /// After every so many batches, counted across epochs.
    Batches(usize),
}

/// A value of `save_freq`: a number of batches, or a [`SaveFreq`].
#[diagnostic::on_unimplemented(
    message = "`save_freq` takes a number of batches or `SaveFreq::Epoch`, not `{Self}`",
    label = "neither a number of batches nor `SaveFreq::Epoch`"
)]
pub trait IntoSaveFreq {
    /// The value as a `SaveFreq`.
    fn into_save_freq(self) -> SaveFreq;
}

impl IntoSaveFreq for SaveFreq {
    fn into_save_freq(self) -> SaveFreq {
        self
    }
}

impl IntoSaveFreq for usize {
    fn into_save_freq(self) -> SaveFreq {
        SaveFreq::Batches(self)
    }
}
