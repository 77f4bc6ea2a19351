/// How often a callback saves; as the value of `save_freq`, a number is [`Batches`](Self::Batches).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveFreq {
    /// After each epoch.
    #[default]
    Epoch,
    /// After so many batches, which are counted across epochs.
    Batches(usize),
}

/// What `save_freq` takes.
#[diagnostic::on_unimplemented(
    message = "`save_freq` takes a number of batches or `SaveFreq::Epoch`, not `{Self}`",
    label = "neither a number of batches nor `SaveFreq::Epoch`"
)]
pub trait IntoSaveFreq {
    /// As a value.
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
