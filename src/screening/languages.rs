//! The languages a person speaks, with a CEFR level or "native" when stated.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::contract::Language;
use super::doc::Doc;
use super::taxonomy::{Kind, SectionKind, TAXONOMY};
use super::text::BREAK;

static CEFR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)(?:A1|A2|B1|B2|C1|C2)(?-u:\b)").expect("a fixed pattern"));

/// "German C2": a level right behind its language means it, however long the line is.
static BEHIND: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[ :(–-]{1,3}(A1|A2|B1|B2|C1|C2)(?-u:\b)").expect("a fixed pattern"));

/// A language with the place that states it.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub language: Language,
    pub concept: u32,
    /// The language's name and its level.
    pub range: Range<usize>,
}

/// Rank of a level: A1 is 1, C2 is 6, native 7.
pub fn rank(level: &str) -> u8 {
    match level {
        "A1" => 1,
        "A2" => 2,
        "B1" => 3,
        "B2" => 4,
        "C1" => 5,
        "C2" => 6,
        _ => 7,
    }
}

/// A level stated in a range: CEFR letters before words.
pub fn level_in(doc: &Doc, range: &Range<usize>) -> Option<(String, Range<usize>)> {
    let text = doc.slice(range);
    let cefr = CEFR.find_iter(text).max_by_key(|m| rank(m.as_str()));
    let cefr = cefr.map(|m| (m.as_str().to_string(), range.start + m.start()..range.start + m.end()));
    cefr.or_else(|| {
        doc.of_kind(Kind::Level, range.clone()).next().map(|m| (TAXONOMY.name(m.concept).to_string(), m.start..m.end))
    })
}

/// All languages, each once with its highest stated level.
pub fn languages(doc: &Doc) -> Vec<Spoken> {
    let mut found: Vec<Spoken> = Vec::new();
    let mut add = |spoken: Spoken| match found.iter_mut().find(|f| f.concept == spoken.concept) {
        Some(known) if known.language.level.is_none() && spoken.language.level.is_some() => *known = spoken,
        Some(_) => {}
        None => found.push(spoken),
    };
    for range in doc.ranges_of(SectionKind::Languages) {
        in_section(doc, range).into_iter().for_each(&mut add);
    }
    for mention in doc.of_kind(Kind::Language, 0..doc.text.len()) {
        let inside = doc.section_at(mention.start);
        if inside == Some(SectionKind::Languages) {
            continue;
        }
        let around = clause(doc, mention.start);
        let labelled = is_labelled(doc, mention.start);
        let stated = if is_statement(doc, &around) {
            level_in(doc, &around)
        } else {
            let behind = BEHIND.captures(doc.text.get(mention.end..around.end).unwrap_or_default());
            behind
                .and_then(|level| level.get(1))
                .map(|level| (level.as_str().to_string(), mention.end + level.start()..mention.end + level.end()))
        };
        match stated {
            Some((level, at)) => {
                let range = mention.start.min(at.start)..mention.end.max(at.end);
                add(Spoken { language: named(mention.concept, Some(level)), concept: mention.concept, range });
            }
            _ if labelled => add(Spoken {
                language: named(mention.concept, None),
                concept: mention.concept,
                range: mention.start..mention.end,
            }),
            _ => {}
        }
    }
    found
}

fn named(concept: u32, level: Option<String>) -> Language {
    Language { name: TAXONOMY.name(concept).to_string(), level }
}

/// "Deutsch (Muttersprache), Englisch C1": each language's level stands after it, or before ("native German").
fn in_section(doc: &Doc, range: Range<usize>) -> Vec<Spoken> {
    let mentions: Vec<_> = doc.of_kind(Kind::Language, range.clone()).collect();
    let first_level = level_in(doc, &range).map(|(_, at)| at.start);
    let levels_lead = first_level
        .zip(mentions.first())
        .is_some_and(|(level, language)| level < language.start && doc.line_at(level) == doc.line_at(language.start));
    let mut found = Vec::new();
    for (n, mention) in mentions.iter().enumerate() {
        let own = if levels_lead {
            let from = n.checked_sub(1).map_or(range.start, |p| mentions[p].end);
            from..mention.start
        } else {
            mention.end..mentions.get(n + 1).map_or(range.end, |next| next.start)
        };
        let level = level_in(doc, &own).or_else(|| mother_tongue(doc, mention.start));
        let at = level
            .as_ref()
            .map_or(mention.start..mention.end, |(_, at)| mention.start.min(at.start)..mention.end.max(at.end));
        let at = if doc.text[at.clone()].chars().count() > 120 { mention.start..mention.end } else { at };
        found.push(Spoken {
            language: named(mention.concept, level.map(|(l, _)| l)),
            concept: mention.concept,
            range: at,
        });
    }
    found
}

/// "Langue(s) maternelle(s): français": the label of the line says it for all on it.
fn mother_tongue(doc: &Doc, byte: usize) -> Option<(String, Range<usize>)> {
    let line = doc.line_range(doc.line_at(byte));
    let before = super::text::fold(doc.text.get(line.start..byte)?).replace("(s)", "");
    let labels = [
        "mother tongue",
        "muttersprache",
        "langue maternelle",
        "lingua materna",
        "lingua madre",
        "lengua materna",
        "moedertaal",
    ];
    labels.iter().any(|l| before.starts_with(l)).then(|| ("native".to_string(), line.start..byte))
}

/// The stretch between commas, semicolons, full stops or line ends around a byte, on one line.
fn clause(doc: &Doc, byte: usize) -> Range<usize> {
    let line = doc.line_range(doc.line_at(byte));
    let ends = |c: char| matches!(c, ';' | '.' | BREAK | '•' | '\t');
    let before = doc.text[line.start..byte].rfind(ends).map_or(line.start, |at| {
        line.start + at + doc.text[line.start + at..].chars().next().map_or(1, char::len_utf8)
    });
    let after = doc.text[byte..line.end].find(ends).map_or(line.end, |at| byte + at);
    before..after
}

/// A clause about speaking, not "English literature, advanced course".
fn is_statement(doc: &Doc, range: &Range<usize>) -> bool {
    doc.slice(range).split_whitespace().count() <= 14 && !doc.has(Kind::Degree, range)
}

fn is_labelled(doc: &Doc, byte: usize) -> bool {
    let line = doc.line(doc.line_at(byte)).to_lowercase();
    ["language", "sprache", "langue", "idioma", "lingue", "lingua", "talen", "línguas", "fluent", "bilingual", "speak"]
        .iter()
        .any(|word| line.contains(word))
        && !line.contains("programming")
}
