//! Files of models that have the same arrays and compute something else from them.

use kerust::formats::SaveWeights;
use kerust::model::architecture;
use kerust::prelude::*;

use super::file::bits;

const HIDDEN: usize = 8;
const RATE: f32 = 0.5;

model! { struct Relu < Dense<4, 8>(relu), Dense<8, 3>(softmax) > }
model! { struct Tanh < Dense<4, 8>(tanh), Dense<8, 3>(softmax) > }
model! { struct Other < Dense<4, 8>(relu), Dense<8, 3>(sigmoid) > }
model! { struct Logits < Dense<4, 8>(relu), Dense<8, 3> > }
model! { struct Longer < Dense<4, 8>(relu), Dense<8, 3>(softmax), Rescaling(2.0) > }
// The same function, written in other ways.
model! { struct Written < Dense<4, HIDDEN>(activation = relu), Dropout(RATE), Dense<{ 2 * 4 }, 3>, Activation(softmax) > }

model! { struct Leaky < Dense<4, 8>(leaky_relu), Dense<8, 3> > }
model! { struct Leaky02 < Dense<4, 8>(leaky_relu<0.2>), Dense<8, 3> > }
model! { struct Leaky03 < Dense<4, 8>(leaky_relu<0.3>), Dense<8, 3> > }

model! { struct Image1 < Image<4, 4, 1>, Rescaling(0.5), Conv2D<1, 2, 3>(relu), Flatten > }
model! { struct Image2 < Image<4, 4, 1>, Rescaling(0.5, offset = -1.0), Conv2D<1, 2, 3>(relu, padding = same, strides = 2), Flatten > }
model! { struct Pool2 < Image<3, 3, 1>, Conv2D<1, 1, 1>, MaxPooling2D<2>, Flatten > }
model! { struct Pool3 < Image<3, 3, 1>, Conv2D<1, 1, 1>, MaxPooling2D<3>, Flatten > }

/// What is said when `To` loads what `From` has saved, and changes nothing.
fn refused<From: Model, To: Model>() -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    From::new(1).save_weights(&path).unwrap();
    let mut to = To::new(2);
    let before = bits(&*to);
    let error = to.load_weights(&path).unwrap_err().to_string();
    assert_eq!(bits(&*to), before);
    assert!(to.load_weights_skip_mismatch(&path).unwrap().is_empty());
    assert_eq!(bits(&*to), bits(&*From::new(1)));
    let text = error.strip_prefix("these weights are of another model: ");
    let end = "; where that is meant, `load_weights_skip_mismatch` loads them nevertheless";
    let text = text.and_then(|text| text.strip_suffix(end));
    text.unwrap_or_else(|| panic!("{error}")).into()
}

fn loads<From: Model, To: Model>() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    From::new(1).save_weights(&path).unwrap();
    let mut to = To::new(2);
    to.load_weights(&path).unwrap();
    assert_eq!(bits(&*to), bits(&*From::new(1)));
}

#[test]
fn the_first_layer_that_computes_something_else_is_named() {
    assert_eq!(
        refused::<Relu, Tanh>(),
        "layer `dense` of `Tanh` is `tanh` where they have `relu`"
    );
    assert_eq!(
        refused::<Relu, Other>(),
        "layer `dense_1` of `Other` is `sigmoid` where they have `softmax`"
    );
    assert_eq!(
        refused::<Relu, Logits>(),
        "`Logits` ends where they have `softmax`"
    );
    assert_eq!(
        refused::<Relu, Longer>(),
        "layer `rescaling` of `Longer` is `Rescaling(scale = 2)` where they end"
    );
    assert_eq!(
        refused::<Leaky03, Leaky>(),
        "layer `dense` of `Leaky` is `leaky_relu(0.2)` where they have `leaky_relu(0.3)`"
    );
    assert_eq!(
        refused::<Image1, Image2>(),
        "layer `rescaling` of `Image2` is `Rescaling(scale = 0.5, offset = -1)` where they have `Rescaling(scale = 0.5)`"
    );
    assert_eq!(
        refused::<Pool2, Pool3>(),
        "layer `max_pooling2d` of `Pool3` is `MaxPooling2D(pool_size = 3)` where they have `MaxPooling2D(pool_size = 2)`"
    );
}

#[test]
fn the_same_function_has_the_same_architecture() {
    loads::<Relu, Written>();
    loads::<Written, Relu>();
    loads::<Leaky, Leaky02>();
    assert_eq!(architecture::<Relu>(), "Dense > relu > Dense > softmax");
    assert_eq!(architecture::<Written>(), architecture::<Relu>());
    assert_eq!(
        architecture::<Image2>(),
        "Rescaling(scale = 0.5, offset = -1) > Conv2D(padding = same, strides = 2) > relu > Flatten"
    );
}

#[test]
fn a_backup_of_another_architecture_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (x, y) = ([[1.0f32; 4]], [0u8]);
    fn fit<M>(
        model: Box<M>,
        folder: &std::path::Path,
        x: &[[f32; 4]],
        y: &[u8],
    ) -> kerust::Result<History>
    where
        M: Model<Input = Vector<4>, Output = Vector<3>, Head = softmax>,
    {
        let mut net = Compile::new(model)
            .optimizer(SGD::new())
            .loss::<sparse_categorical_crossentropy>();
        net.fit(x, y)
            .epochs(2)
            .callback(BackupAndRestore::new(folder).delete_checkpoint(false))
            .run()
    }
    fit(Relu::new(1), folder.path(), &x, &y).unwrap();
    let error = fit(Tanh::new(1), folder.path(), &x, &y).unwrap_err();
    let text =
        "is a backup of another model: layer `dense` of `Tanh` is `tanh` where they have `relu`";
    assert!(error.to_string().ends_with(text), "{error}");
}

#[test]
fn arrays_that_do_not_fit_are_left() {
    model! { struct Wide < Dense<4, 8>(tanh), Dense<8, 5>(softmax) > }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    let from = Relu::new(1);
    from.save_weights(&path).unwrap();
    let (mut to, before) = (Wide::new(2), Wide::new(2).get_weights());
    let left = to.load_weights_skip_mismatch(&path).unwrap();
    assert_eq!(left, ["dense_1/kernel", "dense_1/bias"]);
    let after = to.get_weights();
    assert_eq!(after[..2], from.get_weights()[..2]);
    assert_eq!(after[2..], before[2..]);

    let mut to = Wide::new(2);
    assert_eq!(to.copy_weights_by_name(&from), left);
    assert_eq!(to.get_weights(), after);
    assert_eq!(
        to.copy_weights_from(&from).unwrap_err().to_string(),
        "these weights are of another model: `dense_1/kernel` of `Relu` has the shape [8, 3], and `dense_1/kernel` of `Wide` needs [8, 5]"
    );
    assert_eq!(to.get_weights(), after);
}

#[test]
fn weights_are_copied_by_their_position() {
    type Own<const I: usize, const O: usize> = Dense<I, O>;
    model! { struct Renamed < Own<4, 8>(tanh), Own<8, 3> > }
    model! { struct First < Dense<4, 8> > }
    let relu = Relu::new(1);
    let mut renamed = Renamed::new(2);
    renamed.copy_weights_from(&relu).unwrap();
    assert_eq!(bits(&*renamed), bits(&*relu));
    assert_eq!(renamed.copy_weights_by_name(&relu).len(), 4);

    // A compiled model and one that is not in a box have weights too.
    let mut compiled = compile!(Logits::new(3), optimizer = SGD, loss = mse);
    compiled.copy_weights_from(&*relu).unwrap();
    renamed.copy_weights_from(&compiled).unwrap();
    assert_eq!(bits(&*renamed), bits(&*relu));

    let text = |error: kerust::Error| {
        error
            .to_string()
            .replace("these weights are of another model: ", "")
    };
    assert_eq!(
        text(First::new(0).copy_weights_from(&relu).unwrap_err()),
        "`First` has no array for `dense_1/kernel` of `Relu`, whose shape is [8, 3]"
    );
    assert_eq!(
        text(renamed.copy_weights_from(&First::new(0)).unwrap_err()),
        "`First` has no array for `own_1/kernel` of `Renamed`, whose shape is [8, 3]"
    );
}

model! { struct AsGraph < row: Vector<4> > {
    let hidden = row -> Dense<_, 8>(relu) -> Dropout(0.25);
    hidden -> Dense<_, 3>(softmax)
} }
model! { struct Straight < row: Vector<4> > {
    let a = row -> Dense<_, 4>(tanh);
    let b = a -> Dense<_, 4>(tanh);
    (a, b) -> Subtract -> Dense<_, 3>
} }
model! { struct Crossed < row: Vector<4> > {
    let a = row -> Dense<_, 4>(tanh);
    let b = a -> Dense<_, 4>(tanh);
    (b, a) -> Subtract -> Dense<_, 3>
} }
model! { struct Shared < row: Vector<4> > {
    shared tower = Dense<_, 4>(tanh);
    let a = row -> tower;
    (a, a -> tower) -> Add -> Dense<_, 3>
} }
model! { struct SharedOtherwise < row: Vector<4> > {
    shared tower = Dense<_, 4>(tanh);
    let a = row -> tower;
    (row, a -> tower) -> Add -> Dense<_, 3>
} }
model! { struct Half < Dense<4, 8>(relu) > }
model! { struct OfModels < row: Vector<4> > { row -> Half -> Dense<_, 3>(softmax) } }

#[test]
fn the_wiring_of_a_graph_is_in_it_and_a_chain_is_a_graph() {
    assert_eq!(architecture::<AsGraph>(), architecture::<Relu>());
    assert_eq!(architecture::<OfModels>(), architecture::<Relu>());
    assert_eq!(
        architecture::<Straight>(),
        "Dense > tanh > Dense > tanh > Subtract of 2, 4 > Dense"
    );
    assert_eq!(
        refused::<Straight, Crossed>(),
        "layer `subtract` of `Crossed` is `Subtract of 4, 2` where they have `Subtract of 2, 4`"
    );
    assert_eq!(
        architecture::<Shared>(),
        "Dense > tanh > Dense again as 1 > tanh > Add of 2, 4 > Dense"
    );
    refused::<Shared, SharedOtherwise>();
    loads::<Shared, Shared>();
}
