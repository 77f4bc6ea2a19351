use std::fs;

use kerust::Error;
use kerust::formats::ExportHistory;
use kerust::history::History;
use kerust::plot::{Plot, PlotHistory};

#[test]
fn only_svg_and_png() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "history.pdf",
        "history",
        "svg",
        ".svg",
        "history.svg.gz",
        "",
    ] {
        let error = History::default()
            .plot(folder.path().join(name))
            .unwrap_err();
        assert!(matches!(error, Error::Format { .. }), "{name}: {error}");
        assert!(
            error
                .to_string()
                .contains("neither in `.svg` nor in `.png`")
        );
    }
    for name in ["a.SVG", "b.Png"] {
        History::default().plot(folder.path().join(name)).unwrap();
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn what_the_system_refuses_is_an_error_with_the_path() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder.png")).unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    for name in ["missing/history.png", "folder.png", "file/history.png"] {
        let path = folder.path().join(name);
        let history = History::default();
        let results = [
            history.plot(&path),
            Plot::new().save(&path),
            history.to_csv(&path),
            history.to_json(&path),
        ];
        for result in results {
            let error = result.unwrap_err();
            assert!(
                matches!(&error, Error::File { action: "write", path, .. } if path.ends_with(name)),
                "{error}"
            );
        }
    }
}

#[test]
fn a_file_is_replaced_and_nothing_else_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.svg");
    fs::write(&path, "old").unwrap();
    History::default().plot(&path).unwrap();
    assert!(fs::read_to_string(&path).unwrap().starts_with("<svg "));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
