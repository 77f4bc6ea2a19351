//! The tests of kerust are the files beside this one.
