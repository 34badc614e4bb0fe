//! Words that are in a CV only to be counted: the same over and over, or put where no reader sees them.

use std::collections::HashMap;
use std::ops::Range;

use super::text::{fold, lines, words};

/// The line that stands before text which the file holds but does not show. What follows it counts for nothing.
pub const HIDDEN_HEADING: &str = "[Text in the file that its pages do not show]";

/// A word that stands this often within [`WINDOW`] words is stuffed.
const TIMES: usize = 10;
const WINDOW: usize = 40;
/// A line that comes back this often is stuffed from its second time on.
const REPEATS: usize = 4;

/// A file's text, with what its pages do not show under its heading.
pub fn with_hidden(text: String, hidden: &str) -> String {
    match hidden.contains(char::is_alphanumeric) {
        true => format!("{text}\n\n{HIDDEN_HEADING}\n{hidden}"),
        false => text,
    }
}

/// Everything after the heading of hidden text.
pub fn hidden(text: &str) -> Option<Range<usize>> {
    text.find(HIDDEN_HEADING).map(|at| at..text.len())
}

/// The text without what its pages do not show.
pub fn shown(text: &str) -> &str {
    hidden(text).map_or(text, |range| &text[..range.start])
}

/// The stretches of a shown text that repeat a word or a line beyond any reader's patience.
pub fn stuffed(text: &str) -> Vec<Range<usize>> {
    let mut found = repeated_words(text);
    found.extend(repeated_lines(text));
    found
}

fn repeated_words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let written: Vec<Range<usize>> = words(text).filter(|w| text[w.clone()].chars().count() > 2).collect();
    let mut last: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, word) in written.iter().enumerate() {
        let seen = last.entry(fold(&text[word.clone()])).or_default();
        seen.push(n);
        if seen.len() < TIMES {
            continue;
        }
        let first = seen[seen.len() - TIMES];
        if n - first < WINDOW && !is_template(&text[word.clone()]) {
            let range = written[first].start..word.end;
            match found.last_mut() {
                Some(known) if range.start <= known.end => known.end = known.end.max(range.end),
                _ => found.push(range),
            }
        }
    }
    found
}

/// Words that lists, dates and addresses repeat by themselves.
fn is_template(word: &str) -> bool {
    const PLAIN: &str =
        " and the for und der die von des les las los del con per het een present current city state company name ";
    let folded = fold(word);
    folded.chars().any(|c| c.is_ascii_digit()) || PLAIN.contains(&format!(" {folded} "))
}

fn repeated_lines(text: &str) -> Vec<Range<usize>> {
    let mut seen: HashMap<String, Vec<Range<usize>>> = HashMap::new();
    for line in lines(text) {
        let written = line.of(text);
        if written.split_whitespace().count() >= 5 {
            seen.entry(fold(written)).or_default().push(line.start..line.end);
        }
    }
    let mut found: Vec<Range<usize>> =
        seen.into_values().filter(|at| at.len() >= REPEATS).flat_map(|at| at.into_iter().skip(1)).collect();
    found.sort_by_key(|range| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::{HIDDEN_HEADING, hidden, stuffed};

    #[test]
    fn a_word_over_and_over_is_stuffing() {
        let text = format!("Jane Doe\nBaker\n\n{}\n\nBread and rolls", "rust ".repeat(30));
        let found = stuffed(&text);
        assert_eq!(found.len(), 1);
        assert!(!text[found[0].clone()].contains("Bread"));
    }

    #[test]
    fn a_line_over_and_over_counts_once() {
        let line = "Led signalling projects with ETCS and PRINCE2\n";
        let text = line.repeat(5);
        let found = stuffed(&text);
        assert_eq!(found.iter().filter(|r| r.start == 0).count(), 0, "the first one stays");
        assert!(found.iter().any(|r| r.start == line.len()));
    }

    #[test]
    fn plain_cvs_are_not_stuffed() {
        assert!(
            stuffed("Rust, PostgreSQL, Rust on embedded boards, Rust for payments. Company Name City, State")
                .is_empty()
        );
        assert_eq!(hidden("Jane Doe"), None);
        let text = format!("Jane Doe\n\n{HIDDEN_HEADING}\nRust");
        assert_eq!(&text[hidden(&text).unwrap()], format!("{HIDDEN_HEADING}\nRust"));
    }
}
