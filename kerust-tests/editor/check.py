"""Compares what rust-analyzer shows in the macros with `completions.txt`: python3 check.py PROGRAM [--write]"""

import pathlib
import re
import sys

from session import Failed, Session

HERE = pathlib.Path(__file__).parent
PAGE = HERE.parent.parent / "docs/design/editors.md"
BEGIN, END = "<!-- made by .ci/editor --write -->\n", "<!-- end -->"

CURSOR = "▮"
# So many names are shown on the page.
SHOWN = 5

PROGRAM = """use kerust::prelude::*;

model! {{
    /// Digits.
    pub struct Digits < {layers} >
}}
{graph}
fn main() -> kerust::Result<()> {{
    let (x, y) = (vec![[0.0_f32; 784]; 8], vec![1_u8; 8]);
    let mut net = compile!(Digits::new(42), {compile});
    let history = fit!({fit})?;
    let logs = evaluate!({evaluate})?;
    let rows = predict!({predict})?;
    let class = net.predict(&x[0]).argmax();
    let last = history["loss"][0];
    println!("{{logs:?}} {{rows:?}} {{class}} {{last}}");
    Ok(())
}}
"""
PARTS = {
    "layers": "Dense<784, 128>(relu), Dropout(0.2), Dense<128, 10>(softmax)",
    "graph": "",
    "compile": "optimizer = Adam(learning_rate = 0.001), loss = sparse_categorical_crossentropy, metrics = [accuracy]",
    "fit": "net, &x, &y, epochs = 2, validation_split = 0.5, callbacks = [EarlyStopping(monitor = val_loss, patience = 2)]",
    "evaluate": "net, &x, &y, batch_size = 64",
    "predict": "net, &x, batch_size = 64",
}
WRITTEN = {
    "layers": "model! {{ pub struct Digits < {} > }}",
    "graph": "model! {{ pub struct Graph < image: Image<28, 28, 1> > {{ {} }} }}",
    "compile": "compile!(Digits::new(42), {})",
    "fit": "fit!({})",
    "evaluate": "evaluate!({})",
    "predict": "predict!({})",
}
# The file of the definition of a word, and the type of a variable.
DEFINITIONS = {
    "Dense<784": "layers/core/dense.rs",
    "relu)": "activations/built_in/relu.rs",
    "Adam(": "optimizers/adam.rs",
    "learning_rate": "optimizers/adam.rs",
    "accuracy": "metrics/built_in/accuracy.rs",
    "EarlyStopping": "callbacks/early_stopping.rs",
    "epochs": "train/fit/mod.rs",
}
TYPES = {
    "net =": "Compiled<Digits, Adam, sparse_categorical_crossentropy, (accuracy,)>",
    "history =": "History",
    "rows =": "Vec<[f32; 10]>",
    "class =": "usize",
}
# Names of the expansion's own, which nobody may be offered.
PRIVATE = re.compile("__|(checked_)?shape_of|setting_[0-9]|(layer|node|spec)_of|word_with|first_node")


def program(part, text):
    parts = {**PARTS, part: WRITTEN["graph"].format(text) if part == "graph" else text}
    return PROGRAM.format(**parts)


def write(rows):
    table = "| typed | before | offered |\n| --- | --- | --- |\n"
    for typed, before, names in rows:
        shown = ", ".join(f"`{name}`" for name in names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
        table += f"| `{typed}` | {before} | {shown} |\n"
    page = PAGE.read_text()
    begin, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    PAGE.write_text(page[:begin] + table + page[end:])


def main():
    session, failures, rows = Session(sys.argv[1]), [], []
    for line in (HERE / "completions.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        part, text, before, expected = (field.strip() for field in line.split("::", 3))
        whole = program(part, text)
        cursor = whole.index("|")
        session.show(whole.replace("|", "", 1))
        try:
            offered = session.completions(cursor)
        except Failed as error:
            offered = []
            failures.append(f"{text}: {error}")
        names = {name.split("(")[0].rstrip("!…") for name in offered}
        missing = [name for name in expected.split() if name not in names]
        private = [name for name in names if PRIVATE.match(name)]
        if missing or private:
            failures.append(f"{text}: not offered: {missing}, private names: {private}")
        typed = re.search(r"\w*$", whole[:cursor]).group()
        begin = sorted(name for name in names if typed and name.startswith(typed))
        shown = begin or expected.split()
        rows.append((WRITTEN[part].format(text.replace("|", CURSOR)), before, shown))
        print(f"{part:9} {text:78} {' '.join(shown)}")

    session.show(PROGRAM.format(**PARTS))
    if errors := session.errors():
        failures.append(f"a right program has errors: {errors}")
    for word, file in DEFINITIONS.items():
        found = session.definitions(session.text.index(word) + 1)
        if not any(path.endswith(file) for path in found):
            failures.append(f"`{word}` is defined in {file}, not in {found}")
    for variable, ty in TYPES.items():
        if ty not in (shown := session.hover(session.text.index(variable))):
            failures.append(f"`{variable}` has the type {ty}, not {shown}")
    session.end()

    if "--write" in sys.argv:
        write(rows)
    for failure in failures:
        print("FAILED:", failure, file=sys.stderr)
    sys.exit(bool(failures))


main()
