use super::{Dims, Image, Row, Sequence, Tokens, Unknown, Vector};

/// The most inputs, and the most outputs, of a model.
pub const MOST: usize = 8;

/// The shapes of a model's inputs, or of its outputs: one shape, or a tuple of several.
///
/// | structure | a row | rows |
/// | --- | --- | --- |
/// | `Vector<4>` | `[f32; 4]` | `&[[f32; 4]]` |
/// | `(Vector<4>, Vector<1>)` | `([f32; 4], [f32; 1])` | `(&[[f32; 4]], &[[f32; 1]])` |
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the shape of a model's inputs or outputs",
    label = "neither a shape nor a tuple of shapes",
    note = "shapes are `Vector<N>`, `Sequence<T, F>`, `Image<H, W, C>` and `Tokens<T, VOCAB>`; a tuple has 2 to 8 of them"
)]
pub trait Structure: Sized + Send + Sync + 'static {
    /// The shapes as values.
    const SHAPES: &'static [Dims];

    /// The kind: [`One`], or [`Several`].
    type Kind;

    /// A row: nested arrays, or a tuple of them.
    type Row: Copy + Send + Sync + 'static;

    /// A row that lies elsewhere.
    type RowRef<'a>: Copy;

    /// Rows that lie elsewhere: a slice, or a tuple of slices.
    type Rows<'a>: Copy;

    /// Rows that can be changed.
    type RowsMut<'a>;

    /// A list with an entry for each output, all alike: the entry itself where there is one.
    type Each<E>;

    /// The list with this entry for each output.
    fn all<E: Clone>(entry: E) -> Self::Each<E>;

    /// Rows in these numbers; `numbers` is called once for each shape, in their order.
    fn rows<'a>(numbers: impl FnMut(usize) -> &'a [f32]) -> Self::Rows<'a>;

    /// Rows in these numbers, to be changed.
    fn rows_mut<'a>(numbers: impl FnMut(usize) -> &'a mut [f32]) -> Self::RowsMut<'a>;

    /// Gives the numbers of the rows of each shape to `visit`.
    fn each<'a>(rows: Self::Rows<'a>, visit: impl FnMut(usize, &'a [f32]));

    /// Gives the numbers of the rows of each shape to `visit`, to be changed.
    fn each_mut<'a>(rows: Self::RowsMut<'a>, visit: impl FnMut(usize, &'a mut [f32]));

    /// Row `index`; `row` gives its numbers in each shape.
    fn row<'a>(row: impl FnMut(usize) -> &'a [f32]) -> Self::RowRef<'a>;

    /// The row itself.
    fn copied(row: Self::RowRef<'_>) -> Self::Row;

    /// Copies the row to `into`, without the stack.
    fn copy(row: Self::RowRef<'_>, into: &mut Self::Row);

    /// Adds `count` rows at the end of `all`.
    #[cfg(feature = "alloc")]
    fn append(rows: Self::Rows<'_>, count: usize, all: &mut alloc::vec::Vec<Self::Row>);
}

/// The kind of a structure that is one shape.
#[derive(Debug)]
pub struct One;

/// The kind of a structure of several shapes.
#[derive(Debug)]
pub struct Several<const COUNT: usize>;

/// The place of one of several outputs.
#[derive(Debug)]
pub struct At<const INDEX: usize>;

/// The first row in these numbers.
#[inline(always)]
fn first<R: Row>(numbers: &[f32]) -> &R {
    &R::rows(numbers)[0]
}

macro_rules! one_shape {
    ($([$($size:ident)*] $shape:ty, $row:ty;)*) => {$(
        impl<$(const $size: usize),*> Structure for $shape {
            const SHAPES: &'static [Dims] = &[<$shape as super::Shape>::DIMS];
            type Kind = One;
            type Row = $row;
            type RowRef<'a> = &'a $row;
            type Rows<'a> = &'a [$row];
            type RowsMut<'a> = &'a mut [$row];
            type Each<E> = E;

            #[inline(always)]
            fn all<E: Clone>(entry: E) -> E {
                entry
            }

            #[inline(always)]
            fn rows<'a>(mut numbers: impl FnMut(usize) -> &'a [f32]) -> &'a [$row] {
                Row::rows(numbers(0))
            }

            #[inline(always)]
            fn rows_mut<'a>(mut numbers: impl FnMut(usize) -> &'a mut [f32]) -> &'a mut [$row] {
                Row::rows_mut(numbers(0))
            }

            #[inline(always)]
            fn each<'a>(rows: &'a [$row], mut visit: impl FnMut(usize, &'a [f32])) {
                visit(0, Row::flatten(rows));
            }

            #[inline(always)]
            fn each_mut<'a>(rows: &'a mut [$row], mut visit: impl FnMut(usize, &'a mut [f32])) {
                visit(0, Row::flatten_mut(rows));
            }

            #[inline(always)]
            fn row<'a>(mut row: impl FnMut(usize) -> &'a [f32]) -> &'a $row {
                first(row(0))
            }

            #[inline(always)]
            fn copied(row: &$row) -> $row {
                *row
            }

            #[inline(always)]
            fn copy(row: &$row, into: &mut $row) {
                into.copy_from(row);
            }

            #[cfg(feature = "alloc")]
            fn append(rows: &[$row], count: usize, all: &mut alloc::vec::Vec<$row>) {
                all.extend_from_slice(&rows[..count]);
            }
        }
    )*};
}

one_shape! {
    [N] Vector<N>, [f32; N];
    [T F] Sequence<T, F>, [[f32; F]; T];
    [H W C] Image<H, W, C>, [[[f32; C]; W]; H];
    [T V] Tokens<T, V>, [f32; T];
    [] Unknown, [f32; 0];
}

/// Calls `$each` with the elements of tuples of 2 to [`MOST`] elements: `[number, and names of types]` of each.
macro_rules! tuples {
    ($each:ident) => {
        $crate::tensor::structure::tuples! {
            @ $each [[0 A0 B0 C0 D0] [1 A1 B1 C1 D1]]
            [2 A2 B2 C2 D2] [3 A3 B3 C3 D3] [4 A4 B4 C4 D4] [5 A5 B5 C5 D5] [6 A6 B6 C6 D6] [7 A7 B7 C7 D7]
        }
    };
    // One of something for each element.
    (@ to $element:ident $entry:ident) => { $entry };
    (@ to $element:ident $entry:expr) => { $entry };
    (@ $each:ident [$($element:tt)*]) => {
        $each! { $($element)* }
    };
    (@ $each:ident [$($element:tt)*] $next:tt $($more:tt)*) => {
        $each! { $($element)* }
        $crate::tensor::structure::tuples! { @ $each [$($element)* $next] $($more)* }
    };
}
pub(crate) use tuples;

macro_rules! several_shapes {
    ($([$index:tt $shape:ident $($other:ident)*])*) => {
        impl<$($shape: super::Shape),*> Structure for ($($shape,)*) {
            const SHAPES: &'static [Dims] = &[$($shape::DIMS),*];
            type Kind = Several<{ 0 $(+ { let _ = $index; 1 })* }>;
            type Row = ($($shape::Row,)*);
            type RowRef<'a> = ($($shape::RowRef<'a>,)*);
            type Rows<'a> = ($($shape::Rows<'a>,)*);
            type RowsMut<'a> = ($($shape::RowsMut<'a>,)*);
            type Each<E> = ($(tuples!(@ to $shape E),)*);

            fn all<E: Clone>(entry: E) -> Self::Each<E> {
                ($(tuples!(@ to $shape entry.clone()),)*)
            }

            #[inline(always)]
            fn rows<'a>(mut numbers: impl FnMut(usize) -> &'a [f32]) -> Self::Rows<'a> {
                ($($shape::rows(|_| numbers($index)),)*)
            }

            #[inline(always)]
            fn rows_mut<'a>(mut numbers: impl FnMut(usize) -> &'a mut [f32]) -> Self::RowsMut<'a> {
                ($($shape::rows_mut(|_| numbers($index)),)*)
            }

            #[inline(always)]
            fn each<'a>(rows: Self::Rows<'a>, mut visit: impl FnMut(usize, &'a [f32])) {
                $($shape::each(rows.$index, |_, numbers| visit($index, numbers));)*
            }

            #[inline(always)]
            fn each_mut<'a>(rows: Self::RowsMut<'a>, mut visit: impl FnMut(usize, &'a mut [f32])) {
                $($shape::each_mut(rows.$index, |_, numbers| visit($index, numbers));)*
            }

            #[inline(always)]
            fn row<'a>(mut row: impl FnMut(usize) -> &'a [f32]) -> Self::RowRef<'a> {
                ($($shape::row(|_| row($index)),)*)
            }

            #[inline(always)]
            fn copied(row: Self::RowRef<'_>) -> Self::Row {
                ($($shape::copied(row.$index),)*)
            }

            #[inline(always)]
            fn copy(row: Self::RowRef<'_>, into: &mut Self::Row) {
                $($shape::copy(row.$index, &mut into.$index);)*
            }

            #[cfg(feature = "alloc")]
            fn append(rows: Self::Rows<'_>, count: usize, all: &mut alloc::vec::Vec<Self::Row>) {
                all.extend((0..count).map(|index| ($(rows.$index[index],)*)));
            }
        }
    };
}

tuples! { several_shapes }
