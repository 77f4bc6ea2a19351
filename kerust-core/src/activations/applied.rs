use super::Activate;

/// The point at which a layer's activation is applied to its sums.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Applied {
    /// While they are in registers.
    ToSums,
    /// By the layer, when a row is whole.
    ToRows,
    /// After the layer, when its rows have been kept.
    AfterLayer,
}

impl Applied {
    #[inline(always)]
    pub(crate) const fn of<A: Activate>() -> Self {
        if A::KEEPS_INPUT {
            Applied::AfterLayer
        } else if A::ELEMENTWISE {
            Applied::ToSums
        } else {
            Applied::ToRows
        }
    }
}
