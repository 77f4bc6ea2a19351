//! Weights of rows and of classes, of all outputs and of one.

use kerust::prelude::*;

use super::{Data, House, bits, branches, data};

#[test]
fn weights_of_rows_are_those_of_the_parts() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        weights,
    } = data();
    let house = House::new(3);
    let (of_kinds, of_prices) = branches(&house);
    let house = compile!(
        house,
        optimizer = SGD,
        loss = (kind = sparse_categorical_crossentropy, price = mse)
    );
    let kinds_by = compile!(
        of_kinds,
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let prices_by = compile!(of_prices, optimizer = SGD, loss = mse);
    let (mut all, mut one) = (house.clone(), house.clone());
    let (x, y) = ((&photos, &facts), (&kinds, &prices));
    fit!(all, x, y, epochs = 2, sample_weight = &weights, verbose = 0).unwrap();
    fit!(
        one,
        x,
        y,
        epochs = 2,
        sample_weight = (price = &weights),
        verbose = 0
    )
    .unwrap();
    let (mut weighed, mut plain) = (kinds_by.clone(), kinds_by.clone());
    fit!(
        weighed,
        &photos,
        &kinds,
        epochs = 2,
        sample_weight = &weights,
        verbose = 0
    )
    .unwrap();
    fit!(plain, &photos, &kinds, epochs = 2, verbose = 0).unwrap();
    let mut of_prices = prices_by;
    fit!(
        of_prices,
        &facts,
        &prices,
        epochs = 2,
        sample_weight = &weights,
        verbose = 0
    )
    .unwrap();
    let (kinds_of_all, prices_of_all) = branches(all.model());
    let (kinds_of_one, prices_of_one) = branches(one.model());
    assert_eq!(bits(&*kinds_of_all), bits(weighed.model()));
    assert_eq!(bits(&*kinds_of_one), bits(plain.model()));
    assert_eq!(bits(&*prices_of_all), bits(of_prices.model()));
    assert_eq!(bits(&*prices_of_one), bits(of_prices.model()));
    assert_ne!(bits(weighed.model()), bits(plain.model()));
}

#[test]
fn weights_of_classes_are_those_of_the_part() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        ..
    } = data();
    let house = House::new(3);
    let (of_kinds, _) = branches(&house);
    let mut house = compile!(
        house,
        optimizer = SGD,
        loss = (kind = sparse_categorical_crossentropy, price = mse)
    );
    let mut of_kinds = compile!(
        of_kinds,
        optimizer = SGD,
        loss = sparse_categorical_crossentropy
    );
    let weights = [(0, 4.0), (2, 0.5)];
    fit!(
        house,
        (&photos, &facts),
        (&kinds, &prices),
        epochs = 2,
        class_weight = (kind = [(0, 4.0), (2, 0.5)]),
        verbose = 0
    )
    .unwrap();
    fit!(
        of_kinds,
        &photos,
        &kinds,
        epochs = 2,
        class_weight = weights,
        verbose = 0
    )
    .unwrap();
    assert_eq!(bits(&*branches(house.model()).0), bits(of_kinds.model()));
}

#[test]
fn validation_data_have_weights_too() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        weights,
    } = data();
    let mut house = compile!(
        House::new(3),
        optimizer = SGD,
        loss = (kind = sparse_categorical_crossentropy, price = mse)
    );
    let expected = house
        .evaluation((&photos, &facts), (&kinds, &prices))
        .sample_weight(&weights)
        .run()
        .unwrap();
    let (x, y) = (
        (photos.clone(), facts.clone()),
        (kinds.clone(), prices.clone()),
    );
    let with = |history: History| {
        assert_eq!(history["val_price_loss"][0], expected["price_loss"]);
        history["val_kind_loss"][0] == expected["kind_loss"]
    };
    // With a rate of 0 the model stays as it is.
    let mut still = compile!(
        house.into_model(),
        optimizer = SGD(learning_rate = 0.0),
        loss = (kind = sparse_categorical_crossentropy, price = mse)
    );
    let all = fit!(
        still,
        &x,
        &y,
        validation_data = (&x, &y, &weights),
        verbose = 0
    )
    .unwrap();
    assert!(with(all));
    let one = fit!(
        still,
        x,
        y,
        validation_data = ((&photos, &facts), (&kinds, &prices), (price = &weights)),
        verbose = 0
    )
    .unwrap();
    assert!(!with(one));
}
