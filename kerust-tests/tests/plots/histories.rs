use kerust::history::{History, Logs};
use kerust::plot::PlotHistory;

use super::picture::Picture;

/// A history of columns; what is `None` was not measured.
pub fn history(columns: &[(&'static str, &[Option<f32>])]) -> History {
    let mut history = History::default();
    let epochs = columns.first().map_or(0, |column| column.1.len());
    for epoch in 0..epochs {
        let mut logs = Logs::default();
        for (name, values) in columns {
            if let Some(value) = values[epoch] {
                logs.set(name, value);
            }
        }
        history.push(epoch, &logs);
    }
    history
}

fn draw(name: &str, history: &History) -> Picture {
    Picture::draw(name, |path| history.plot(path))
}

/// Falls, with some noise.
fn falling(epochs: usize, from: f32, to: f32) -> Vec<Option<f32>> {
    let noise = |epoch: usize| ((epoch * 7919 % 101) as f32 / 101.0 - 0.5) * 0.05 * from;
    let value =
        |epoch| to + (from - to) * (-5.0 * epoch as f32 / epochs as f32).exp() + noise(epoch);
    (0..epochs).map(|epoch| Some(value(epoch))).collect()
}

#[test]
fn every_number_of_epochs() {
    for epochs in [1, 2, 3, 10, 40, 200, 1500] {
        let (loss, val_loss) = (falling(epochs, 2.3, 0.1), falling(epochs, 2.0, 0.3));
        let accuracy: Vec<_> = loss
            .iter()
            .map(|loss| loss.map(|loss| 1.0 - loss / 3.0))
            .collect();
        let picture = draw(
            &format!("epochs_{epochs}"),
            &history(&[
                ("accuracy", &accuracy),
                ("loss", &loss),
                ("val_accuracy", &accuracy),
                ("val_loss", &val_loss),
            ]),
        );
        for text in ["training", "validation", "loss", "accuracy", "epoch"] {
            assert!(picture.has(text), "{text}");
        }
        assert!(!picture.has("0"), "there is no epoch 0");
        assert!(
            picture
                .texts()
                .iter()
                .any(|text| text.starts_with("best val_loss: epoch "))
        );
        let curves = picture.curves("validation");
        if epochs == 1 {
            assert!(curves.is_empty() && picture.count("circle") >= 4);
        } else {
            assert_eq!(curves.len(), 2);
            assert_eq!(curves[0].len(), epochs);
        }
    }
}

#[test]
fn nothing_was_measured() {
    let picture = draw("empty", &History::default());
    assert!(picture.has("nothing to show"));
}

#[test]
fn gaps_are_said() {
    let loss = [
        Some(1.0),
        Some(f32::NAN),
        Some(f32::NAN),
        Some(0.5),
        Some(0.4),
        Some(f32::INFINITY),
        Some(0.3),
    ];
    let picture = draw("gaps", &history(&[("loss", &loss)]));
    assert!(picture.has("training is NaN at epoch 2–3"));
    assert!(picture.has("training is infinite at epoch 6"));
    assert!(picture.has("best loss: epoch 7"));
    // 4 and 5; 1 and 7 are by themselves.
    assert_eq!(picture.curves("training").len(), 1);

    let nothing = [Some(f32::NAN); 5];
    let picture = draw(
        "all_nan",
        &history(&[("loss", &nothing), ("val_loss", &nothing)]),
    );
    assert!(picture.has("training is NaN at epoch 1–5"));
    assert!(picture.has("validation is NaN at epoch 1–5"));
    assert!(picture.curves("training").is_empty());
}

#[test]
fn validation_now_and_then() {
    let loss = falling(6, 1.0, 0.1);
    let val_loss = [None, Some(0.9), None, Some(0.5), None, Some(0.6)];
    let picture = draw(
        "validation_freq",
        &history(&[("loss", &loss), ("val_loss", &val_loss)]),
    );
    assert!(picture.has("best val_loss: epoch 4"));
    let (training, validation) = (
        &picture.curves("training")[0],
        &picture.curves("validation")[0],
    );
    let x = |points: &[[f64; 2]]| points.iter().map(|point| point[0]).collect::<Vec<_>>();
    assert_eq!(
        x(validation),
        [x(training)[1], x(training)[3], x(training)[5]]
    );
}

#[test]
fn the_learning_rate() {
    let loss = falling(20, 1.0, 0.1);
    let rates: Vec<_> = (0..20)
        .map(|epoch| {
            Some(if epoch < 8 {
                0.01
            } else if epoch < 15 {
                0.003
            } else {
                0.0005
            })
        })
        .collect();
    let picture = draw(
        "learning_rate",
        &history(&[("loss", &loss), ("learning_rate", &rates)]),
    );
    assert_eq!(picture.curves("new learning rate").len(), 4);
    assert!(picture.has("learning rate"));

    let schedule: Vec<_> = (0..20)
        .map(|epoch| Some(0.1 * 0.7_f32.powi(epoch)))
        .collect();
    let picture = draw(
        "schedule",
        &history(&[("loss", &loss), ("learning_rate", &schedule)]),
    );
    assert!(picture.curves("new learning rate").is_empty());
    assert!(picture.has("learning rate"));

    let constant = [Some(0.1); 20];
    let picture = draw(
        "constant_rate",
        &history(&[("loss", &loss), ("learning_rate", &constant)]),
    );
    assert!(!picture.has("learning rate"));
}

#[test]
fn many_metrics_with_long_and_strange_names() {
    let columns: Vec<_> = [
        "loss",
        "mean_absolute_percentage_error_of_the_second_of_two_very_long_outputs",
        "<f1> & \"more\"",
        "точность",
        "数",
        "tab\tand \u{7} bell",
        "auc",
        "val_alone",
    ]
    .map(|name| (name, falling(12, 30_000.0, 120.0)))
    .into();
    let columns: Vec<_> = columns
        .iter()
        .map(|(name, values)| (*name, &values[..]))
        .collect();
    let picture = draw("many", &history(&columns));
    assert!(picture.has("<f1> & \"more\"") && picture.has("точность") && picture.has("val_alone"));
    assert!(
        picture
            .texts()
            .iter()
            .any(|text| text.starts_with("mean_absolute") && text.ends_with('…'))
    );
    assert_eq!(picture.curves("training").len(), 7);
    assert_eq!(picture.curves("validation").len(), 1);
}

#[test]
fn numbers_of_every_size() {
    for (name, values) in [
        ("constant", [0.25, 0.25, 0.25]),
        ("zeros", [0.0, 0.0, 0.0]),
        ("negative", [-0.1, -1.5, -2.0]),
        ("tiny", [1e-30, 3e-30, 2e-30]),
        ("huge", [1e38, 3e38, f32::MAX]),
        ("close", [0.999_999_9, 1.0, 0.999_999_7]),
        ("apart", [f32::MIN_POSITIVE, 1.0, 1e30]),
    ] {
        let picture = draw(name, &history(&[("loss", &values.map(Some))]));
        assert_eq!(picture.curves("training")[0].len(), 3, "{name}");
        let texts = picture.texts();
        assert!(
            !texts
                .iter()
                .any(|text| text.contains("NaN") || text.contains("inf")),
            "{texts:?}"
        );
    }
}
