//! Layers that join several values.

use kerust::prelude::*;

use super::inputs::check_graphs;

#[test]
fn of_the_same_shape() {
    check_graphs! {
        {<x: Vector<5>> { let a = x -> Dense<_, 4>(tanh); (a, x -> Dense<_, 4>) -> Add }};
        {<x: Vector<5>> { let a = x -> Dense<_, 5>(tanh); (a, x, x -> Dense<_, 5>) -> Add }};
        {<x: Vector<5>> { (x -> Dense<_, 17>, x -> Dense<_, 17>(tanh)) -> Subtract }};
        {<x: Vector<5>> { let a = x -> Dense<_, 33>; (a, x -> Dense<_, 33>(tanh)) -> Multiply }};
        {<x: Vector<5>> { (x, x -> Dense<_, 5>, x -> Dense<_, 5>(tanh)) -> Multiply }};
        {<x: Vector<5>> { (x, x -> Dense<_, 5>) -> Average }};
        {<x: Vector<5>> { (x, x -> Dense<_, 5>, x -> Dense<_, 5>(tanh)) -> Average }};
        {<x: Vector<20>> { (x, x -> Dense<_, 20>) -> Maximum }};
        {<x: Vector<20>> { (x, x -> Dense<_, 20>, x -> Dense<_, 20>) -> Maximum }};
        {<x: Vector<20>> { (x, x -> Dense<_, 20>) -> Minimum }};
        {<x: Vector<19>> { (x -> Dense<_, 19>, x, x -> Dense<_, 19>, x) -> Minimum }};
    }
}

#[test]
fn of_the_same_value() {
    check_graphs! {
        {<x: Vector<5>> { (x, x) -> Add }};
        {<x: Vector<5>> { (x, x) -> Multiply }};
        {<x: Vector<5>> { let a = x -> Dense<_, 4>(tanh); (a, a, a) -> Multiply }};
        {<x: Vector<5>> { let a = x -> Dense<_, 4>(tanh); (a, a) -> Concatenate }};
        {<x: Vector<5>> { let a = x -> Dense<_, 4>(tanh); (a, a) -> Dot(axes = -1) }};
        {<x: Vector<5>> { let a = x -> Dense<_, 4>(tanh); (a, a) -> Maximum }};
    }
}

#[test]
fn with_axes_that_are_repeated() {
    check_graphs! {
        {<x: Image<3, 4, 2>> {
            let a = x -> Conv2D<_, 5, 1>;
            (a, x -> Flatten -> Dense<_, 5>(tanh)) -> Multiply
        }};
        {<x: Image<3, 4, 2>> {
            let a = x -> Conv2D<_, 5, 1>;
            (x -> Flatten -> Dense<_, 1>, a, x -> Conv2D<_, 1, 1>) -> Add
        }};
        {<x: Image<3, 4, 2>> { (x -> GlobalAveragePooling2D(keepdims = true), x) -> Subtract }};
        {<x: Image<3, 4, 2>> {
            let a = x -> Conv2D<_, 1, 1>;
            (a, x, x -> GlobalMaxPooling2D(keepdims = true)) -> Average
        }};
        {<x: Image<3, 4, 2>> { (x -> Flatten -> Dense<_, 2>, x) -> Maximum }};
        {<x: Sequence<4, 3>> { (x -> GlobalAveragePooling1D(keepdims = true), x) -> Minimum }};
        {<x: Vector<5>> { let a = x -> Dense<_, 1>; (a, x, x -> Dense<_, 5>) -> Multiply }};
    }
}

#[test]
fn concatenated() {
    check_graphs! {
        {<x: Vector<5>> { (x, x -> Dense<_, 3>, x -> Dense<_, 1>) -> Concatenate }};
        {<x: Image<3, 4, 2>> { (x -> Conv2D<_, 5, 1>, x) -> Concatenate(axis = 3) }};
        {<x: Image<3, 4, 2>> {
            let a = x -> Conv2D<_, 2, 2>;
            (a, x -> Conv2D<_, 2, 2>, a) -> Concatenate(axis = 2)
        }};
        {<x: Image<3, 4, 2>> { (x, x -> MaxPooling2D<1>) -> Concatenate(axis = -3) }};
        {<x: Sequence<4, 3>> { (x -> GlobalMaxPooling1D(keepdims = true), x) -> Concatenate(axis = 1) }};
    }
}

#[test]
fn sums_of_products() {
    check_graphs! {
        {<x: Vector<5>> { (x, x -> Dense<_, 5>) -> Dot(axes = 1) }};
        {<x: Vector<5>> { (x, x -> Dense<_, 5>) -> Dot(axes = (-1, 1), normalize = true) }};
        {<x: Sequence<4, 3>> { (x, x -> Activation(tanh)) -> Dot(axes = 1) }};
        {<x: Sequence<4, 3>> { (x, x -> Activation(tanh)) -> Dot(axes = 2) }};
        {<x: Sequence<4, 3>> { (x -> Flatten -> Dense<_, 4>, x) -> Dot(axes = (1, 1)) }};
        {<x: Sequence<4, 3>> { (x, x -> Flatten -> Dense<_, 3>) -> Dot(axes = -1, normalize = true) }};
        {<x: Image<3, 4, 2>> {
            (x -> Conv2D<_, 5, 1>, x -> Flatten -> Dense<_, 4>) -> Dot(axes = (2, 1), normalize = true)
        }};
        {<x: Image<3, 4, 2>> {
            let a = x -> GlobalAveragePooling2D;
            (a, x) -> Dot(axes = (1, -1))
        }};
    }
}

#[test]
fn pooled_from_all_places() {
    check_graphs! {
        {<x: Image<5, 7, 2>> { x -> GlobalAveragePooling2D }};
        {<x: Image<3, 2, 20>> { x -> GlobalAveragePooling2D(keepdims = true) -> Conv2D<_, 2, 1> }};
        {<x: Image<3, 4, 20>> { x -> GlobalMaxPooling2D }};
        {<x: Image<2, 2, 37>> { x -> Conv2D<_, 17, 1> -> GlobalMaxPooling2D(keepdims = true) }};
        {<x: Sequence<5, 3>> { x -> GlobalAveragePooling1D -> Dense<_, 2> }};
        {<x: Sequence<5, 3>> { x -> GlobalMaxPooling1D }};
    }
}
