//! The functions of real numbers, the platform's where there is one and `libm`'s elsewhere.

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
    exp = exp, expf(x);
    ln = ln, logf(x);
    sqrt = sqrt, sqrtf(x);
    tanh = tanh, tanhf(x);
    powf = powf, powf(x, y);
    cos = cos, cosf(x);
}
