//! Each layer by itself: the gradients of its inputs and of its weights.

use kerust::gradients::Learner;
use kerust::layers::Pass;
use kerust::memory::RowsOf;
use kerust::model::{Arena, Start};
use kerust::prelude::*;

use super::inputs::check_all;

#[test]
fn dense() {
    check_all! {
        {Vector<5>, Dense<5, 3>};
        {Vector<5>, Dense<5, 3>(relu)};
        {Vector<5>, Dense<5, 3>(sigmoid)};
        {Vector<5>, Dense<5, 3>(tanh)};
        {Vector<5>, Dense<5, 3>(softmax)};
        {Vector<5>, Dense<5, 3>(gelu)};
        {Vector<5>, Dense<5, 3>(gelu<true>)};
        {Vector<5>, Dense<5, 3>(silu)};
        {Vector<5>, Dense<5, 3>(mish)};
        {Vector<5>, Dense<5, 3>(elu)};
        {Vector<5>, Dense<5, 3>(selu)};
        {Vector<5>, Dense<5, 3>(softplus)};
        {Vector<5>, Dense<5, 3>(softsign)};
        {Vector<5>, Dense<5, 3>(squareplus)};
        {Vector<5>, Dense<5, 3>(tanh_shrink)};
        {Vector<5>, Dense<5, 3>(log_sigmoid)};
        {Vector<5>, Dense<5, 3>(exponential)};
        {Vector<5>, Dense<5, 3>(log_softmax)};
        {Vector<1>, Dense<1, 1>};
        {Vector<1>, Dense<1, 33>(tanh)};
        {Vector<17>, Dense<17, 16>(sigmoid)};
        {Vector<3>, Dense<3, 17>(softmax)};
    }
}

#[test]
fn conv2d() {
    check_all! {
        {Image<5, 4, 2>, Conv2D<2, 3, 3>};
        {Image<4, 3, 2>, Conv2D<2, 3, 2>(relu)};
        {Image<4, 3, 2>, Conv2D<2, 3, 2>(sigmoid)};
        {Image<4, 3, 2>, Conv2D<2, 3, 2>(tanh)};
        {Image<4, 3, 2>, Conv2D<2, 3, 2>(softmax)};
        {Image<4, 3, 2>, Conv2D<2, 3, 2>(silu)};
        {Image<3, 3, 1>, Conv2D<1, 17, 2>(tanh)};
        {Image<2, 2, 17>, Conv2D<17, 2, 1>};
        {Image<5, 4, 2>, Conv2D<2, 3, 3>(tanh, padding = same)};
        {Image<5, 4, 2>, Conv2D<2, 3, 2>(padding = same)};
        {Image<3, 2, 1>, Conv2D<1, 2, 5>(padding = same)};
        {Image<7, 6, 2>, Conv2D<2, 3, 3>(strides = 2)};
        {Image<5, 4, 2>, Conv2D<2, 3, 2>(softmax, strides = 2)};
        {Image<7, 5, 1>, Conv2D<1, 2, 2>(strides = 3)};
        {Image<5, 4, 2>, Conv2D<2, 3, 3>(sigmoid, strides = 2, padding = same)};
        {Image<6, 7, 2>, Conv2D<2, 3, 3>(strides = 2, padding = same)};
        {Image<5, 4, 2>, Conv2D<2, 3, 2>(strides = 2, padding = same)};
        {Image<5, 6, 1>, Conv2D<1, 2, 4>(strides = 2, padding = same)};
        {Image<5, 7, 1>, Conv2D<1, 2, 1>(strides = 3, padding = same)};
        {Image<5, 9, 1>, Conv2D<1, 2, 3>(strides = 4, padding = same)};
    }
}

#[test]
fn layers_without_weights() {
    check_all! {
        {Image<4, 6, 2>, MaxPooling2D<2>};
        {Image<5, 3, 1>, MaxPooling2D<2>};
        {Image<7, 6, 1>, MaxPooling2D<3>};
        {Image<2, 2, 3>, MaxPooling2D<1>};
        {Image<2, 3, 2>, Flatten};
        {Sequence<3, 2>, Flatten};
        {Image<2, 3, 2>, Rescaling(0.4, offset = -0.3)};
        {Vector<5>, Rescaling(-2.0)};
        {Vector<5>, Activation(linear)};
        {Vector<5>, Activation(relu)};
        {Image<2, 2, 3>, Activation(sigmoid)};
        {Sequence<3, 2>, Activation(tanh)};
        {Sequence<3, 2>, Activation(mish)};
        {Sequence<3, 4>, Activation(softmax)};
        {Image<2, 2, 3>, Activation(softmax)};
        {Sequence<3, 4>, Softmax};
        {Vector<20>, Dropout(0.4)};
        {Image<2, 3, 2>, Dropout(0.75)};
    }
}

/// Differences cannot tell: among equals the first one of a window has the gradient, as in Keras.
#[test]
fn equal_values_in_a_max_pool() {
    model! { struct Pool < Image<2, 4, 1>, MaxPooling2D<2> > }
    let x = [[[[2.0]; 4]; 2]];
    let mut dx = [f32::NAN; 8];
    let (mut net, pass) = (Pool::new(0), Pass::train(0, 0));
    let mut memory = [0.0; Pool::GRAPH.training.numbers(1)];
    let mut arena = Arena::training(&mut memory, 1, Pool::GRAPH);
    let x = RowsOf::<_, [[[f32; 1]; 4]; 2]>::new(&x[..]);
    net.forward(&[&x], &mut arena, &pass);
    arena.outputs_and_gradient(0, 1).1[0] = [[[3.0], [5.0]]];
    let inputs = &mut [&mut dx[..]];
    net.backward(
        &[&x],
        &mut arena,
        Start::Outputs,
        Some(inputs),
        &mut Learner::store(&mut []),
        &pass,
    );
    let expected = [3.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    assert_eq!(dx, expected, "gradient of equal values, got and expected");
}
