use crate::gradients::Sink;
use crate::graph::Operation;
use crate::simd::math;
use crate::tensor::Vector16;

/// The gradients of the weights of a layer that is called more than once: they are added up, and given at the end
/// of the first call, which is the last on the way back.
pub(super) enum Calls<'a> {
    One,
    Several {
        total: &'a mut [Vector16],
        of_call: &'a mut [Vector16],
        is_first: bool,
        is_last: bool,
    },
}

impl<'a> Calls<'a> {
    /// The gradients of operation `number`, with memory for two of the weights.
    #[inline(always)]
    pub(super) fn new(operation: &Operation, number: usize, memory: &'a mut [f32]) -> Self {
        if !operation.is_shared() {
            return Calls::One;
        }
        let (memory, _) = memory.as_chunks_mut();
        let (total, of_call) = memory.split_at_mut(operation.vectors);
        Calls::Several {
            total,
            of_call,
            is_first: number == operation.calls[0],
            is_last: number == operation.calls[1],
        }
    }

    /// The sink of one call.
    #[inline(always)]
    pub(super) fn sink<'b>(&'b mut self, sink: &'b mut Sink<'_>) -> Sink<'b> {
        match self {
            Calls::One => sink.reborrow(),
            Calls::Several {
                total,
                is_last: true,
                ..
            } => sink.keep(total),
            Calls::Several { of_call, .. } => sink.keep(of_call),
        }
    }

    /// Adds the gradient of the call to those of later calls.
    #[inline(always)]
    pub(super) fn add(self, sink: &mut Sink<'_>) {
        let Calls::Several {
            total,
            of_call,
            is_first,
            is_last,
        } = self
        else {
            return;
        };
        if !is_last {
            let (of_call, total) = (of_call.as_flattened(), total.as_flattened_mut());
            math::zip(of_call, total, |of_call, total| total + of_call);
        }
        if is_first {
            sink.give_all(0, total);
        }
    }
}
