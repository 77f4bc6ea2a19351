//! A terminal shows one bar in one row, however narrow it is.

use std::time::Duration;

use kerust::callbacks::{Progbar, ProgbarLogger};

use super::net::{X, Y, net};
use super::output::Output;
use super::screen::Screen;

const VALUES: [(&str, f64); 4] = [
    ("accuracy", 0.8125),
    ("auc", 0.75),
    ("loss", 0.0001),
    ("precision", 0.5),
];

/// What the terminal shows after each of 20 steps, each a second, and after the end.
fn shown(
    screen: &mut Screen,
    values: &[(&'static str, f64)],
    mut columns: impl FnMut(usize) -> usize,
) -> Vec<Vec<String>> {
    let mut bar = Progbar::bar();
    let second = |step: usize| Duration::from_secs(step as u64);
    bar.begin(Some(20), second(0));
    let mut shown = Vec::new();
    for step in 1..=20 {
        screen.columns = columns(step);
        bar.columns(Some(screen.columns));
        screen.write(bar.update(step, values.iter().copied(), second(step)));
        assert_eq!(screen.rows(), 1, "{:?}", screen.text());
        shown.push(screen.text());
    }
    screen.write(bar.finish(values.iter().copied(), second(20)));
    shown.push(screen.text());
    shown
}

const LAST: &str = "20/20 ━━━━━━━━━━━━━━━━━━━━ 20s 1s/step - accuracy: 0.8125 - auc: 0.7500 - loss: 1.0000e-04 - precision: 0.5000";

#[test]
fn what_has_no_room_is_left_out() {
    for (columns, line) in [
        (
            120,
            " 5/20 ━━━━━━━━━━━━━━━━━━━━ 15s 1s/step - accuracy: 0.8125 - auc: 0.7500 - loss: 1.0000e-04 - precision: 0.5000",
        ),
        (
            100,
            " 5/20 ━━━━━━━━━ 15s 1s/step - accuracy: 0.8125 - auc: 0.7500 - loss: 1.0000e-04 - precision: 0.5000",
        ),
        (
            94,
            " 5/20 15s 1s/step - accuracy: 0.8125 - auc: 0.7500 - loss: 1.0000e-04 - precision: 0.5000",
        ),
        (
            85,
            " 5/20 15s - accuracy: 0.8125 - auc: 0.7500 - loss: 1.0000e-04 - precision: 0.5000",
        ),
        (
            80,
            " 5/20 15s - accuracy: 0.8125 - auc: 0.7500 - loss: 1.0000e-04 …",
        ),
        (40, " 5/20 15s - accuracy: 0.8125 …"),
        (12, " 5/20 15s …"),
        (11, " 5/20 15s"),
        (5, " 5/2"),
        (1, ""),
    ] {
        let mut screen = Screen::default();
        let shown = shown(&mut screen, &VALUES, |_| columns);
        assert_eq!(shown[4], [line], "{columns} columns");
        assert_eq!(shown[20], [LAST, ""], "{columns} columns");
    }
    for columns in 1..=140 {
        let mut screen = Screen::default();
        for lines in &shown(&mut screen, &VALUES, |_| columns)[..20] {
            assert_eq!(lines.len(), 1);
            assert!(lines[0].chars().count() < columns, "{columns}: {lines:?}");
        }
    }
}

#[test]
fn a_terminal_is_resized_while_it_draws() {
    for sizes in [[120, 30], [30, 120], [100, 10], [81, 80], [140, 70], [9, 8]] {
        for end in [20, 21] {
            let mut screen = Screen::default();
            let shown = shown(&mut screen, &VALUES, |step| {
                sizes[usize::from(step % 4 > 1 || step == end - 1)]
            });
            assert!(shown[..20].iter().all(|lines| lines.len() == 1));
            assert_eq!(shown[20], [LAST, ""], "{sizes:?}");
        }
    }
}

#[cfg(feature = "terminal")]
#[test]
fn wide_letters_take_two_columns() {
    let values = [("精度", 0.8125), ("loss", 0.5)];
    for (columns, line) in [
        (40, " 5/20 15s - 精度: 0.8125 - loss: 0.5000"),
        (39, " 5/20 15s - 精度: 0.8125 …"),
        (27, " 5/20 15s - 精度: 0.8125 …"),
        (26, " 5/20 15s …"),
    ] {
        let shown = shown(&mut Screen::default(), &values, |_| columns);
        assert_eq!(shown[4], [line], "{columns} columns");
    }
    for columns in 1..100 {
        shown(&mut Screen::default(), &values, |_| columns);
    }
}

#[test]
fn a_fit_asks_before_each_drawing() {
    let (output, mut net, mut asked) = (Output::default(), net(), 0);
    let logger = ProgbarLogger::new(1)
        .output(output.clone())
        .terminal(true)
        .columns(move || {
            asked += 1;
            Some(if asked == 1 { 24 } else { 80 })
        })
        .clock(|| Duration::ZERO);
    three_batches!(net).callback(logger).run().unwrap();
    assert_eq!(
        output.text(),
        "\r\x1b[1m1/3\x1b[0m \x1b[1m0s\x1b[0m …\x08\x08\x08\x08\x08\x08\x08\x08\r\x1b[1m3/3\x1b[0m \
         \x1b[32m━━━━━━━━━━━━━━━━━━━━\x1b[0m\x1b[37m\x1b[0m \x1b[1m0s\x1b[0m 0s/step - accuracy: 0.5000 - loss: 0.6931\n"
    );
}
