//! Rows and labels of generic-array.

use generic_array::GenericArray;
use generic_array::typenum::{U1, U3, U4};
use kerust::contract::Samples;
use kerust::prelude::*;

use super::of_others::*;

#[test]
fn rows_of_every_kind() {
    let y: Vec<usize> = (0..ROWS).map(class).collect();
    let loss = sparse_categorical_crossentropy::new;
    let x: Vec<GenericArray<f32, U4>> = rows().into_iter().map(GenericArray::from).collect();
    assert_eq!(
        trained::<Classes, _, _, _>(loss(), &x, &y),
        classes_of_arrays()
    );
    let bytes = |row| std::array::from_fn::<u8, 4, _>(|column| byte(row, column)).into();
    let bytes: Vec<GenericArray<u8, U4>> = (0..ROWS).map(bytes).collect();
    assert_eq!(
        trained::<Classes, _, _, _>(loss(), &bytes, &y),
        classes_of_arrays()
    );
    assert_eq!(
        trained::<Classes, _, _, _>(loss(), &Computed, &y),
        classes_of_arrays()
    );

    let net = Classes::new(1);
    assert_eq!(net.predict(&x[3]), net.predict(&rows()[3]));
    assert_eq!(net.predict(&bytes[3]), net.predict(&rows()[3]));
}

/// A source that has to be asked for each row.
struct Computed;

impl Samples for Computed {
    type Item = GenericArray<f32, U4>;

    fn sample_count(&self) -> usize {
        ROWS
    }

    fn read_sample(&self, index: usize, into: &mut Self::Item) -> kerust::Result<()> {
        into.copy_from_slice(&rows()[index]);
        Ok(())
    }
}

#[test]
fn labels_of_every_kind() {
    let x = rows();
    let hot: Vec<[f32; 3]> = (0..ROWS).map(one_hot).collect();
    let loss = categorical_crossentropy::new;
    let expected = trained::<Classes, _, _, _>(loss(), &x, &hot);
    let y: Vec<GenericArray<f32, U3>> = hot.iter().copied().map(GenericArray::from).collect();
    assert_eq!(trained::<Classes, _, _, _>(loss(), &x, &y), expected);
    let bits: Vec<GenericArray<bool, U3>> = hot
        .iter()
        .map(|row| row.map(|bit| bit == 1.0).into())
        .collect();
    assert_eq!(trained::<Classes, _, _, _>(loss(), &x, &bits), expected);

    let numbers: Vec<[f64; 1]> = (0..ROWS).map(|row| [row as f64]).collect();
    let expected = trained::<Line, _, _, _>(mse::new(), &x, &numbers);
    let y: Vec<GenericArray<f64, U1>> = numbers.into_iter().map(GenericArray::from).collect();
    assert_eq!(trained::<Line, _, _, _>(mse::new(), &x, &y), expected);
}
