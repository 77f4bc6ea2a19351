//! The name that is probably meant by an unknown one.

/// The name that is probably meant, if one is similar.
pub fn nearest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    let near = names
        .iter()
        .map(|name| (distance(word, name), *name))
        .min()?;
    (near.0 <= 3 && near.0 < word.len()).then_some(near.1)
}

/// The edit distance: the number of letters to change, add or remove (Levenshtein, 1966).
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant() {
        let names = ["optimizer", "loss", "metrics"];
        assert_eq!(nearest("optimiser", &names), Some("optimizer"));
        assert_eq!(nearest("metric", &names), Some("metrics"));
        assert_eq!(nearest("callbacks", &names), None);
    }
}
