use super::*;

const FIXTURES: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/kerust-tests/reference/fixtures/callbacks.json"
));

fn number(value: &serde_json::Value) -> f64 {
    match value.as_str() {
        Some(text) => text.parse().unwrap(),
        None => value.as_f64().unwrap(),
    }
}

#[test]
fn file_names_are_those_of_keras() {
    let fixtures: serde_json::Value = serde_json::from_str(FIXTURES).unwrap();
    let (mut same, mut refused) = (0, Vec::new());
    for case in fixtures["file_names"].as_array().unwrap() {
        let template = case["template"].as_str().unwrap();
        let Ok(name) = FileName::parse(Path::new(template)) else {
            refused.push(template.trim_end_matches(".keras"));
            continue;
        };
        let path = name.path(|name| match name {
            "epoch" => Some(number(&case["epoch"]) + 1.0),
            name => case["logs"].get(name).map(number),
        });
        let path = path.ok().map(|path| path.into_os_string().into_string());
        let expected = case["path"].as_str().map(|path| Ok(path.into()));
        assert_eq!(path, expected, "{template}");
        same += 1;
    }
    assert_eq!(
        refused,
        [
            "{epoch:>4}",
            "{epoch:<4}|",
            "{epoch:+d}",
            "{epoch:x}",
            "{epoch:,}",
            "{loss:<8.3f}|",
            "{loss:^9.2f}|",
            "{loss:*>9.2f}",
            "{loss:+.3f}",
            "{loss:.1%}",
            "{loss:E}",
        ]
    );
    assert_eq!(same, 66);
}

/// Values that the fixtures do not have, with what Python says.
#[test]
fn numbers_are_those_of_python() {
    let cases: &[(&str, f64, &str)] = &[
        ("{v:08.3f}", -2.5, "-002.500"),
        ("{v:08.3f}", f64::NAN, "00000nan"),
        ("{v:08.3f}", f64::NEG_INFINITY, "-0000inf"),
        ("{v:8}", 0.25, "    0.25"),
        ("{v:09e}", -1.0, "-1.000000e+00"),
        ("{v:.0e}", 2.5, "2e+00"),
        ("{v:.0e}", 3.5, "4e+00"),
        ("{v:.1f}", 0.25, "0.2"),
        ("{v:.0f}", 0.5, "0"),
        ("{v:.2e}", 1e-100, "1.00e-100"),
        ("{v:.2e}", 1e300, "1.00e+300"),
        ("{v:.0g}", 123.0, "1e+02"),
        ("{v:.3g}", 999.5, "1e+03"),
        ("{v:.2g}", 9.99, "10"),
        ("{v:.3g}", 0.000_099_99, "0.0001"),
        ("{v:.3g}", 0.000_012_345, "1.23e-05"),
        ("{v:g}", -0.0, "-0"),
        ("{v:g}", 100_000.0, "100000"),
        ("{v:g}", 1_000_000.0, "1e+06"),
        ("{v}", 9_999_999_999_999_998.0, "9999999999999998.0"),
        ("{v}", 0.0001, "0.0001"),
        ("{v}", 0.000_099, "9.9e-05"),
        ("{v}", -1.5e-7, "-1.5e-07"),
        ("{v}", 1.5e300, "1.5e+300"),
        ("{v}", 248.158_233_642_578_12, "248.15823364257812"),
        ("{v}", f64::from(0.1_f32), "0.10000000149011612"),
        ("{epoch:.1e}", 0.0, "1.2e+01"),
        ("{epoch:g}", 0.0, "12"),
        ("{epoch:0}", 0.0, "12"),
        ("{epoch:00}", 0.0, "12"),
    ];
    for (template, value, expected) in cases {
        let name = FileName::parse(Path::new(template)).unwrap();
        let path = name
            .path(|name| Some(if name == "epoch" { 12.0 } else { *value }))
            .unwrap();
        assert_eq!(path, Path::new(expected), "{template} {value}");
    }
}

#[test]
fn what_is_not_understood_is_refused() {
    for (template, problem) in [
        ("m{", "has a `{` of its own; the letter is `{{`"),
        ("m{epoch", "has a `{` of its own; the letter is `{{`"),
        ("m}", "has a `}` of its own; the letter is `}}`"),
        ("{epoch}}", "has a `}` of its own; the letter is `}}`"),
        ("{}", "has `{}`, which does not name a value"),
        ("{:.2f}", "has `{:.2f}`, which does not name a value"),
        ("{loss!r}", "has `{loss!r}`, which does not name a value"),
        ("{a.b}", "has `{a.b}`, which does not name a value"),
        ("{a[0]}", "has `{a[0]}`, which does not name a value"),
        (
            "{epoch:.2d}",
            "has `{epoch:.2d}`, but `epoch` is written with a width and `d`, as `{epoch:02d}`",
        ),
        (
            "{loss:d}",
            "has `{loss:d}`, but `loss` is written with a width, decimals, and `f`, `e` or `g`, as `{loss:.2f}`",
        ),
    ] {
        let error = FileName::parse(Path::new(template)).unwrap_err();
        assert_eq!(error, problem, "{template}");
    }
    let formats = ". .f .2 2. ff F G n % c s _d #x é { 300f .300f 99999999999999999999f";
    for format in formats.split(' ') {
        let template = format!("{{loss:{format}}}");
        FileName::parse(Path::new(&template)).expect_err(&template);
    }
}

#[test]
fn folders_have_places_too() {
    let name = FileName::parse(Path::new("/runs/{epoch:03d}/./m_{val_loss:.1f}")).unwrap();
    assert_eq!(name.names().collect::<Vec<_>>(), ["epoch", "val_loss"]);
    let path = name
        .path(|name| Some(if name == "epoch" { 7.0 } else { 0.5 }))
        .unwrap();
    assert_eq!(path, Path::new("/runs/007/m_0.5"));
    let epoch = |name: &str| (name == "epoch").then_some(7.0);
    assert_eq!(name.path(epoch).unwrap_err(), "val_loss");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_not_utf_8_stays_as_it_is() {
    use std::os::unix::ffi::OsStringExt;

    let folder = OsString::from_vec(b"run\xff{".to_vec());
    let name = FileName::parse(&Path::new(&folder).join("{epoch}")).unwrap();
    let path = name.path(|_| Some(7.0)).unwrap();
    assert_eq!(path, Path::new(&folder).join("7"));
}
