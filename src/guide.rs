#![cfg_attr(not(doctest), doc = include_str!("guide/links.txt"))]
#![doc = include_str!("../docs/guide.md")]
// Of two definitions of a link Markdown takes the first: `links.txt` stands before each page, so that its links go to
// modules here, and to files where the page is read by itself. Doc tests are named after their first line's file.

/// The pages of the guide as modules.
macro_rules! pages {
    ($($name:ident: $page:literal)*) => {$(
        #[cfg_attr(not(doctest), doc = include_str!("guide/links.txt"))]
        #[doc = include_str!($page)]
        pub mod $name {}
    )*};
}

pages! {
    your_data: "../docs/your-data.md"
    graphs: "../docs/graphs.md"
    layers: "../docs/layers.md"
    losses_and_metrics: "../docs/losses-and-metrics.md"
    optimizers_and_schedules: "../docs/optimizers-and-schedules.md"
    callbacks: "../docs/callbacks.md"
    own_layers_and_losses: "../docs/own-layers-and-losses.md"
    threads_and_reproducibility: "../docs/threads-and-reproducibility.md"
    inside_a_binary: "../docs/inside-a-binary.md"
    differences_from_keras: "../docs/differences-from-keras.md"
    how_near_keras: "../docs/how-near-keras.md"
}
