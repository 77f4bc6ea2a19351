//! Several threads train a graph to the same bits as one: layers that join values which are split by rows with
//! others that are not.

use kerust::graph::Split;
use kerust::prelude::*;

use super::threads::same_on_images;

model! {
    struct Residual < image: Image<14, 14, 2> > {
        let a = image -> Conv2D<_, 17, 3>(relu, padding = same);
        let b = a -> Conv2D<_, 17, 3>(gelu, padding = same) -> Dropout(0.2) -> Conv2D<_, 17, 3>(padding = same);
        let share = b -> GlobalAveragePooling2D -> Dense<_, 17>(sigmoid);
        let weighed = (b, share) -> Multiply;
        (a, weighed, b) -> Add -> Activation(relu) -> GlobalMaxPooling2D -> Dense<_, 10>(softmax)
    }
}

model! {
    struct Branches < image: Image<14, 14, 2> > {
        let a = image -> Rescaling(0.5) -> Conv2D<_, 9, 3>(tanh, padding = same);
        let b = (a, image, a -> MaxPooling2D<1>) -> Concatenate -> MaxPooling2D<7>;
        let c = b -> Flatten -> Dense<_, 40>(relu);
        let d = (b, b -> GlobalAveragePooling2D(keepdims = true)) -> Subtract;
        let e = (d -> GlobalMaxPooling2D, c -> Dense<_, 20>(tanh)) -> Maximum;
        ((e, e) -> Average, (d, e) -> Dot(axes = (3, 1)) -> Flatten) -> Concatenate -> Dense<_, 10>(softmax)
    }
}

/// The names of the layers that are split by rows.
fn by_rows<M: Model>() -> Vec<&'static str> {
    let layers = M::LAYERS.iter();
    let split = layers.filter(|layer| matches!(layer.split, Split::Rows { .. }));
    split.map(|layer| layer.name).collect()
}

#[test]
fn a_block_with_a_residual_and_shares_of_channels() {
    let names = by_rows::<Residual>();
    for name in [
        "multiply",
        "add",
        "global_average_pooling2d",
        "global_max_pooling2d",
    ] {
        assert!(names.contains(&name), "{name} among {names:?}");
    }
    same_on_images::<Residual>();
}

#[test]
fn branches_that_are_split_and_not() {
    let names = by_rows::<Branches>();
    for name in ["concatenate", "subtract", "dot"] {
        assert!(names.contains(&name), "{name} among {names:?}");
    }
    for name in ["dense", "maximum", "average"] {
        assert!(!names.contains(&name), "{name} among {names:?}");
    }
    same_on_images::<Branches>();
}
