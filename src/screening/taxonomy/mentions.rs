//! Finding the taxonomy's names in a text: whole words, any case, the longest name of each kind at a place.

use std::ops::Range;

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
    pub spelling: Spelling,
}

/// How a name must stand in a text to be meant.
pub(super) enum Spelling {
    Any,
    /// `Go!`: in this case and these accents.
    Exact(Box<str>),
    /// `Roasting?`: an everyday word, meant only as an item of a list.
    Listed,
}

impl Spelling {
    /// A name as files write it, without its mark.
    pub fn of(name: &str) -> (&str, Spelling) {
        if let Some(exact) = name.strip_suffix('!') {
            (exact, Spelling::Exact(exact.into()))
        } else if let Some(word) = name.strip_suffix('?') {
            (word, Spelling::Listed)
        } else {
            (name, Spelling::Any)
        }
    }

    fn fits(&self, text: &str, at: &Range<usize>) -> bool {
        match self {
            Spelling::Any => true,
            Spelling::Exact(exact) => text[at.clone()] == **exact && stands_alone(text, at.start, at.end),
            Spelling::Listed => is_listed(text, at),
        }
    }
}

impl Taxonomy {
    /// Every mention in the text, by place; of two overlapping names of one kind only the longer.
    pub fn mentions(&self, original: &str, folded: &Folded) -> Vec<Mention> {
        let mut found: Vec<(Kind, Mention)> = Vec::new();
        for hit in self.matcher.find_overlapping_iter(&folded.text) {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            let Some(end) = word_end(folded, hit.start(), hit.end(), pattern.kind) else { continue };
            let source = folded.source(hit.start()..end);
            if !pattern.spelling.fits(original, &source) {
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
    let next_word = text[end..].split_whitespace().next().unwrap_or("");
    let last_word = text[..start].split_whitespace().next_back().unwrap_or("");
    divides(before) || divides(after) || joins(next_word) || joins(last_word)
}

/// Whether what stands here is an item of a list: alone between marks, line ends and "and".
fn is_listed(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].trim_end_matches([' ', '\t']);
    let after = text[at.end..].trim_start_matches([' ', '\t']);
    let opens = divides(before.chars().next_back()) || joins(before.split_whitespace().next_back().unwrap_or(""));
    let closes = divides(after.chars().next())
        || after.starts_with(['.', '\r'])
        || joins(after.split_whitespace().next().unwrap_or(""));
    opens && closes
}

/// A mark between items; a text's end is one too.
fn divides(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        matches!(c, ',' | ';' | '/' | '|' | '(' | ')' | ':' | '\n' | '•' | '·' | '▪' | '●' | '*' | '-' | '–')
    })
}

fn joins(word: &str) -> bool {
    ["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en"].contains(&word)
}
