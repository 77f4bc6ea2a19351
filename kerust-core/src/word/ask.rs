use core::marker::PhantomData;

/// Answers a question of the compiler without an error where the answer is no: a constant of its
/// own wins over a trait's.
#[derive(Debug)]
pub struct Ask<T>(PhantomData<T>);

/// A value as a type, so that constants can depend on it.
pub trait Valued {
    /// Its type.
    type Word: 'static;
    /// The value.
    const VALUE: &'static Self::Word;
}
