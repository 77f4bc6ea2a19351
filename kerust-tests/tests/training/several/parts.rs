//! A model whose outputs have nothing in common trains as its parts do, to the same bits.

use kerust::prelude::*;

use super::{Data, House, bits, branches, data};

#[test]
fn outputs_are_those_of_the_parts() {
    let Data { photos, facts, .. } = data();
    let house = House::new(3);
    let (kinds, prices) = branches(&house);
    let all = house.predict_batch((&photos, &facts)).unwrap();
    let of_parts = kinds.predict_batch(&photos).unwrap().into_iter();
    let of_parts = of_parts.zip(prices.predict_batch(&facts).unwrap());
    assert_eq!(all, of_parts.collect::<Vec<_>>());
    for (row, expected) in all.iter().enumerate() {
        // Another kernel adds the products of one row.
        let (kind, price) = house.predict((&photos[row], &facts[row]));
        let near = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-5);
        assert!(near(&kind, &expected.0) && near(&price, &expected.1));
        let mut into = ([0.0; 4], [0.0]);
        house.predict_into((&photos[row], &facts[row]), &mut into);
        assert_eq!(into, (kind, price));
    }
}

#[test]
fn a_training_is_that_of_the_parts() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        ..
    } = data();
    let house = House::new(3);
    let (of_kinds, of_prices) = branches(&house);
    let mut house = compile!(
        house,
        optimizer = Adam(learning_rate = 0.05),
        loss = (kind = sparse_categorical_crossentropy, price = mse),
        metrics = (kind = [accuracy], price = [mae])
    );
    let mut of_kinds = compile!(
        of_kinds,
        optimizer = Adam(learning_rate = 0.05),
        loss = sparse_categorical_crossentropy,
        metrics = [accuracy]
    );
    let mut of_prices = compile!(
        of_prices,
        optimizer = Adam(learning_rate = 0.05),
        loss = mse,
        metrics = [mae]
    );
    let all = fit!(
        house,
        (&photos, &facts),
        (&kinds, &prices),
        epochs = 4,
        batch_size = 8,
        validation_split = 0.25,
        verbose = 0
    )
    .unwrap();
    let one = fit!(
        of_kinds,
        &photos,
        &kinds,
        epochs = 4,
        batch_size = 8,
        validation_split = 0.25,
        verbose = 0
    )
    .unwrap();
    let other = fit!(
        of_prices,
        &facts,
        &prices,
        epochs = 4,
        batch_size = 8,
        validation_split = 0.25,
        verbose = 0
    )
    .unwrap();
    let (kinds_after, prices_after) = branches(house.model());
    assert_eq!(bits(&*kinds_after), bits(of_kinds.model()));
    assert_eq!(bits(&*prices_after), bits(of_prices.model()));
    for val in ["", "val_"] {
        let of = |history: &History, name: &str| history[&format!("{val}{name}")[..]].clone();
        assert_eq!(of(&all, "kind_loss"), of(&one, "loss"));
        assert_eq!(of(&all, "kind_accuracy"), of(&one, "accuracy"));
        assert_eq!(of(&all, "price_loss"), of(&other, "loss"));
        assert_eq!(of(&all, "price_mae"), of(&other, "mae"));
        for ((all, kind), price) in of(&all, "loss")
            .iter()
            .zip(of(&one, "loss"))
            .zip(of(&other, "loss"))
        {
            assert!((all - (kind + price)).abs() < 1e-5);
        }
    }
}

#[test]
fn a_factor_of_a_loss_scales_its_gradient() {
    let Data {
        photos,
        facts,
        kinds,
        prices,
        ..
    } = data();
    let house = House::new(3);
    let (_, of_prices) = branches(&house);
    let mut house = compile!(
        house,
        optimizer = SGD(learning_rate = 0.25),
        loss = (kind = sparse_categorical_crossentropy, price = mse),
        loss_weights = (price = 0.5)
    );
    // With plain SGD a factor of the loss is one of the rate; both are powers of two.
    let mut of_prices = compile!(
        of_prices,
        optimizer = SGD(learning_rate = 0.125),
        loss = mse
    );
    let all = fit!(
        house,
        (&photos, &facts),
        (&kinds, &prices),
        epochs = 2,
        verbose = 0
    )
    .unwrap();
    let other = fit!(of_prices, &facts, &prices, epochs = 2, verbose = 0).unwrap();
    assert_eq!(bits(&*branches(house.model()).1), bits(of_prices.model()));
    // The loss of an output has no factor, their sum has.
    assert_eq!(all["price_loss"], other["loss"]);
    let sum = all["kind_loss"][1] + 0.5 * all["price_loss"][1];
    assert!((all["loss"][1] - sum).abs() < 1e-5);
}

#[test]
fn an_output_without_a_loss_is_not_trained() {
    let Data {
        photos,
        facts,
        prices,
        ..
    } = data();
    let house = House::new(3);
    let (kinds, of_prices) = branches(&house);
    let before = bits(&*kinds);
    let mut of_prices = compile!(of_prices, optimizer = SGD, loss = mse, metrics = [mae]);
    fit!(of_prices, &facts, &prices, epochs = 2, verbose = 0).unwrap();
    let mut house: Compiled<House, SGD, (NoLoss, mse), ((), (mae,))> = compile!(
        house,
        optimizer = SGD,
        loss = (price = mse),
        metrics = (price = [mae])
    );
    let mut again = house.clone();
    let history = fit!(house, (&photos, &facts), &prices, epochs = 2, verbose = 0).unwrap();
    let same = fit!(
        again,
        (&photos, &facts),
        ((), &prices),
        epochs = 2,
        verbose = 0
    )
    .unwrap();
    assert_eq!(history, same);
    assert_eq!(bits(house.model()), bits(again.model()));
    let (kinds, prices_after) = branches(house.model());
    assert_eq!(bits(&*kinds), before);
    assert_eq!(bits(&*prices_after), bits(of_prices.model()));
    let names: Vec<_> = history.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["loss", "price_loss", "price_mae"]);
}
