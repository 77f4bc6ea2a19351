use crate::memory::Heap;
use crate::model::Model;

/// Memory for the batches of a training.
pub(crate) struct Room<M: Model> {
    rows: usize,
    pub(crate) work: M::Work<Heap, Heap>,
}

impl<M: Model> Room<M> {
    /// `room`, allocated if there is none or if it is too small.
    pub(crate) fn for_rows(room: &mut Option<Room<M>>, rows: usize) -> &mut Self {
        room.take_if(|room| room.rows < rows);
        room.get_or_insert_with(|| Room {
            rows,
            work: M::work(rows),
        })
    }
}
