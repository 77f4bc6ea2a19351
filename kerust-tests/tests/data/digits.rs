use kerust::datasets::digits;
use kerust::prelude::*;

model! { struct Flat < Dense<64, 10>(softmax) > }
model! { struct Lines < Sequence<8, 8>, Flatten, Dense<64, 10>(softmax) > }
model! { struct Images < Image<8, 8, 1>, Flatten, Dense<64, 10>(softmax) > }

#[test]
fn the_digits_are_those_of_uci() {
    let data = digits::load_bytes::<Flat>();
    let start = [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0];
    assert_eq!(data.x[0][..16], start);
    assert_eq!(data.y[..12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    let mut counts = [0; 10];
    data.y
        .iter()
        .for_each(|label| counts[usize::from(*label)] += 1);
    assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    assert_eq!(data.x.as_flattened().iter().max(), Some(&16));
    assert_eq!(
        format!("{data:?}"),
        "Dataset { x: 1797 × [u8; 64], y: 1797 × u8 }"
    );

    let scaled = digits::load::<Flat>();
    assert_eq!(
        (scaled.len(), scaled.x[0][3], &scaled.y),
        (1797, 13.0 / 16.0, &data.y)
    );
    assert_eq!(digits::load::<Lines>().x.as_flattened()[1][2], 13.0 / 16.0);
    assert_eq!(digits::load::<Images>().x[0][1][2], [13.0 / 16.0]);
    assert_eq!(digits::load_bytes::<Lines>().x[0][1], start[8..]);
    let image = digits::load_bytes::<Images>().x[0];
    let output = Images::new(1).predict(&image);
    assert_eq!(output, Flat::new(1).predict(&data.x[0]));
}
