//! Tokens as an input, and `Embedding`.

use kerust::layers::Pass;
use kerust::prelude::*;

model! {
    struct Words < Tokens<4, 6>, Embedding<_, 3>, Flatten, Dense<_, 2>(tanh), Dense<_, 1> >
}

model! {
    struct Mixed < facts: Vector<2>, words: Tokens<3, 5> > {
        let read = words -> Embedding<_, 4> -> GlobalAveragePooling1D;
        (facts, read) -> Concatenate -> Dense<_, 1>
    }
}

const X: [[u32; 4]; 3] = [[0, 5, 5, 2], [1, 1, 1, 1], [3, 0, 2, 5]];
const Y: [f32; 3] = [0.5, -1.0, 0.25];

#[test]
fn the_vector_of_a_token_has_the_sum_of_the_gradients_of_its_places() {
    let mut net = Words::new(1);
    let rows = X.map(|row| row.map(|token| token as f32));
    let mut tape = GradientTape::<Words>::new(3);
    let mut gradients = Gradients::new();
    let mut loss = |net: &mut Words, gradients: &mut Gradients<Words>| {
        tape.forward(net, &rows[..], Pass::PREDICT);
        let loss = tape.loss(&mse::new(), &Y).expect("good labels");
        tape.gradient(net, &rows[..], gradients);
        loss
    };
    loss(&mut net, &mut gradients);
    let computed = gradients.arrays()[0].values.clone();
    // Token 4 is in no row.
    assert_eq!(computed[12..15], [0.0; 3]);
    let mut weights = net.get_weights();
    for (place, gradient) in computed.iter().enumerate() {
        let at = weights[0].values[place];
        let mut value = |shift: f32| {
            weights[0].values[place] = at + shift;
            net.set_weights(&weights).expect("the same arrays");
            loss(&mut net, &mut gradients)
        };
        let slope = (value(0.02) - value(-0.02)) / 0.04;
        weights[0].values[place] = at;
        assert!(
            (slope - gradient).abs() < 2e-3,
            "{place}: {slope} {gradient}"
        );
    }
}

#[test]
fn tokens_of_any_integer_train_to_the_same_bits() {
    fn trained<T>(x: &[[T; 4]; 3]) -> Vec<u8>
    where
        [T; 4]: kerust::contract::RowFor<Tokens<4, 6>> + Clone,
    {
        let mut net = compile!(Words::new(3), optimizer = Adam, loss = mse);
        fit!(net, x, &Y, epochs = 3, batch_size = 2, verbose = 0).expect("good tokens");
        net.model().to_bytes()
    }
    let of_u32 = trained(&X);
    assert_eq!(trained(&X.map(|row| row.map(|token| token as u8))), of_u32);
    assert_eq!(trained(&X.map(|row| row.map(|token| token as u16))), of_u32);
    assert_eq!(trained(&X.map(|row| row.map(|token| token as i32))), of_u32);
    assert_eq!(trained(&X.map(|row| row.map(i64::from))), of_u32);
    assert_eq!(
        trained(&X.map(|row| row.map(|token| token as usize))),
        of_u32
    );
}

#[test]
fn a_token_that_is_not_there_is_an_error_before_the_first_step() {
    let mut net = compile!(Words::new(1), optimizer = SGD, loss = mse);
    let before = net.get_weights();
    let wrong = [[0, 1, 2, 3], [0, -1, 2, 3], [0, 1, 2, 3]];
    let text = "row 1 of the rows of `x` has the token -1 in place 1, which is none of 6, 0 to 5";
    let errors = [
        fit!(net, &wrong, &Y, verbose = 0).map(|_| ()),
        net.evaluate(&wrong, &Y).map(|_| ()),
        net.predict_batch(&wrong).map(|_| ()),
        net.train_on_batch(&wrong, &Y).map(|_| ()),
        fit!(net, &X, &Y, validation_data = (&wrong, &Y), verbose = 0).map(|_| ()),
    ];
    for error in errors {
        let error = error.expect_err("a wrong token").to_string();
        assert!(error.ends_with(text), "{error}");
    }
    assert_eq!(net.get_weights(), before);
}

#[test]
#[should_panic(expected = "the token 6 in place 2 is none of 6")]
fn a_row_with_a_token_that_is_not_there_cannot_be_predicted() {
    let _ = Words::new(1).predict(&[0_u8, 1, 6, 3]);
}

#[test]
fn one_of_two_inputs_has_tokens() {
    let facts = [[0.5, 1.0], [0.0, -1.0], [1.0, 1.0]];
    let words = [[0_u16, 4, 4], [1, 2, 3], [0, 0, 0]];
    let mut net = compile!(Mixed::new(1), optimizer = Adam, loss = mse);
    let history = fit!(net, (&facts, &words), &Y, epochs = 60, verbose = 0).expect("good data");
    assert!(history["loss"][59] < history["loss"][0]);
    let all = net.predict_batch((&facts, &words)).expect("rows in memory");
    assert_eq!(net.predict((&facts[1], &words[1])), all[1]);
    let error = net
        .predict_batch((&facts, &[[0, 5, 0]; 3]))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("row 0 of the rows of input 2 has the token 5 in place 1"),
        "{error}"
    );
}
