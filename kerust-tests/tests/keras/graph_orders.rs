//! `graph_orders.json`: the order of the weights of graphs, and their names.

use kerust::model::Model;
use kerust::prelude::*;
use serde_json::Value;

use super::report::Report;
use kerust_tests::fixtures::{counts, list, read, text};

model! {
    struct Branches < x: Vector<4> > {
        let a = x -> Dense<_, 2>;
        let b = x -> Dense<_, 3>;
        (b, a) -> Concatenate
    }
}

model! { struct Chain < Dense<4, 2>, Dense<2, 3> > }

/// Compares the weights of a graph of each case.
macro_rules! compare_graphs {
    ($cases:ident; $($name:ident { $($graph:tt)* })*) => {
        let names: Vec<&str> = $cases.iter().map(|case| text(&case["name"])).collect();
        assert_eq!(names, [$(stringify!($name)),*], "the cases");
        let mut cases = $cases.iter();
        $({
            model! { struct Net $($graph)* }
            compare_weights::<Net>(cases.next().expect("as many"));
        })*
    };
}

fn compare_weights<M: Model>(case: &Value) {
    let (name, own) = (text(&case["name"]), M::new(0).get_weights());
    let shapes: Vec<Vec<usize>> = list(&case["shapes"]).iter().map(counts).collect();
    let own_shapes: Vec<Vec<usize>> = own.iter().map(|array| array.shape.clone()).collect();
    assert_eq!(own_shapes, shapes, "shapes of {name}");
    let names: Vec<&str> = list(&case["weights"]).iter().map(text).collect();
    let own: Vec<&str> = own.iter().map(|array| array.name.as_str()).collect();
    // Keras counts the layers of a model inside of another one on; here they stand behind its name.
    if own.iter().all(|name| name.matches('/').count() == 1) {
        assert_eq!(own, names, "names of {name}");
    }
}

/// Compares order, shapes and names.
pub fn compare(_: &mut Report) {
    let fixture = read("graph_orders.json");
    let cases = list(&fixture["cases"]);
    compare_graphs! { cases;
        branches { < x: Vector<4> > {
            let a = x -> Dense<_, 2>;
            let b = x -> Dense<_, 3> -> Dense<_, 5>;
            (a, b) -> Concatenate
        } }
        deep_branch_first { < x: Vector<4> > {
            let a = x -> Dense<_, 2> -> Dense<_, 3> -> Dense<_, 5>;
            let b = x -> Dense<_, 6>;
            (a, b) -> Concatenate
        } }
        second_branch_first { < x: Vector<4> > {
            let a = x -> Dense<_, 2>;
            let b = x -> Dense<_, 3>;
            (b, a) -> Concatenate
        } }
        outputs_of_different_depths { < x: Vector<4> > {
            let a = x -> Dense<_, 2>;
            let b = a -> Dense<_, 3>;
            let c = b -> Dense<_, 5>;
            (b = b, c = c, d = a -> Dense<_, 6>)
        } }
        outputs_in_another_order { < x: Vector<4> > {
            let a = x -> Dense<_, 2>;
            let first = a -> Dense<_, 3>;
            let second = a -> Dense<_, 5>;
            (second = second, first = first)
        } }
        called_twice { < x: Vector<4>, y: Vector<4> > {
            shared tower = Dense<_, 2>;
            let left = x -> tower;
            let right = y -> tower -> Dense<_, 3>;
            (left, right) -> Concatenate
        } }
        called_at_different_depths { < x: Vector<4> > {
            shared tower = Dense<_, 4>;
            let a = x -> Dense<_, 4>;
            let b = a -> tower;
            let c = b -> Dense<_, 4>;
            let d = c -> tower;
            let e = x -> tower;
            (d, e) -> Add
        } }
        called_by_two_outputs { < x: Vector<4> > {
            shared tower = Dense<_, 4>;
            let a = x -> tower;
            let b = a -> Dense<_, 2>;
            let c = x -> Dense<_, 4>;
            let d = c -> tower;
            (b = b, d = d -> Dense<_, 3>)
        } }
        residual_blocks { < x: Image<6, 6, 2> > {
            let a = x -> Conv2D<_, 4, 3>(padding = same);
            let b = a -> Conv2D<_, 4, 3>(padding = same) -> Conv2D<_, 4, 1>;
            let c = (a, b) -> Add;
            let d = c -> Conv2D<_, 8, 3>;
            let e = c -> Conv2D<_, 5, 3> -> MaxPooling2D<1> -> Conv2D<_, 8, 1>;
            (d, e) -> Add -> GlobalAveragePooling2D -> Dense<_, 2>
        } }
        two_inputs { < seen: Image<6, 6, 1>, known: Vector<4> > {
            let a = seen -> Conv2D<_, 2, 3> -> Flatten;
            let b = known -> Dense<_, 3>;
            let all = (b, a) -> Concatenate;
            (one = all -> Dense<_, 2>, other = b -> Dense<_, 5>)
        } }
        inputs_in_another_order { < other: Vector<4>, one: Vector<3> > {
            let a = one -> Dense<_, 2>;
            let b = other -> Dense<_, 2>;
            (a, b) -> Add
        } }
        names { < x: Vector<4> > {
            let a = x -> Dense<_, 2>(name = first);
            let b = a -> Dense<_, 3>;
            let c = b -> Dense<_, 5>(name = head);
            (c, x -> Dense<_, 6>) -> Concatenate
        } }
        a_model_as_a_layer { < x: Vector<4> > {
            let a = x -> Dense<_, 6>;
            (a, x -> Branches) -> Concatenate
        } }
        a_model_called_twice { < x: Vector<4> > {
            shared trunk = Chain;
            let a = x -> trunk;
            let b = x -> Dense<_, 4> -> trunk;
            (a, b) -> Add
        } }
        part_of_it_frozen { < x: Vector<4> > {
            let a = x -> Dense<_, 2>(trainable = false);
            a -> Dense<_, 3> -> Dense<_, 5>(trainable = false)
        } }
    }
}
