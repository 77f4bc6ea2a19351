use kerust::prelude::*;
use kerust::range_test::RangeTest;

use super::picture::Picture;

model! { struct Line < Dense<1, 1>(kernel_initializer = zeros) > }

const X: [f32; 4] = [-1.0, -0.5, 0.5, 1.0];

fn search(y: [f32; 4]) -> RangeTest {
    let line = compile!(
        Line::new(1),
        optimizer = SGD(learning_rate = 0.1),
        loss = mse
    );
    let search = find_learning_rate(&line, &X, &y).min_learning_rate(1e-4);
    search.max_learning_rate(100.0).run().unwrap()
}

#[test]
fn losses_over_rates_with_the_suggestion() {
    let found = search([-3.0, -1.5, 1.5, 3.0]);
    let picture = Picture::draw("search", |path| found.plot(path));
    assert!(picture.has("learning rate") && picture.has("loss of a batch"));
    assert_eq!(picture.curves("smoothed")[0].len(), found.points().len());
    let line = picture.texts().into_iter().find_map(|text| {
        let rate = text.strip_prefix("falls fastest: ")?;
        rate.parse::<f32>().ok()
    });
    let (line, rate) = (line.unwrap(), found.suggestion().unwrap());
    assert!((line / rate - 1.0).abs() < 0.05, "{line}, {rate}");
}

#[test]
fn a_search_that_found_nothing() {
    for (name, found) in [
        ("search_nothing_to_learn", search([0.0; 4])),
        ("search_unknown", search([f32::NAN; 4])),
        ("search_not_begun", RangeTest::default()),
    ] {
        let picture = Picture::draw(name, |path| found.plot(path));
        assert!(
            picture
                .texts()
                .iter()
                .all(|text| !text.starts_with("falls"))
        );
    }
}

#[test]
fn only_svg_and_png() {
    let found = search([1.0; 4]);
    let error = found.plot("search.pdf").unwrap_err();
    assert!(matches!(error, kerust::Error::Format { .. }), "{error}");
    let error = found.plot("no such folder/search.svg").unwrap_err();
    assert!(matches!(error, kerust::Error::File { .. }), "{error}");
}
