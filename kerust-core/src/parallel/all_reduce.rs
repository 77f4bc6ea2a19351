use core::cell::Cell;
use core::fmt;
use core::ops::{Deref, DerefMut};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::vec::Vec;

use super::{Barrier, Destination, Partition};
use crate::simd::{LANES, Vector16, math};

/// Partial sums, one set for each group. Exchanges alternate between two sets: before one is used again, all
/// threads have read it.
type Sets = [Vec<RwLock<Vec<Vector16>>>; 2];

/// The shared memory of all-reduce: the partial sums of all workers, and their barrier.
pub(crate) struct AllReduce {
    sets: Sets,
    barrier: Barrier,
}

impl AllReduce {
    pub(crate) fn new(workers: usize) -> Self {
        let set = || {
            (0..super::partition::GROUPS)
                .map(|_| RwLock::default())
                .collect()
        };
        AllReduce {
            sets: [set(), set()],
            barrier: Barrier::new(workers),
        }
    }

    /// Ends all waiting.
    pub(crate) fn close(&self) {
        self.barrier.close();
    }
}

/// A worker's access to the shared sums.
pub(crate) struct Reducer<'t> {
    all_reduce: &'t AllReduce,
    worker: usize,
    workers: usize,
    exchanges: Cell<u64>,
}

impl<'t> Reducer<'t> {
    pub(crate) fn new(all_reduce: &'t AllReduce, worker: usize, workers: usize) -> Self {
        Reducer {
            all_reduce,
            worker,
            workers,
            exchanges: Cell::new(0),
        }
    }

    pub(crate) fn worker(&self) -> usize {
        self.worker
    }

    pub(crate) fn workers(&self) -> usize {
        self.workers
    }

    fn set(&self) -> &'t [RwLock<Vec<Vector16>>] {
        &self.all_reduce.sets[self.exchanges.get() as usize % 2]
    }

    /// The memory for the partial sums of a group, which the others see after the next exchange.
    pub(crate) fn publish(&self, group: usize, vectors: usize) -> Published<'t> {
        let mut sums = self.set()[group]
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if sums.len() < vectors {
            sums.resize(vectors, [0.0; LANES]);
        }
        Published { sums, vectors }
    }

    /// Waits until all workers have published their sums.
    ///
    /// # Panics
    /// If another worker's thread has ended.
    pub(crate) fn wait(&self) {
        let exchange = self.exchanges.get() + 1;
        self.all_reduce.barrier.arrive(self.worker, exchange);
        if self.all_reduce.barrier.wait(exchange).is_err() {
            panic!("another thread of the training has ended");
        }
    }

    /// Completes rows of `len` numbers, of which each worker has those of its own groups.
    pub(crate) fn gather(&self, partition: &Partition<'_>, rows: &mut [f32], len: usize) {
        let (count, own) = (rows.len() / len, partition.own_groups());
        let numbers = |group| {
            let rows = partition.group_rows(group, count);
            rows.start * len..rows.end * len
        };
        for group in own.clone() {
            let from = &rows[numbers(group)];
            let mut published = self.publish(group, from.len().div_ceil(LANES));
            published.as_flattened_mut()[..from.len()].copy_from_slice(from);
        }
        self.wait();
        for group in (0..partition.groups()).filter(|group| !own.contains(group)) {
            let to = &mut rows[numbers(group)];
            let published = Read::new(&self.set()[group]);
            to.copy_from_slice(&published.0.as_flattened()[..to.len()]);
        }
        self.exchanges.set(self.exchanges.get() + 1);
    }

    /// Adds the partial sums of `groups` groups to `total`, in their order, after the exchange.
    pub(crate) fn add(&self, groups: usize, total: &mut [Vector16]) {
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

    /// Adds the partial sums in the order of the groups, after the exchange, and passes the results to `out`. A
    /// row has `panels` vectors.
    pub(crate) fn sum(
        &self,
        groups: usize,
        panels: usize,
        vectors: usize,
        out: &mut impl Destination,
    ) {
        let read = |group: usize| Some(Read::new(&self.set()[group]));
        let sets: [Option<Read<'_>>; super::partition::GROUPS] =
            core::array::from_fn(|group| (group < groups).then(|| read(group)).flatten());
        for row in 0..vectors / panels {
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

struct Read<'t>(RwLockReadGuard<'t, Vec<Vector16>>);

impl<'t> Read<'t> {
    fn new(sums: &'t RwLock<Vec<Vector16>>) -> Self {
        Read(sums.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Partial sums that are being written.
pub(crate) struct Published<'t> {
    sums: RwLockWriteGuard<'t, Vec<Vector16>>,
    vectors: usize,
}

impl Deref for Published<'_> {
    type Target = [Vector16];

    fn deref(&self) -> &[Vector16] {
        &self.sums[..self.vectors]
    }
}

impl DerefMut for Published<'_> {
    fn deref_mut(&mut self) -> &mut [Vector16] {
        &mut self.sums[..self.vectors]
    }
}

impl fmt::Debug for Reducer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "worker {} of {}", self.worker, self.workers)
    }
}
