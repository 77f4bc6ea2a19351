//! The names and the order of values, and what a user can write for rows and labels.

use kerust::model::OutputRow;
use kerust::prelude::*;

use super::{Data, House, data};

#[test]
fn a_history_is_in_the_order_of_names() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        ..
    } = data();
    let mut house: Compiled<
        House,
        Adam,
        (sparse_categorical_crossentropy, mse),
        ((accuracy,), (mae,)),
    > = compile!(
        House::new(1),
        optimizer = Adam,
        loss = (kind = sparse_categorical_crossentropy, price = mse),
        metrics = (kind = [accuracy], price = [mae])
    );
    let history = fit!(
        house,
        (&photos, &facts),
        (&kinds, &prices),
        validation_split = 0.5,
        verbose = 0
    )
    .unwrap();
    let names: Vec<_> = history.iter().map(|(name, _)| name).collect();
    let expected = [
        "kind_accuracy",
        "kind_loss",
        "loss",
        "price_loss",
        "price_mae",
    ];
    let val = expected.map(|name| format!("val_{name}"));
    let expected = expected.map(String::from);
    assert_eq!(names, [expected, val].concat());
    assert_eq!(format!("{house:?}").matches("mse").count(), 1);
}

/// A source of rows that lie nowhere.
struct Counted;

impl Samples for Counted {
    type Item = [f32; 3];

    fn sample_count(&self) -> usize {
        super::ROWS
    }

    fn read_sample(&self, index: usize, into: &mut [f32; 3]) -> kerust::Result<()> {
        *into = data().facts[index];
        Ok(())
    }
}

#[test]
fn rows_come_from_anywhere() {
    let Data { photos, facts, .. } = data();
    let house = House::new(1);
    let expected = house.predict_batch((&photos, &facts)).unwrap();
    assert_eq!(
        house.predict_batch((&photos[..], &Counted)).unwrap(),
        expected
    );
    let pair = (photos.clone(), facts.clone());
    assert_eq!(house.predict_batch(&pair).unwrap(), expected);
    let row = (photos[0], facts[0]);
    assert_eq!(house.predict(&row), house.predict((&photos[0], &facts[0])));
    // Bytes are cast, for each input.
    let bytes = (vec![[3_u8; 6]; 2], vec![[7_u8; 3]; 2]);
    let numbers = (vec![[3.0; 6]; 2], vec![[7.0; 3]; 2]);
    assert_eq!(
        house.predict_batch(&bytes).unwrap(),
        house.predict_batch(&numbers).unwrap()
    );
    assert_eq!(
        house.predict((&[3_u8; 6], &[7_u8; 3])),
        house.predict((&[3.0; 6], &[7.0; 3]))
    );
}

/// The outputs that a callback sees.
#[derive(Default)]
struct Outputs(Vec<OutputRow<House>>);

impl Callback<House> for Outputs {
    type Monitor = ();

    fn on_predict_batch_end(
        &mut self,
        _: usize,
        outputs: &[OutputRow<House>],
        _: &mut Training<'_, House>,
    ) -> kerust::Result<()> {
        self.0.extend_from_slice(outputs);
        Ok(())
    }
}

#[test]
fn a_callback_sees_rows_of_outputs() {
    let Data { photos, facts, .. } = data();
    let mut house = compile!(House::new(1), optimizer = SGD, loss = (price = mse));
    let mut outputs = Outputs::default();
    let all = predict!(
        house,
        (photos, facts),
        batch_size = 7,
        callbacks = [&mut outputs],
        verbose = 0
    )
    .unwrap();
    assert_eq!(all.len(), super::ROWS);
    assert_eq!(outputs.0, all);
}
