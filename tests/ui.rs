//! What the compiler says to every mistake.
//!
//! The goldens are exact for one version of the compiler, see CONTRIBUTING.md.

#[test]
fn one_error_for_each_mistake() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*/*.rs");
}
