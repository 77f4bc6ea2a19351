use crate::activations::{glu, linear};
use crate::graph::{Config, Inferred, Reads, Spec, Value};
use crate::layers::options::{AsLayer, activation};
use crate::layers::{Activation, Backward, Forward, Infer, Layer, Node, With};
use crate::message::Text;
use crate::simd::{Processor, Task};
use crate::tensor::Dims;

impl With<glu> for Activation<linear> {
    type Is = Activation<glu>;
}

impl With<activation<glu>> for Activation<linear> {
    type Is = Activation<glu>;
}

impl Activation<glu> {
    const fn spec_of_glu(&self, given: Dims) -> Spec {
        let (mut out, width) = (given, given.width());
        let inferred = if given.is_unknown() {
            Inferred::Shape(Dims::UNKNOWN)
        } else if width % 2 == 1 {
            Inferred::Misfit {
                expects: Text::new("a last axis of an even size, which `glu` halves"),
                gives: Text::new("`").shape(given).text("`"),
                help: Text::new("make the last axis ").number(width + 1),
                out: Dims::UNKNOWN,
            }
        } else {
            out.sizes[out.rank - 1] = width / 2;
            Inferred::Shape(out)
        };
        Spec::new("Activation", inferred)
            .config(Config::EMPTY.with("activation", Value::Word("glu")))
            .activity(self.activity)
            .reads(Reads::INPUT)
            .by_batches()
    }
}

impl<N: Node<Layer = Self>> Infer<N> for Activation<glu> {
    const SPEC: Spec = N::LAYER.spec_of_glu(N::INPUT);
}

impl Layer for Activation<glu> {
    type Activation = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["activation", "activity_regularizer"]);

    fn forward(&self, pass: Forward<'_>) {
        let width = pass.shapes.output.width();
        let rows = pass.y.chunks_exact_mut(pass.shapes.output.len());
        for (row, y) in rows.enumerate() {
            let x = pass.x.numbers(row);
            pass.pass.cpu.run(GluForward { x, y, width });
        }
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let (input, output) = (pass.shapes.input, pass.shapes.output);
        let rows = dx.chunks_exact_mut(input.len());
        let rows = rows.zip(pass.dy.chunks_exact(output.len()));
        for (row, (dx, dy)) in rows.enumerate() {
            let (x, width) = (pass.x.numbers(row), output.width());
            pass.pass.cpu.run(GluBackward { x, dy, dx, width });
        }
    }
}

struct GluForward<'a> {
    x: &'a [f32],
    y: &'a mut [f32],
    width: usize,
}

impl Task for GluForward<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        glu::forward(self.x, self.y, self.width);
    }
}

struct GluBackward<'a> {
    x: &'a [f32],
    dy: &'a [f32],
    dx: &'a mut [f32],
    width: usize,
}

impl Task for GluBackward<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        glu::backward(self.x, self.dy, self.dx, self.width);
    }
}

impl AsLayer for glu {
    const HELP: &'static str =
        "\nhelp: `glu` halves the last axis: put the layer `Activation(glu)` after this one";
}

impl AsLayer for activation<glu> {
    const HELP: &'static str = glu::HELP;
}
