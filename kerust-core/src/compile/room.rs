use crate::memory::Heap;
use crate::model::Model;

/// Memory for the batches of a training.
pub(crate) struct Room<M: Model> {
    rows: usize,
    pub(crate) work: M::Work<Heap, Heap>,
}

impl<M: Model> Room<M> {
    /// `room` if it is large enough, else a new one.
    pub(crate) fn for_rows(room: Option<Room<M>>, rows: usize) -> Self {
        room.filter(|room| room.rows >= rows)
            .unwrap_or_else(|| Room {
                rows,
                work: M::work(rows),
            })
    }
}
