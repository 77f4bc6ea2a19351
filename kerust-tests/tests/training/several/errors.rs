//! Errors of rows and labels name the input or the output.

use kerust::prelude::*;

use super::{Data, House, data};

#[test]
fn errors_name_the_input_or_the_output() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        ..
    } = data();
    let mut house = compile!(
        House::new(1),
        optimizer = SGD,
        loss = (kind = sparse_categorical_crossentropy, price = mse)
    );
    let before = super::bits(house.model());
    let few = &facts[..36];
    let error = fit!(house, (&photos, few), (&kinds, &prices), verbose = 0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "training data: input 1 has 37 rows, but input 2 has 36"
    );
    let error = house.predict_batch((&photos, few)).unwrap_err();
    assert!(matches!(
        error,
        kerust::Error::Inputs {
            expected: 37,
            input: 2,
            rows: 36,
            ..
        }
    ));
    let error = predict!(house, (&photos, few), verbose = 0).unwrap_err();
    assert!(matches!(error, kerust::Error::Inputs { .. }));

    let error = house
        .evaluate((&photos, &facts), (&kinds, &prices[..9]))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "output `price`: data to evaluate: `x` has 37 rows, but `y` has 9 labels"
    );
    let mut wrong = kinds.clone();
    wrong[30] = 4;
    let error = fit!(house, (&photos, &facts), (&wrong, &prices), verbose = 0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "output `kind`: training data: label 4 of row 30 is outside of the model's 4 classes, 0 to 3"
    );
    let error = fit!(
        house,
        (&photos, &facts),
        (&kinds, &prices),
        sample_weight = (price = &prices[..2]),
        verbose = 0
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "output `price`: training data: there are 37 rows, but 2 weights in `sample_weight`"
    );
    let error = fit!(
        house,
        (&photos, &facts),
        (&kinds, &prices),
        class_weight = (kind = [(9, 1.0)]),
        verbose = 0
    )
    .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("output `kind`: `class_weight`: class 9")
    );
    assert_eq!(super::bits(house.model()), before);
}
