use kerust::plot::{Figure, Plot};

use super::picture::Picture;

#[test]
fn a_range_test_of_learning_rates() {
    let rates = (0..120).map(|step| 1e-6 * 10_f64.powf(f64::from(step) / 17.0));
    let points: Vec<_> = rates
        .map(|rate| (rate, 2.3 / (1.0 + 900.0 * rate) + 40.0 * rate * rate))
        .collect();
    let picture = Picture::draw("range_test", |path| {
        Plot::new()
            .title("Learning rate range test")
            .x_label("learning rate")
            .y_label("loss")
            .log_x(true)
            .y_limits(0.0, 3.0)
            .curve("loss", points.iter().copied())
            .line_at("steepest: 0.0004", 4e-4)
            .point("least: 0.01", (0.01, 0.234))
            .save(path)
    });
    for text in [
        "1e−6",
        "0.0001",
        "0.1",
        "least: 0.01",
        "steepest: 0.0004",
        "Learning rate range test",
    ] {
        assert!(picture.has(text), "{text} is not in {:?}", picture.texts());
    }
    // The end is above the limit, and stops there.
    let curve = &picture.curves("loss")[0];
    let top = curve.iter().map(|point| point[1]).fold(f64::MAX, f64::min);
    assert!(curve.len() < points.len() && curve.last().unwrap()[1] == top);
}

#[test]
fn both_axes_logarithmic_and_what_they_cannot_have() {
    let picture = Picture::draw("log_log", |path| {
        Plot::new()
            .x_label("batch size")
            .y_label("seconds")
            .log_x(true)
            .log_y(true)
            .curve(
                "one core",
                [(1, 40.0), (4, 11.0), (16, 0.0), (64, 1.3), (256, 0.9)],
            )
            .curve(
                "all cores",
                [(1, 30.0), (4, f64::NAN), (16, 2.0), (64, 0.5), (256, -1.0)],
            )
            .line_at("none", 0.0)
            .point("fast", (64, 0.5))
            .save(path)
    });
    assert!(picture.has("one core is not above 0 at batch size 16"));
    assert!(picture.has("all cores is NaN at batch size 4"));
    assert!(picture.has("all cores is not above 0 at batch size 256"));
    assert!(picture.curves("none").is_empty());
}

#[test]
fn many_curves_with_long_names() {
    let picture = Picture::draw("many_curves", |path| {
        let mut plot = Plot::new().x_label("epoch").y_label("loss").log_y(true);
        for rate in 0..14 {
            let curve = (1..=30).map(|epoch| (epoch, 2.0 / f64::from(epoch * (rate + 1))));
            let label = format!(
                "learning rate {} with a rather long explanation of it",
                10_f32.powi(-rate)
            );
            plot = plot.curve(label, curve);
        }
        plot.curve("x".repeat(300), [(1, 1.0), (30, 0.5)])
            .save(path)
    });
    assert!(
        picture
            .texts()
            .iter()
            .any(|text| text.starts_with("xxx") && text.ends_with('…'))
    );
}

#[test]
fn panels_beside_each_other_have_one_legend() {
    let panel = |name: &str| {
        let curve = |factor: f64| (1..=10).map(move |epoch| (epoch, factor / f64::from(epoch)));
        Plot::new()
            .title(name)
            .x_label("epoch")
            .y_label("loss")
            .curve("SGD", curve(2.0))
            .curve("Adam", curve(1.0))
    };
    for count in [2, 3, 5] {
        let picture = Picture::draw(&format!("panels_{count}"), |path| {
            let names = [
                "rate 0.1",
                "rate 0.01",
                "rate 0.001",
                "rate 0.0001",
                "rate 0.00001",
            ];
            let figure = Figure::new().title("One network").columns(3);
            names[..count]
                .iter()
                .fold(figure, |figure, name| figure.plot(panel(name)))
                .save(path)
        });
        assert_eq!(picture.curves("SGD").len(), count);
        assert_eq!(
            picture.texts().iter().filter(|text| *text == "SGD").count(),
            1
        );
    }
}

#[test]
fn nothing_breaks_it() {
    Picture::draw("no_curves", |path| Plot::new().save(path));
    Picture::draw("odd", |path| {
        Plot::new()
            .x_limits(1.0, f64::NAN)
            .y_limits(2.0, -2.0)
            .curve(
                "",
                [
                    (f64::NAN, 1.0),
                    (1.0, 2.0),
                    (f64::INFINITY, 3.0),
                    (3.0, 1e308),
                ],
            )
            .curve("one", [(2.0, 2.0)])
            .curve("none", [] as [(f64, f64); 0])
            .point("nowhere", (f64::NAN, 2.0))
            .point("far", (1e299, -1e299))
            .line_at("never", f64::INFINITY)
            .save(path)
    });
    Picture::draw("zero_columns", |path| {
        Figure::new().columns(0).plot(Plot::new()).save(path)
    });
}
