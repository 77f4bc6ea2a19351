use core::cell::Cell;
use core::fmt;
use core::ops::{Deref, DerefMut};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::vec::Vec;

use super::Signal;
use super::{Destination, Share};
use crate::simd::math;
use crate::simd::{LANE, Lane};

/// Partial sums, one set for each group. Exchanges alternate between two sets: before one is used again, all
/// threads have read it.
type Sets = [Vec<RwLock<Vec<Lane>>>; 2];

/// The shared state of a team's members.
pub(crate) struct Table {
    sets: Sets,
    meeting: Signal,
}

impl Table {
    pub(crate) fn new(members: usize) -> Self {
        let set = || {
            (0..super::partition::GROUPS)
                .map(|_| RwLock::default())
                .collect()
        };
        Table {
            sets: [set(), set()],
            meeting: Signal::new(members),
        }
    }

    /// Ends all meetings.
    pub(crate) fn close(&self) {
        self.meeting.close();
    }
}

/// A member's place in its team.
pub(crate) struct Team<'t> {
    table: &'t Table,
    member: usize,
    members: usize,
    exchanges: Cell<u64>,
}

impl<'t> Team<'t> {
    pub(crate) fn new(table: &'t Table, member: usize, members: usize) -> Self {
        Team {
            table,
            member,
            members,
            exchanges: Cell::new(0),
        }
    }

    pub(crate) fn member(&self) -> usize {
        self.member
    }

    pub(crate) fn members(&self) -> usize {
        self.members
    }

    fn set(&self) -> &'t [RwLock<Vec<Lane>>] {
        &self.table.sets[self.exchanges.get() as usize % 2]
    }

    /// The memory for the partial sums of a group, which the others see after the next meeting.
    pub(crate) fn publish(&self, group: usize, lanes: usize) -> Published<'t> {
        let mut sums = self.set()[group]
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if sums.len() < lanes {
            sums.resize(lanes, [0.0; LANE]);
        }
        Published { sums, lanes }
    }

    /// Waits until all members have published their sums.
    ///
    /// # Panics
    /// If another member's thread has ended.
    pub(crate) fn meet(&self) {
        let meeting = self.exchanges.get() + 1;
        self.table.meeting.arrive(self.member, meeting);
        if self.table.meeting.wait(meeting).is_err() {
            panic!("another thread of the training has ended");
        }
    }

    /// Completes rows of `len` numbers, of which each member has those of its own groups.
    pub(crate) fn gather(&self, share: &Share<'_>, rows: &mut [f32], len: usize) {
        let (count, own) = (rows.len() / len, share.own_groups());
        let numbers = |group| {
            let rows = share.group_rows(group, count);
            rows.start * len..rows.end * len
        };
        for group in own.clone() {
            let from = &rows[numbers(group)];
            let mut published = self.publish(group, from.len().div_ceil(LANE));
            published.as_flattened_mut()[..from.len()].copy_from_slice(from);
        }
        self.meet();
        for group in (0..share.groups()).filter(|group| !own.contains(group)) {
            let to = &mut rows[numbers(group)];
            let published = Read::new(&self.set()[group]);
            to.copy_from_slice(&published.0.as_flattened()[..to.len()]);
        }
        self.exchanges.set(self.exchanges.get() + 1);
    }

    /// Adds the partial sums of `groups` groups to `total`, in their order, after the meeting.
    pub(crate) fn add(&self, groups: usize, total: &mut [Lane]) {
        for set in &self.set()[..groups] {
            let set = &Read::new(set).0[..total.len()];
            math::zip(
                set.as_flattened(),
                total.as_flattened_mut(),
                |sum, total| total + sum,
            );
        }
        self.exchanges.set(self.exchanges.get() + 1);
    }

    /// Adds the partial sums in the order of the groups, after the meeting, and passes the results to `out`. A
    /// row has `panels` lanes.
    pub(crate) fn sum(
        &self,
        groups: usize,
        panels: usize,
        lanes: usize,
        out: &mut impl Destination,
    ) {
        let read = |group: usize| Some(Read::new(&self.set()[group]));
        let sets: [Option<Read<'_>>; super::partition::GROUPS] =
            core::array::from_fn(|group| (group < groups).then(|| read(group)).flatten());
        for row in 0..lanes / panels {
            for panel in 0..panels {
                let mut total = out.start(panel);
                for sums in sets.iter().flatten() {
                    let sums = &sums.0[row * panels + panel];
                    for (total, sum) in total.iter_mut().zip(sums) {
                        *total += sum;
                    }
                }
                out.put(row, panel, total);
            }
        }
        self.exchanges.set(self.exchanges.get() + 1);
    }
}

struct Read<'t>(RwLockReadGuard<'t, Vec<Lane>>);

impl<'t> Read<'t> {
    fn new(sums: &'t RwLock<Vec<Lane>>) -> Self {
        Read(sums.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Partial sums that are being written.
pub(crate) struct Published<'t> {
    sums: RwLockWriteGuard<'t, Vec<Lane>>,
    lanes: usize,
}

impl Deref for Published<'_> {
    type Target = [Lane];

    fn deref(&self) -> &[Lane] {
        &self.sums[..self.lanes]
    }
}

impl DerefMut for Published<'_> {
    fn deref_mut(&mut self) -> &mut [Lane] {
        &mut self.sums[..self.lanes]
    }
}

impl fmt::Debug for Team<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "member {} of {}", self.member, self.members)
    }
}
