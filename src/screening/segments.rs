//! The parts of a heading line of a job or a school: title, company, place, dates.

mod words;

use std::ops::Range;

use super::doc::Doc;
use super::phrases::{Phrases, phrases};
use super::taxonomy::{Kind, TAXONOMY};
use super::text::{fold, unbullet};
pub use words::names_a_role;
use words::{COMPANY_WORDS, FIRM_ENDS, FIRM_WORDS, LEGAL_FORMS, SCHOOL_WORDS, may_name_a_role};

/// A piece of a heading line, as a byte range of the text, with what it looks like.
#[derive(Clone, Debug)]
pub struct Segment {
    pub range: Range<usize>,
    pub titled: bool,
    /// Ends like a noun for a person, for want of better signs.
    pub maybe_titled: bool,
    /// Carries a legal form or the word for an institution.
    pub firm: bool,
    /// May be a firm: `firm`, or a word that firms often carry.
    pub company: bool,
    pub school: bool,
    pub place: bool,
}

/// Ends of German and Dutch words for schools: "Oberschule", "Cäcilienschule".
const SCHOOL_ENDS: [&str; 8] =
    ["schule", "gymnasium", "kolleg", "hogeschool", "universitat", "universiteit", "akademie", "school"];

impl Segment {
    fn new(doc: &Doc, range: Range<usize>) -> Segment {
        let text = doc.slice(&range);
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '/')).map(fold).collect();
        let any = |list: &Phrases| words.iter().any(|w| list.has(w.trim_matches('.')));
        let placed: usize = doc
            .mentions_in(&range)
            .filter(|m| matches!(TAXONOMY.concept(m.concept).kind, Kind::Place | Kind::Country))
            .map(|m| m.end - m.start)
            .sum();
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count().max(1);
        let folded = fold(text);
        // A legal form stands at the end: "sa" and "se" are words elsewhere.
        let legal = words.iter().rev().filter(|w| !w.is_empty()).take(2).any(|w| LEGAL_FORMS.has(w.trim_matches('.')));
        let firm = any(&FIRM_WORDS) || (legal && words.iter().filter(|w| !w.is_empty()).count() > 1);
        Segment {
            titled: (doc.has(Kind::Title, &range) || names_a_role(&folded)) && !ends_like_a_firm(text),
            maybe_titled: may_name_a_role(&folded),
            firm,
            company: firm || any(&COMPANY_WORDS) || text.contains(" & "),
            school: any(&SCHOOL_WORDS)
                || words.iter().any(|w| w.len() > 8 && SCHOOL_ENDS.iter().any(|end| w.ends_with(end))),
            place: placed * 10 > letters * 7 || is_region(text),
            range,
        }
    }
}

/// "Lindgren Builders": a name whose last word sounds like roles but, written large, ends a firm's name.
fn ends_like_a_firm(text: &str) -> bool {
    let last = text.split(',').next().and_then(|t| t.split_whitespace().next_back()).unwrap_or_default();
    last.starts_with(char::is_uppercase) && FIRM_ENDS.has(fold(last).as_str())
}

/// "CA", "Sometown, NJ", "TX 77001": a region code or a code with a postal number.
fn is_region(text: &str) -> bool {
    let tail = text.rsplit(',').next().unwrap_or(text).trim();
    let mut words = tail.split_whitespace();
    let code = words.next().is_some_and(|w| w.len() == 2 && w.chars().all(|c| c.is_ascii_uppercase()));
    code && words.all(|w| w.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

/// Splits a line into its segments, dates taken out.
pub fn of_line(doc: &Doc, n: usize) -> Vec<Segment> {
    let line = doc.line_range(n);
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut at = line.start;
    for period in doc.periods_in(&line) {
        cuts.push(at..period.start);
        at = period.end;
    }
    cuts.push(at..line.end);
    let mut found: Vec<Segment> = cuts.into_iter().flat_map(|cut| split(doc, cut)).collect();
    found.retain(|s| {
        let folded = fold(doc.slice(&s.range));
        !LABELS.has(folded.trim_end_matches(':')) && !is_placeholder(&folded) && !TAXONOMY.present.contains(&folded)
    });
    found
}

/// "20XX", "Fall 20xx": the year of a CV that was made anonymous.
pub fn is_placeholder(folded: &str) -> bool {
    folded.match_indices("xx").any(|(at, _)| {
        (folded[..at].ends_with("20") || folded[..at].ends_with("19"))
            && !folded[at + 2..].starts_with(char::is_alphanumeric)
    })
}

phrases! {
    /// Words that lead to a date or name a cell, and say nothing else.
    LABELS = "\
        employer | company | position | title | job title | role | duties | responsibilities | location | place | name of employer | \
        arbeitgeber | firma | tatigkeit | ort | employeur | entreprise | poste | lieu | empresa | puesto | cargo | funcion | \
        azienda | datore di lavoro | ruolo | mansione | werkgever | functie | entidade | funcao | ville | pays | citta | paese | \
        from | von | vom | de | du | da | dal | dalla | van | vanaf | since | seit | depuis | desde | sinds | ab | bis | to | until | \
        au | al | a | tot | date | dates | period | zeitraum | periode | periodo | duration | dauer | in | en | im | dans";
}

const SEPARATORS: [&str; 20] = [
    "|", "•", "·", "\t", "   ", " – ", " — ", " - ", " @ ", " at ", " bei ", " beim ", " bij ", " chez ", " presso ",
    " // ", "; ", " / ", "⋅", " : ",
];

fn split(doc: &Doc, range: Range<usize>) -> Vec<Segment> {
    let mut pieces = vec![range];
    for separator in SEPARATORS {
        pieces = pieces.into_iter().flat_map(|piece| cut(doc, piece, separator)).collect();
    }
    pieces.into_iter().flat_map(|piece| cut_where(doc, piece)).flat_map(|piece| split_commas(doc, piece)).collect()
}

/// "Recepcionista en Hotel Azul", "Técnico na Galp": a role, a small word for "at", and a name.
fn cut_where(doc: &Doc, range: Range<usize>) -> Vec<Range<usize>> {
    let text = doc.slice(&range);
    if let Some((label, _)) = text.split_once(':').filter(|(label, _)| LABELS.has(fold(label).as_str())) {
        let value = range.start + label.len() + 1..range.end;
        return vec![value];
    }
    for link in [" en ", " em ", " na ", " no ", " nel ", " bij het "] {
        if let Some(at) = text.find(link)
            && text[at + link.len()..].starts_with(char::is_uppercase)
            && names_a_role(&fold(&text[..at]))
            && !text[..at].contains(',')
            && !doc.has(Kind::Field, &(range.start + at + link.len()..range.end))
            && !is_a_subject(&fold(&text[at + link.len()..]))
        {
            return vec![range.start..range.start + at, range.start + at + link.len()..range.end];
        }
    }
    vec![range]
}

/// "Técnico en Informática": what follows is the trade, when it is one word without a firm's sign.
fn is_a_subject(folded: &str) -> bool {
    let first = folded.split([' ', ',', '(']).next().unwrap_or_default();
    ["ica", "ia", "ura", "ion", "cao", "ento", "as"].iter().any(|end| first.ends_with(end)) && !COMPANY_WORDS.has(first)
}

fn cut(doc: &Doc, range: Range<usize>, separator: &str) -> Vec<Range<usize>> {
    let text = doc.slice(&range);
    let mut found = Vec::new();
    let mut at = 0;
    for (hit, _) in text.match_indices(separator) {
        found.push(range.start + at..range.start + hit);
        at = hit + separator.len();
    }
    found.push(range.start + at..range.end);
    found
}

/// Commas part title, company and place, but not "Acme, Inc." nor "Director, Sales".
fn split_commas(doc: &Doc, range: Range<usize>) -> Vec<Segment> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for part in cut(doc, range, ", ").into_iter().filter_map(|r| trimmed(doc, r)) {
        let suffix = LEGAL_FORMS.has(fold(doc.slice(&part)).trim_end_matches('.'));
        // "Project engineer, track": what goes on in small letters goes on about the same.
        let goes_on = doc.slice(&part).starts_with(char::is_lowercase) && !parts.is_empty();
        let region = is_region(doc.slice(&part)) && !doc.slice(&part).contains(',');
        let (part, inner) = bracketed(doc, part);
        match parts.last_mut() {
            Some(last) if suffix || region || goes_on => last.end = part.end,
            _ => parts.push(part),
        }
        parts.extend(inner);
    }
    let mut found: Vec<Segment> = Vec::new();
    let mut apart: Vec<Range<usize>> = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        match trailing_place(doc, part, parts.get(n + 1)) {
            Some(at) => apart.extend([part.start..at, at..part.end].into_iter().filter_map(|r| trimmed(doc, r))),
            None => apart.push(part.clone()),
        }
    }
    for part in apart {
        let segment = Segment::new(doc, part);
        match found.last_mut() {
            // "Rome, Italy" is one place.
            Some(last) if last.place && segment.place => last.range.end = segment.range.end,
            _ => found.push(segment),
        }
    }
    found
}

/// Where the place begins in "Research Intern Santa Clara, CA" and "Boğaziçi University Istanbul", before "Türkiye".
fn trailing_place(doc: &Doc, part: &Range<usize>, next: Option<&Range<usize>>) -> Option<usize> {
    let text = doc.slice(part);
    let region = is_region(text) && text.contains(',');
    let country = next.is_some_and(|n| doc.of_kind(Kind::Country, n.clone()).any(|m| m.end - m.start == n.len()));
    if !region && !country {
        return None;
    }
    let city_end = if region { part.start + text.rfind(',')? } else { part.end };
    let known =
        doc.of_kind(Kind::Place, part.start..city_end).filter(|m| m.end == city_end && m.start > part.start).last();
    let titled = doc.of_kind(Kind::Title, part.start..city_end).map(|m| m.end).last();
    let words: Vec<&str> = doc.text[part.start..city_end].split(' ').collect();
    let firm = words.iter().rposition(|w| is_firm_word(&fold(w)));
    let firm_end = firm.map(|n| part.start + words[..=n].iter().map(|w| w.len() + 1).sum::<usize>());
    let at = known.map(|m| m.start).or(titled.into_iter().chain(firm_end).max())?;
    let city = doc.text.get(at..city_end)?.trim();
    let before = doc.text[part.start..at].trim();
    let linked = ["of", "in", "de", "di", "du", "da", "von", "des", "at"]
        .contains(&before.rsplit(' ').next().unwrap_or_default());
    let city_like = (1..=3).contains(&city.split_whitespace().count()) && city.starts_with(char::is_uppercase);
    (city_like && !linked && !before.is_empty()).then_some(at)
}

/// "Quillmark BV (Ghent)" as the firm and what stands in brackets behind it.
fn bracketed(doc: &Doc, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let text = doc.slice(&range);
    let whole = (range.clone(), None);
    let Some((before, inner)) = text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) else { return whole };
    let start = range.start + before.len() + 2;
    let inner = start..start + inner.len();
    let firm = Segment::new(doc, range.start..range.start + before.len()).firm;
    if before.is_empty() || inner.is_empty() || !(firm || Segment::new(doc, inner.clone()).place) {
        return whole;
    }
    (range.start..range.start + before.trim_end().len(), Some(inner))
}

/// The range without surrounding space, list marks and punctuation.
pub fn trimmed(doc: &Doc, range: Range<usize>) -> Option<Range<usize>> {
    let text = doc.slice(&range);
    let body = unbullet(text.trim()).0;
    let body = body.trim_matches(|c: char| c.is_whitespace() || ",;:|–—•·".contains(c));
    let body = body.trim_start_matches(['-', ')', '.']).trim_end_matches(['-', '(']).trim();
    if body.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return None;
    }
    let start = range.start + (body.as_ptr() as usize - text.as_ptr() as usize);
    Some(start..start + body.len())
}

fn is_firm_word(folded: &str) -> bool {
    let word = folded.trim_end_matches('.');
    FIRM_WORDS.has(word) || LEGAL_FORMS.has(word)
}

/// A short line of words that begin with capitals, no sentence: what titles, companies and places are written in.
pub fn is_headerish(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let abbreviated = words.last().is_some_and(|w| is_firm_word(&fold(w)));
    if words.is_empty() || words.len() > 14 || line.ends_with(['.', ';', ':']) && !abbreviated {
        return false;
    }
    if !line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(') {
        return false;
    }
    let telling: Vec<&&str> = words.iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3).collect();
    let capital = telling
        .iter()
        .filter(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| !c.is_lowercase()))
        .count();
    telling.is_empty() || capital * 10 >= telling.len() * 6
}
