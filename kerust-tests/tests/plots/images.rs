use kerust::Error;
use kerust::plot::ImageGrid;

use super::picture::Picture;

#[test]
fn every_kind_of_row() {
    let grey = [[[0_u8], [128], [255]]; 2];
    let picture = Picture::draw("images_grey", |path| ImageGrid::new(&[grey; 2]).save(path));
    assert_eq!(picture.count("image"), 2);
    let color: [[[f32; 3]; 16]; 16] =
        std::array::from_fn(|y| std::array::from_fn(|x| [x as f32 / 15.0, y as f32 / 15.0, 0.5]));
    Picture::draw("images_color", |path| {
        ImageGrid::new(&[color; 3]).save(path)
    });
    Picture::draw("images_sequence", |path| {
        ImageGrid::new(&[[[0.0_f32, 1.0], [1.0, 0.0]]]).save(path)
    });
    Picture::draw("images_wide", |path| {
        ImageGrid::new(&[[0.5_f32, 1.0, 0.2, f32::NAN, -1.0, f32::INFINITY]])
            .width(3)
            .save(path)
    });
    Picture::draw("images_same", |path| {
        ImageGrid::new(&[[7_u8; 9]; 2]).save(path)
    });
}

#[test]
fn wrong_ones_are_red() {
    let names = [
        "T-shirt/top",
        "Trouser",
        "Pullover with a very long name indeed",
        "Dress",
    ];
    let images: [[f32; 784]; 10] =
        std::array::from_fn(|image| std::array::from_fn(|pixel| (pixel * (image + 3) % 61) as f32));
    let labels = [0_u8, 1, 2, 3, 0, 1, 2, 3, 0, 1];
    let predictions = [0_usize, 1, 2, 3, 0, 2, 2, 3, 1, 1];
    let picture = Picture::draw("images_wrong", |path| {
        ImageGrid::new(&images)
            .labels(&labels)
            .predictions(&predictions)
            .class_names(&names)
            .columns(5)
            .save(path)
    });
    assert!(picture.has("predicted Trouser") && picture.has("true Dress"));
    assert_eq!(picture.red_texts(), 2);
}

#[test]
fn what_does_not_go_together_is_an_error() {
    let grid = || ImageGrid::new(&[[0.0_f32; 6]; 2]);
    let error = grid().save("missing/never.svg").unwrap_err();
    assert!(
        matches!(
            error,
            Error::Setting {
                setting: "width",
                ..
            }
        ),
        "6 is no square: {error}"
    );
    for width in [0, 4] {
        assert!(matches!(
            grid().width(width).save("missing/never.svg"),
            Err(Error::Setting { .. })
        ));
    }
    let error = grid()
        .width(3)
        .labels(&[1_u8])
        .save("missing/never.svg")
        .unwrap_err();
    assert!(matches!(error, Error::Lengths { x: 2, y: 1, .. }));
    let error = grid()
        .width(3)
        .predictions(&[0, 2])
        .class_names(&["a", "b"])
        .save("missing/never.svg")
        .unwrap_err();
    assert!(matches!(
        error,
        Error::Label {
            row: 1,
            label: 2,
            ..
        }
    ));
}

#[test]
fn no_images() {
    let folder = tempfile::tempdir().unwrap();
    ImageGrid::new::<[f32; 4]>(&[])
        .save(folder.path().join("none.png"))
        .unwrap();
    ImageGrid::new(&[[0.0_f32; 0]])
        .width(1)
        .save(folder.path().join("empty.png"))
        .unwrap();
}
