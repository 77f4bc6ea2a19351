use core::ops::Range;

use super::Reducer;
use crate::simd::LANES;

/// The split of a layer in a model. `panels` are those, of sixteen numbers, between the two layers
/// of a pair; `groups` is how many parts they come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Not at all.
    Whole,
    /// Each part has some of the outputs.
    Outputs {
        /// Panels of outputs.
        panels: usize,
        /// Parts.
        groups: usize,
    },
    /// Between the layers of a pair: each part has some of the numbers.
    Columns {
        /// Panels of numbers.
        panels: usize,
        /// Parts.
        groups: usize,
    },
    /// Each part has the sums over some of the inputs.
    Inputs {
        /// Panels of inputs.
        panels: usize,
        /// Parts.
        groups: usize,
    },
    /// Each part has some of the rows.
    Rows {
        /// Parts.
        groups: usize,
    },
}

impl Split {
    /// The split by rows of any batch: the number of parts is that of the partial gradients too.
    pub(crate) const BY_ROWS: Split = Split::Rows { groups: GROUPS };

    /// Panels and groups.
    pub(crate) const fn parts(self) -> (usize, usize) {
        match self {
            Split::Whole => (0, 1),
            Split::Rows { groups } => (0, groups),
            Split::Outputs { panels, groups }
            | Split::Columns { panels, groups }
            | Split::Inputs { panels, groups } => (panels, groups),
        }
    }
}

/// More parts give more partial sums to add, fewer would leave processors idle.
pub(crate) const GROUPS: usize = 8;

/// The parts of a split layer that belong to one worker.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Partition<'t> {
    pub(crate) split: Split,
    pub(crate) worker: usize,
    pub(crate) workers: usize,
    /// With whom partial sums are exchanged; nobody, if one thread does all.
    pub(crate) reducer: Option<&'t Reducer<'t>>,
}

impl Partition<'_> {
    /// A layer that one thread computes.
    pub(crate) const fn alone(split: Split) -> Partition<'static> {
        Partition {
            split,
            worker: 0,
            workers: 1,
            reducer: None,
        }
    }

    /// The panels of group `group`.
    #[inline(always)]
    pub(crate) fn group(&self, group: usize) -> Range<usize> {
        let (panels, groups) = self.split.parts();
        group * panels / groups..(group + 1) * panels / groups
    }

    /// The number of groups.
    #[inline(always)]
    pub(crate) fn groups(&self) -> usize {
        self.split.parts().1
    }

    /// The groups that are computed here.
    #[inline(always)]
    pub(crate) fn own_groups(&self) -> Range<usize> {
        let (_, groups) = self.split.parts();
        self.worker * groups / self.workers..(self.worker + 1) * groups / self.workers
    }

    /// The panels that are computed here.
    #[inline(always)]
    pub(crate) fn own_panels(&self) -> Range<usize> {
        let groups = self.own_groups();
        self.group(groups.start).start..self.group(groups.end).start
    }

    /// The rows of group `group`, of a batch of `rows`.
    #[inline(always)]
    pub(crate) fn group_rows(&self, group: usize, rows: usize) -> Range<usize> {
        let (_, groups) = self.split.parts();
        group * rows / groups..(group + 1) * rows / groups
    }

    /// The rows, of a batch of `rows`, that are computed here.
    #[inline(always)]
    pub(crate) fn own_rows(&self, rows: usize) -> Range<usize> {
        if !matches!(self.split, Split::Rows { .. }) {
            return 0..rows;
        }
        let groups = self.own_groups();
        self.group_rows(groups.start, rows).start..self.group_rows(groups.end, rows).start
    }

    /// The numbers, of `width`, of group `group`.
    #[inline(always)]
    pub(crate) fn group_columns(&self, group: usize, width: usize) -> Range<usize> {
        numbers(&self.group(group), width)
    }

    /// The numbers, of `width`, between the layers of a pair that are computed here.
    #[inline(always)]
    pub(crate) fn own_columns(&self, width: usize) -> Range<usize> {
        numbers(&self.own_panels(), width)
    }
}

/// The numbers of some panels.
#[inline(always)]
fn numbers(panels: &Range<usize>, width: usize) -> Range<usize> {
    panels.start * LANES..width.min(panels.end * LANES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_has_one_owner() {
        for panels in [2, 3, 8, 13, 64] {
            for workers in 1..=8.min(panels) {
                let split = Split::Columns {
                    panels,
                    groups: panels.min(GROUPS),
                };
                let width = panels * LANES - 5;
                let mut next = (0, 0);
                for worker in 0..workers {
                    let partition = Partition {
                        split,
                        worker,
                        workers,
                        reducer: None,
                    };
                    let (own, columns) = (partition.own_panels(), partition.own_columns(width));
                    assert_eq!((own.start, columns.start), next);
                    assert!(!own.is_empty());
                    next = (own.end, columns.end);
                }
                assert_eq!(next.0, panels);
                assert_eq!(next.1, width);
            }
        }
    }
}
