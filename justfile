# The tasks of this repository; each line can be typed without just.

# the gate: what must pass before a change lands
gate:
    bash .ci/run

# the gate, the checks that need Python, and other processors
full:
    bash .ci/full

test:
    cargo test

# the kernels on aarch64, emulated, and in WebAssembly: on Debian
targets:
    bash .ci/targets

# new goldens of the compiler's errors: read their diff
goldens:
    TRYBUILD=overwrite cargo test --test errors goldens

# the errors as another compiler's version may show them
goldens-loose:
    KERUST_UI=loose cargo test --test errors goldens

bench:
    cargo bench -p kerust-benches

doc:
    cargo doc --no-deps --open

quickstart:
    cargo run --release --example quickstart
