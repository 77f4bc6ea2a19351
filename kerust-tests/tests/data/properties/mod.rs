//! What holds for any data: how rows are batched and ordered, where they come from, and seeds.

mod data;
mod predictions;
mod sources;
mod training;
