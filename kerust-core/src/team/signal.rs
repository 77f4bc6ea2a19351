use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::boxed::Box;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a thread looks before it sleeps, in microseconds: longer than the parts of a step differ,
/// so that it need not be woken. Each time that it looked for nothing it looks half as long the next
/// time, so that it is not in the way where there are fewer processors than threads. (A thread that
/// gives its processor away without sleeping may get it back after milliseconds.)
const LONGEST: u32 = 100;

/// Looks between two looks at the clock.
const LOOKS: u32 = 32;

/// A cache line of its own, so that threads do not take it from each other.
#[repr(align(128))]
struct Place(AtomicU64);

/// How far each of some threads is; others wait until they are there.
pub(crate) struct Signal {
    places: Box<[Place]>,
    closed: AtomicBool,
    /// How long threads look, in microseconds.
    patience: AtomicU32,
    sleepers: AtomicUsize,
    door: Mutex<()>,
    wake: Condvar,
}

/// No thread will get any further.
pub(crate) struct Closed;

impl Signal {
    /// For this many threads, all at 0.
    pub(crate) fn new(threads: usize) -> Self {
        Signal {
            places: (0..threads).map(|_| Place(AtomicU64::new(0))).collect(),
            closed: AtomicBool::new(false),
            patience: AtomicU32::new(LONGEST),
            sleepers: AtomicUsize::new(0),
            door: Mutex::new(()),
            wake: Condvar::new(),
        }
    }

    /// Thread `thread` is at `count`: what it did before can be seen by those who wait for it.
    #[inline]
    pub(crate) fn arrive(&self, thread: usize, count: u64) {
        // In one order with the look at `sleepers`, so that nobody falls asleep in between.
        self.places[thread].0.store(count, Ordering::SeqCst);
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
        let mut places = self.places.iter();
        places.all(|place| place.0.load(Ordering::SeqCst) >= count)
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
        let signal = Signal::new(3);
        let sum = AtomicU64::new(0);
        thread::scope(|scope| {
            for me in 0..3 {
                let (signal, sum) = (&signal, &sum);
                scope.spawn(move || {
                    for round in 1..=300 {
                        if me == 2 && round % 100 == 0 {
                            // Long enough for the others to fall asleep.
                            thread::sleep(Duration::from_millis(20));
                        }
                        sum.fetch_add(1, Ordering::Relaxed);
                        signal.arrive(me, 2 * round - 1);
                        assert!(signal.wait(2 * round - 1).is_ok());
                        assert_eq!(sum.load(Ordering::Relaxed), 3 * round);
                        signal.arrive(me, 2 * round);
                        assert!(signal.wait(2 * round).is_ok());
                    }
                });
            }
        });
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn closing_ends_the_waiting() {
        let signal = Signal::new(1);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| signal.wait(1).is_err());
            thread::sleep(Duration::from_millis(20));
            signal.close();
            assert!(waiting.join().is_ok_and(|closed| closed));
        });
        assert!(signal.wait(1).is_err());
    }
}
