//! Functions for a few calls in a step: the platform's with `std`, and `libm`'s without.

macro_rules! functions {
    ($($float:ident $name:ident = $std:ident, $libm:ident ( $($x:ident),* );)*) => {$(
        #[inline(always)]
        pub(crate) fn $name($($x: $float),*) -> $float {
            #[cfg(feature = "std")]
            return $float::$std($($x),*);
            #[cfg(not(feature = "std"))]
            return libm::$libm($($x),*);
        }
    )*};
}

functions! {
    f32 sqrt = sqrt, sqrtf(x);
    f64 root = sqrt, sqrt(x);
    f32 powf = powf, powf(x, y);
    f32 cos = cos, cosf(x);
    f32 floor = floor, floorf(x);
    f32 ceil = ceil, ceilf(x);
    f32 log = ln, logf(x);
    f32 round = round_ties_even, rintf(x);
}
