use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::boxed::Box;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The longest time in microseconds that a thread spins before it sleeps: longer than the differences between
/// the parts of a step, so that it need not be woken. After spinning in vain it spins half as long the next
/// time, so that it does not waste time where there are fewer processors than threads. (A thread that yields
/// its processor without sleeping may get it back only after milliseconds.)
const LONGEST: u32 = 100;

/// The number of spins between two reads of the clock.
const LOOKS: u32 = 32;

/// A counter in its own cache line, so that threads do not invalidate each other's.
#[repr(align(128))]
struct Counter(AtomicU64);

/// The progress of several threads, for which others wait.
pub(crate) struct Barrier {
    counters: Box<[Counter]>,
    closed: AtomicBool,
    /// The time that threads spin, in microseconds.
    patience: AtomicU32,
    sleepers: AtomicUsize,
    door: Mutex<()>,
    wake: Condvar,
}

/// The error that no thread will make any more progress.
pub(crate) struct Closed;

impl Barrier {
    /// The barrier of this number of threads, all at 0.
    pub(crate) fn new(threads: usize) -> Self {
        Barrier {
            counters: (0..threads).map(|_| Counter(AtomicU64::new(0))).collect(),
            closed: AtomicBool::new(false),
            patience: AtomicU32::new(LONGEST),
            sleepers: AtomicUsize::new(0),
            door: Mutex::new(()),
            wake: Condvar::new(),
        }
    }

    /// Sets the progress of thread `thread` to `count`: threads that wait for it see its earlier writes.
    #[inline]
    pub(crate) fn arrive(&self, thread: usize, count: u64) {
        // Sequentially consistent with the read of `sleepers`, so that no thread falls asleep in between.
        self.counters[thread].0.store(count, Ordering::SeqCst);
        self.wake_sleepers();
    }

    /// Ends all waiting, now and later.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.wake_sleepers();
    }

    fn wake_sleepers(&self) {
        if self.sleepers.load(Ordering::SeqCst) > 0 {
            drop(self.door.lock().unwrap_or_else(PoisonError::into_inner));
            self.wake.notify_all();
        }
    }

    #[inline]
    fn all_at(&self, count: u64) -> bool {
        let mut counters = self.counters.iter();
        counters.all(|counter| counter.0.load(Ordering::SeqCst) >= count)
    }

    /// Waits until all threads are at `count`.
    #[inline]
    pub(crate) fn wait(&self, count: u64) -> Result<(), Closed> {
        let patience = self.patience.load(Ordering::Relaxed);
        let mut start = None;
        loop {
            for _ in 0..LOOKS {
                if self.all_at(count) {
                    if patience < LONGEST {
                        self.patience.store(2 * patience + 1, Ordering::Relaxed);
                    }
                    return Ok(());
                }
                core::hint::spin_loop();
            }
            let now = Instant::now();
            if now - *start.get_or_insert(now) >= Duration::from_micros(patience.into()) {
                self.patience.store(patience / 2, Ordering::Relaxed);
                return self.sleep(count);
            }
        }
    }

    #[cold]
    fn sleep(&self, count: u64) -> Result<(), Closed> {
        self.sleepers.fetch_add(1, Ordering::SeqCst);
        let mut door = self.door.lock().unwrap_or_else(PoisonError::into_inner);
        let result = loop {
            if self.all_at(count) {
                break Ok(());
            }
            if self.closed.load(Ordering::SeqCst) {
                break Err(Closed);
            }
            door = self.wake.wait(door).unwrap_or_else(PoisonError::into_inner);
        };
        drop(door);
        self.sleepers.fetch_sub(1, Ordering::SeqCst);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn nobody_passes_before_all_are_there() {
        let barrier = Barrier::new(3);
        let sum = AtomicU64::new(0);
        thread::scope(|scope| {
            for me in 0..3 {
                let (barrier, sum) = (&barrier, &sum);
                scope.spawn(move || {
                    for round in 1..=300 {
                        if me == 2 && round % 100 == 0 {
                            // Long enough for the other threads to fall asleep.
                            thread::sleep(Duration::from_millis(20));
                        }
                        sum.fetch_add(1, Ordering::Relaxed);
                        barrier.arrive(me, 2 * round - 1);
                        assert!(barrier.wait(2 * round - 1).is_ok());
                        assert_eq!(sum.load(Ordering::Relaxed), 3 * round);
                        barrier.arrive(me, 2 * round);
                        assert!(barrier.wait(2 * round).is_ok());
                    }
                });
            }
        });
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn closing_ends_the_waiting() {
        let barrier = Barrier::new(1);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| barrier.wait(1).is_err());
            thread::sleep(Duration::from_millis(20));
            barrier.close();
            assert!(waiting.join().is_ok_and(|closed| closed));
        });
        assert!(barrier.wait(1).is_err());
    }
}
