//! Pictures and tables of a history, of curves, of a search, of confusion and of images. With `KERUST_PICTURES=folder`
//! the pictures stay in a folder, to be looked at.
#![cfg(feature = "plot")]

mod confusion;
mod curves;
mod files;
mod histories;
mod images;
mod many;
mod picture;
mod searches;
mod tables;
