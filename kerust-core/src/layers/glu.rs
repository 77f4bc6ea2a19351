use core::fmt::Display;

use super::{Activation, Batch, Definition, Fit, Geometry, Layer, Pass, With, options};
use crate::activations::{glu, linear};
use crate::gradients::Sink;
use crate::kernels::{Processor, Task};
use crate::memory::Lane;
use crate::message::Text;
use crate::regularizers::Regularizer;
use crate::shape::{Dims, Row, Shape};

impl With<glu> for Activation<linear> {
    type Is = Activation<glu>;
}

impl With<options::activation<glu>> for Activation<linear> {
    type Is = Activation<glu>;
}

impl Definition for Activation<glu> {
    type Ends = linear;
    const OPTIONS: Option<&'static [&'static str]> = Some(&["activation", "activity_regularizer"]);

    fn config(&self, option: &mut dyn FnMut(&'static str, &dyn Display)) {
        option("activation", &"glu");
    }

    #[inline(always)]
    fn activity(&self) -> Option<&'static dyn Regularizer> {
        self.activity
    }
}

impl<In: Shape> Geometry<In> for Activation<glu> {
    const FIT: Fit = {
        let mut out = In::DIMS;
        let width = In::WIDTH;
        if out.is_unknown() {
            Fit::Ok(Dims::UNKNOWN)
        } else if width % 2 == 1 {
            Fit::Bad {
                expects: Text::new("a last axis of an even size, which `glu` halves"),
                gives: Text::new("`").shape(out).text("`"),
                help: Text::new("make the last axis ").number(width + 1),
                out: Dims::UNKNOWN,
            }
        } else {
            out.sizes[out.rank - 1] = width / 2;
            Fit::Ok(out)
        }
    };
}

impl<In: Shape, Out: Shape> Layer<In, Out> for Activation<glu> {
    #[inline(always)]
    fn forward<X>(&self, _: &[Lane], x: &X, y: &mut [Out::Row], pass: &Pass)
    where
        X: Batch<In::Row> + ?Sized,
    {
        for (x, y) in x.rows().zip(y) {
            let (x, y, width) = (x.flat(), y.flat_mut(), Out::WIDTH);
            pass.cpu.run(Forward { x, y, width });
        }
    }

    #[inline(always)]
    fn backward<X>(
        &self,
        x: &X,
        _: &[Out::Row],
        dy: &[Out::Row],
        dx: Option<&mut [In::Row]>,
        _: &mut Sink,
        pass: &Pass,
    ) where
        X: Batch<In::Row> + ?Sized,
    {
        for ((x, dx), dy) in x.rows().zip(dx.into_iter().flatten()).zip(dy) {
            let (x, dy, dx, width) = (x.flat(), dy.flat(), dx.flat_mut(), Out::WIDTH);
            pass.cpu.run(Backward { x, dy, dx, width });
        }
    }
}

struct Forward<'a> {
    x: &'a [f32],
    y: &'a mut [f32],
    width: usize,
}

impl Task for Forward<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        glu::forward(self.x, self.y, self.width);
    }
}

struct Backward<'a> {
    x: &'a [f32],
    dy: &'a [f32],
    dx: &'a mut [f32],
    width: usize,
}

impl Task for Backward<'_> {
    type Out = ();

    #[inline(always)]
    fn run<P: Processor>(self) {
        glu::backward(self.x, self.dy, self.dx, self.width);
    }
}
