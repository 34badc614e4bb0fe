//! The passage of a text that answers the question best, with the words that do marked.

use super::query::{Field, Tree};
use super::words::{Word, words};
use std::collections::HashSet;
use std::ops::Range;

/// Words a passage has at most.
const LENGTH: usize = 36;
/// Words shown before the first that counts.
const LEAD: usize = 6;
/// Texts are looked at this far.
const FAR: usize = 40_000;

/// A piece of a passage: marked where it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_hit: bool,
}

/// What is looked for: rows of words, the last of each perhaps only begun.
pub(super) struct Wanted(Vec<(Vec<String>, bool)>);

impl Wanted {
    /// What a question asks of texts of this kind.
    pub fn of(tree: &Tree, kind: Field) -> Wanted {
        let mut rows = Vec::new();
        tree.each_wanted(&mut |field, words, prefix| {
            if field.is_none()
                || field == Some(kind)
                || (kind == Field::Cv && matches!(field, Some(Field::Skill | Field::Title | Field::Company)))
            {
                rows.push((words.to_vec(), prefix));
            }
        });
        Wanted(rows)
    }

    /// Where each row stands among the words: its number and the words it covers.
    fn found_in(&self, words: &[Word]) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        for at in 0..words.len() {
            for (number, (row, prefix)) in self.0.iter().enumerate() {
                let Some(run) = words.get(at..at + row.len()) else { continue };
                let last = row.len() - 1;
                let fits = row.iter().zip(run).enumerate().all(|(index, (wanted, word))| {
                    if *prefix && index == last { word.text.starts_with(wanted) } else { word.text == *wanted }
                });
                if fits {
                    found.push((number, at..at + row.len()));
                }
            }
        }
        found
    }
}

/// The passage with the most different answers, the first of equals. `None` where there is none.
pub(super) fn passage(text: &str, wanted: &Wanted) -> Option<Vec<Piece>> {
    let text = text.char_indices().nth(FAR).map_or(text, |(end, _)| &text[..end]);
    let words = words(text);
    let found = wanted.found_in(&words);
    let best = (0..found.len()).max_by_key(|first| {
        let start = found[*first].1.start;
        let inside = found[*first..].iter().take_while(|(_, at)| at.end <= start + LENGTH - LEAD);
        (inside.map(|(number, _)| number).collect::<HashSet<_>>().len(), std::cmp::Reverse(*first))
    })?;
    let first = found[best].1.start;
    let start = first.saturating_sub(LEAD);
    let end = (start + LENGTH).min(words.len());
    let mut pieces = Vec::new();
    let mut at = words[start].at.start;
    push(&mut pieces, if start > 0 { "…" } else { "" }, false);
    for (_, hit) in found.iter().filter(|(_, hit)| hit.start >= first && hit.end <= end) {
        let (from, to) = (words[hit.start].at.start, words[hit.end - 1].at.end);
        if to <= at {
            continue;
        }
        push(&mut pieces, &text[at.min(from)..from], false);
        push(&mut pieces, &text[from.max(at)..to], true);
        at = to;
    }
    push(&mut pieces, &text[at..words[end - 1].at.end.max(at)], false);
    push(&mut pieces, if end < words.len() { "…" } else { "" }, false);
    Some(pieces)
}

/// White space of any kind reads as one space.
fn push(pieces: &mut Vec<Piece>, text: &str, is_hit: bool) {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() && folded.ends_with(' ') => {}
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push(c),
        }
    }
    if !folded.is_empty() {
        pieces.push(Piece { text: folded, is_hit });
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;

    fn shown(text: &str, question: &str) -> Option<String> {
        let pieces = passage(text, &Wanted::of(&parse(question).tree.unwrap(), Field::Cv))?;
        Some(
            pieces
                .iter()
                .map(|piece| if piece.is_hit { format!("[{}]", piece.text) } else { piece.text.clone() })
                .collect(),
        )
    }

    #[test]
    fn the_best_passage_is_shown_with_its_words_marked() {
        assert_eq!(shown("Built services\nin Rust.", "rust").unwrap(), "Built services in [Rust]");
        assert_eq!(
            shown("Zoë Müller, data engineers", "\"data eng*\" muller").unwrap(),
            "Zoë [Müller], data engineers"
        );
        assert_eq!(shown("Data engineering", "engin* -java").unwrap(), "Data [engineering]");
        assert_eq!(shown("Nothing here", "rust"), None);
        let far = format!("rust {} kafka and rust {}", "word ".repeat(100), "word ".repeat(100));
        let found = shown(&far, "kafka rust").unwrap();
        assert!(
            found.starts_with("…word") && found.contains("[kafka] and [rust] word") && found.ends_with('…'),
            "{found}"
        );
    }
}
