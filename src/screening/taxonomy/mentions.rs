//! Finding the taxonomy's names in a text: whole words, any case, the longest name of each kind at a place.

use super::{Id, Kind, Taxonomy};
use crate::screening::text::Folded;

/// A name of a concept, found in a text. Byte offsets of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    pub concept: Id,
    pub start: usize,
    pub end: usize,
}

pub(super) struct Pattern {
    pub concept: Id,
    pub kind: Kind,
    /// The exact spelling asked for, where case matters.
    pub exact: Option<String>,
}

impl Taxonomy {
    /// Every mention in the text, by place; of two overlapping names of one kind only the longer.
    pub fn mentions(&self, original: &str, folded: &Folded) -> Vec<Mention> {
        let mut found: Vec<(Kind, Mention)> = Vec::new();
        for hit in self.matcher.find_overlapping_iter(&folded.text) {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            let Some(end) = word_end(folded, hit.start(), hit.end(), pattern.kind) else { continue };
            let source = folded.source(hit.start()..end);
            if let Some(exact) = &pattern.exact
                && (original[source.clone()] != **exact || !stands_alone(original, source.start, source.end))
            {
                continue;
            }
            found.push((pattern.kind, Mention { concept: pattern.concept, start: source.start, end: source.end }));
        }
        found.sort_by_key(|(kind, m)| (*kind as u8, m.start, std::cmp::Reverse(m.end)));
        let mut kept: Vec<(Kind, Mention)> = Vec::with_capacity(found.len());
        for (kind, mention) in found {
            let covered = kept.last().is_some_and(|(k, last)| {
                *k == kind
                    && mention.start < last.end
                    && !(mention.start == last.start && mention.end == last.end && mention.concept != last.concept)
            });
            if !covered {
                kept.push((kind, mention));
            }
        }
        kept.sort_by_key(|(kind, m)| (m.start, std::cmp::Reverse(m.end), *kind as u8));
        kept.into_iter().map(|(_, mention)| mention).collect()
    }

    /// Mentions of one kind only.
    pub fn mentions_of(&self, kind: Kind, original: &str) -> Vec<Mention> {
        let folded = Folded::new(original);
        self.mentions(original, &folded).into_iter().filter(|m| self.concept(m.concept).kind == kind).collect()
    }
}

/// The end of the word a name ends in, when only an ending for number or gender follows it.
fn word_end(folded: &Folded, start: usize, end: usize, kind: Kind) -> Option<usize> {
    if folded.is_whole(start..end) {
        return Some(end);
    }
    let name = &folded.text[start..end];
    if name.len() < 4 || !name.ends_with(char::is_alphabetic) {
        return None;
    }
    let endings: &[&str] = match kind {
        Kind::Title => &["s", "in", "innen", "es", "n", "e"],
        Kind::Skill | Kind::Certificate | Kind::Sector | Kind::Field => &["s", "es"],
        Kind::Degree => &["s", "es", "in", "e"],
        Kind::Language => &["kenntnisse", "kenntnissen", "e", "en", "er", "es"],
        _ => &[],
    };
    endings
        .iter()
        .map(|ending| (end + ending.len(), ending))
        .find(|(to, ending)| folded.text[end..].starts_with(**ending) && folded.is_whole(start..*to))
        .map(|(to, _)| to)
}

/// Names of one to three letters must stand alone: "R" is no skill in "R&D", "C" none in "John C. Smith".
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    if end - start > 3 {
        return true;
    }
    let before = text[..start].trim_end_matches([' ', '\t']).chars().next_back();
    let after = text[end..].trim_start_matches([' ', '\t']).chars().next();
    let tight = |c: Option<char>, glued: bool| {
        glued && c.is_some_and(|c| matches!(c, '&' | '.' | '-' | '\'' | '’' | '@' | '_'))
    };
    let glued_before = !text[..start].ends_with([' ', '\t']);
    let glued_after =
        !text[end..].starts_with([' ', '\t']) && !text[end..].starts_with(". ") && !text[end..].starts_with(".\n");
    if tight(before, glued_before) || (tight(after, glued_after) && after != Some('.')) {
        return false;
    }
    if end - start > 1 {
        return true;
    }
    let listed =
        |c: Option<char>| c.is_none_or(|c| matches!(c, ',' | ';' | '/' | '|' | '(' | ')' | ':' | '\n' | '•' | '·'));
    let joined = |words: &str| ["and", "or", "und", "oder", "et", "ou", "y", "o", "e"].contains(&words);
    let next_word = text[end..].split_whitespace().next().unwrap_or("");
    let last_word = text[..start].split_whitespace().next_back().unwrap_or("");
    listed(before) || listed(after) || joined(next_word) || joined(last_word)
}
