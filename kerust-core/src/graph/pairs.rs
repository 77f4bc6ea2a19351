//! The split of dense layers in pairs, with nothing but elementwise layers between them.

use super::Parts;
use crate::parallel::{GROUPS, Split};
use crate::tensor::LANES;

/// An operation in the order of all.
#[derive(Clone, Copy)]
pub(super) struct Link {
    /// The parts in which it can be split.
    pub(super) parts: Parts,
    /// Whether it takes the output of the one before it, which nobody else takes, and nothing else.
    pub(super) follows: bool,
}

impl Link {
    pub(super) const NONE: Link = Link {
        parts: Parts::Whole,
        follows: false,
    };
}

/// The splits of operations, in their order.
pub(super) const fn split<const COUNT: usize>(links: [Link; COUNT]) -> [Split; COUNT] {
    let mut splits = [Split::Whole; COUNT];
    let mut first = 0;
    while first < COUNT {
        let mut second = first + 1;
        while second < COUNT
            && links[second].follows
            && matches!(links[second].parts, Parts::Elementwise)
        {
            second += 1;
        }
        let panels = match links[first].parts {
            Parts::Dense {
                outputs,
                elementwise: true,
            } if second < COUNT
                && links[second].follows
                && matches!(links[second].parts, Parts::Dense { .. }) =>
            {
                outputs.div_ceil(LANES)
            }
            _ => 0,
        };
        if panels < 2 {
            first += 1;
            continue;
        }
        let groups = if panels < GROUPS { panels } else { GROUPS };
        splits[first] = Split::Outputs { panels, groups };
        let mut between = first + 1;
        while between < second {
            splits[between] = Split::Columns { panels, groups };
            between += 1;
        }
        splits[second] = Split::Inputs { panels, groups };
        first = second + 1;
    }
    splits
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Parts = Parts::Dense {
        outputs: 128,
        elementwise: true,
    };
    const LAST: Parts = Parts::Dense {
        outputs: 10,
        elementwise: false,
    };

    /// Each one takes the output of the one before it.
    fn split<const COUNT: usize>(parts: [Parts; COUNT]) -> [Split; COUNT] {
        let follows = true;
        super::split(parts.map(|parts| Link { parts, follows }))
    }

    #[test]
    fn a_value_that_two_take_is_complete_in_every_thread() {
        let links = [WIDE, Parts::Elementwise, LAST].map(|parts| Link {
            parts,
            follows: !matches!(parts, Parts::Elementwise),
        });
        assert_eq!(super::split(links), [Split::Whole; 3]);
    }

    #[test]
    fn dense_layers_in_pairs() {
        let (panels, groups) = (8, 8);
        assert_eq!(
            split([WIDE, Parts::Elementwise, LAST]),
            [
                Split::Outputs { panels, groups },
                Split::Columns { panels, groups },
                Split::Inputs { panels, groups },
            ]
        );
        assert_eq!(split([WIDE]), [Split::Whole]);
        assert_eq!(split([Parts::Whole, WIDE, LAST])[0], Split::Whole);
        assert_eq!(split([WIDE, Parts::Whole, LAST]), [Split::Whole; 3]);
        assert_eq!(split([LAST, LAST]), [Split::Whole; 2]);
        assert_eq!(split([WIDE, WIDE, LAST])[2], Split::Whole);
        assert_eq!(
            split([WIDE, WIDE, WIDE, LAST])[2],
            Split::Outputs { panels, groups }
        );
    }
}
