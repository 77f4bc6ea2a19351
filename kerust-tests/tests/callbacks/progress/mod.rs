//! `ProgbarLogger` and `Progbar` print what Keras prints.

#[macro_use]
mod net;
mod bar;
mod columns;
mod fits;
mod fixtures;
mod interruptions;
mod output;
mod rate;
mod screen;
