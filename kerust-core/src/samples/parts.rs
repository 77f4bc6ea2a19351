use super::Samples;
use crate::tensor::structure::tuples;

/// A list of rows or labels: `&x`.
pub trait OneList<'x> {
    /// The type of the list.
    type List: Samples + ?Sized + 'x;

    /// The list.
    fn list(self) -> &'x Self::List;
}

#[diagnostic::do_not_recommend]
impl<'x, X: Samples + ?Sized> OneList<'x> for &'x X {
    type List = X;

    #[inline(always)]
    fn list(self) -> &'x X {
        self
    }
}

/// A tuple with a part for each of `N` inputs: `(&photos, &facts)`; also a reference to one, `&pair`.
pub trait Parts<const N: usize> {
    /// The parts.
    type Each;

    /// The parts.
    fn each(self) -> Self::Each;
}

macro_rules! parts {
    ($([$index:tt $part:ident $($other:ident)*])*) => {
        #[diagnostic::do_not_recommend]
        impl<$($part),*> Parts<{ 0 $(+ { let _ = $index; 1 })* }> for ($($part,)*) {
            type Each = Self;

            #[inline(always)]
            fn each(self) -> Self {
                self
            }
        }

        #[diagnostic::do_not_recommend]
        impl<'x, $($part),*> Parts<{ 0 $(+ { let _ = $index; 1 })* }> for &'x ($($part,)*) {
            type Each = ($(&'x $part,)*);

            #[inline(always)]
            fn each(self) -> Self::Each {
                ($(&self.$index,)*)
            }
        }
    };
}

tuples! { parts }
