use kerust::graph::{Inferred, Spec};
use kerust::layers::{Infer, Node, RowBackward, RowForward, RowLayer};
use kerust::prelude::*;

pub struct Scale {
    factor: f32,
}

impl Scale {
    pub const fn new() -> Self {
        Scale { factor: 1.0 }
    }

    #[track_caller]
    pub const fn factor(self, factor: f32) -> Self {
        assert!(factor > 0.0, "the factor is positive");
        Scale { factor }
    }
}

impl<N: Node<Layer = Scale>> Infer<N> for Scale {
    const SPEC: Spec = Spec::new("Scale", Inferred::Shape(N::INPUT));
}

impl RowLayer for Scale {
    const OPTIONS: Option<&'static [&'static str]> = Some(&["factor"]);

    fn forward(&self, row: RowForward<'_>) {
        for (y, x) in row.y.iter_mut().zip(row.x) {
            *y = self.factor * x;
        }
    }

    fn backward(&self, row: RowBackward<'_>) {
        for (dx, dy) in row.dx.iter_mut().zip(row.dy) {
            *dx = self.factor * dy;
        }
    }
}

model! { struct Net < Vector<4>, Scale(factor = -2.0), Dense<4, 1> > }

fn main() {}
