//! The sources of the project: imports, documentation, pages, and the names that users get.

mod directions;
mod documentation;
mod hygiene;
mod pages;
mod prelude;
