use kerust::Error;
use kerust::plot::plot_confusion_matrix;

use super::picture::Picture;

#[test]
fn counts_and_names() {
    let (labels, predictions) = ([0_u8, 0, 1, 1, 1, 2], [0_usize, 2, 1, 1, 1, 2]);
    let picture = Picture::draw("confusion_3", |path| {
        plot_confusion_matrix(
            &labels,
            &predictions,
            &["setosa", "versicolor", "virginica"],
            path,
        )
    });
    let texts = picture.texts();
    // Line by line: the true class; in a line: what it was taken for.
    assert_eq!(texts[..9], ["1", "0", "1", "0", "3", "0", "0", "0", "1"]);
    for name in [
        "setosa",
        "versicolor",
        "virginica",
        "true label",
        "predicted label",
    ] {
        assert!(picture.has(name), "{name}");
    }
}

#[test]
fn many_classes() {
    for classes in [0, 1, 2, 10, 20, 100] {
        let names: Vec<String> = (0..classes)
            .map(|class| format!("class number {class}"))
            .collect();
        let rows = 40 * classes * classes.min(20);
        let labels: Vec<usize> = (0..rows).map(|row| row % classes).collect();
        let predictions: Vec<i64> = (0..rows)
            .map(|row| {
                (row % classes + usize::from(row % 7 == 0) * (row / 7)) as i64 % classes as i64
            })
            .collect();
        Picture::draw(&format!("confusion_{classes}"), |path| {
            plot_confusion_matrix(&labels, &predictions, &names, path)
        });
    }
}

#[test]
fn long_names_and_large_counts() {
    let labels = vec![1_u8; 123_456];
    let names = [
        "a name that is far too long to be shown in full anywhere",
        "T-shirt/top",
        "Ankle boot",
        "Ω",
        "",
        "x",
        "y",
        "z",
    ];
    let picture = Picture::draw("confusion_long", |path| {
        plot_confusion_matrix(&labels, &labels, &names, path)
    });
    assert!(picture.has("123456"));
}

#[test]
fn what_does_not_go_together_is_an_error() {
    let draw = |labels: &[i32], predictions: &[u64]| {
        plot_confusion_matrix(labels, predictions, &["a", "b"], "missing/never.svg").unwrap_err()
    };
    assert!(matches!(
        draw(&[0, 1], &[0]),
        Error::Lengths { x: 1, y: 2, .. }
    ));
    assert!(matches!(
        draw(&[0, -1], &[0, 0]),
        Error::Label {
            row: 1,
            label: -1,
            classes: 2,
            ..
        }
    ));
    assert!(matches!(
        draw(&[0], &[2]),
        Error::Label {
            row: 0,
            label: 2,
            ..
        }
    ));
    assert!(matches!(
        draw(&[0], &[u64::MAX]),
        Error::Label {
            row: 0,
            label: 0xffff_ffff_ffff_ffff,
            ..
        }
    ));
}
