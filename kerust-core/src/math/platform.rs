//! What is called a few times a step: the platform's where there is one and `libm`'s elsewhere.

macro_rules! functions {
    ($($name:ident = $std:ident, $libm:ident ( $($x:ident),* );)*) => {$(
        #[inline(always)]
        pub(crate) fn $name($($x: f32),*) -> f32 {
            #[cfg(feature = "std")]
            return f32::$std($($x),*);
            #[cfg(not(feature = "std"))]
            return libm::$libm($($x),*);
        }
    )*};
}

functions! {
    sqrt = sqrt, sqrtf(x);
    powf = powf, powf(x, y);
    cos = cos, cosf(x);
    floor = floor, floorf(x);
    ceil = ceil, ceilf(x);
    log = ln, logf(x);
}
