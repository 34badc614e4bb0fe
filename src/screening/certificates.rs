//! The certificates and licences a person holds, with issuer and date when stated.

use super::contract::Certificate;
use super::doc::Doc;
use super::segments::{self, is_headerish};
use super::taxonomy::{Id, Kind, SectionKind, TAXONOMY};
use super::text::unbullet;

/// Certificates the taxonomy knows, wherever they stand, and the unknown entries of the certificates sections.
pub fn certificates(doc: &Doc) -> Vec<Certificate> {
    let mut found: Vec<(usize, Certificate)> = Vec::new();
    let mut seen: Vec<Id> = Vec::new();
    for mention in doc.of_kind(Kind::Certificate, 0..doc.text.len()) {
        if seen.contains(&mention.concept) {
            continue;
        }
        seen.push(mention.concept);
        let line = doc.line_at(mention.start);
        let concept = TAXONOMY.concept(mention.concept);
        let certificate = Certificate {
            name: concept.name.clone(),
            issuer: (!concept.group.is_empty()).then(|| concept.group.clone()),
            date: date_at(doc, line),
        };
        found.push((mention.start, certificate));
    }
    found.extend(unknown(doc));
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, certificate)| certificate).collect()
}

/// The date on the line, or alone on one of the next two.
fn date_at(doc: &Doc, line: usize) -> Option<chrono::NaiveDate> {
    let own = doc.periods_in(&doc.line_range(line)).next().map(|p| p.from);
    own.or_else(|| {
        (line + 1..(line + 3).min(doc.lines.len())).find_map(|n| {
            let range = doc.line_range(n);
            doc.periods_in(&range).find(|p| p.end - p.start == range.len()).map(|p| p.from)
        })
    })
}

/// Short lines of the certificates sections that name none the taxonomy knows. What follows a name on lines of its own up
/// to a date is its issuer.
fn unknown(doc: &Doc) -> Vec<(usize, Certificate)> {
    let lines: Vec<usize> = doc.lines_of(&[SectionKind::Certificates]);
    let mut found: Vec<(usize, Certificate)> = Vec::new();
    let mut under_known = false;
    for (at, n) in lines.iter().enumerate() {
        let range = doc.line_range(*n);
        let (line, bulleted) = unbullet(doc.line(*n));
        let dated = doc.periods_in(&range).next().is_some();
        if range.is_empty() || (dated && segments::of_line(doc, *n).is_empty()) {
            under_known = false;
            continue;
        }
        if doc.has(Kind::Certificate, &range) {
            under_known = true;
            continue;
        }
        if super::terms::is_term(line) {
            continue;
        }
        let words = line.split_whitespace().count();
        let spoken = doc.has(Kind::Language, &range) && doc.has(Kind::Level, &range);
        let plain = words <= 10 && is_headerish(line) && !doc.has(Kind::Degree, &range) && !spoken;
        let next_is_date =
            lines.get(at + 1).is_some_and(|m| segments::of_line(doc, *m).is_empty() && date_at(doc, *m).is_some());
        let issues = !bulleted && !dated && next_is_date && at > 0 && !doc.lines[lines[at - 1]].is_blank();
        if !plain || under_known {
            under_known = false;
            continue;
        }
        let parts = segments::of_line(doc, *n);
        // "2020 Welding licence / Craft Chamber": under a dated name stands who gave it.
        let above = at.checked_sub(1).map(|a| lines[a]).filter(|a| a + 1 == *n && !doc.lines[*a].is_blank());
        let dated_above =
            above.is_some_and(|a| doc.periods_in(&doc.line_range(a)).any(|p| p.start == doc.lines[a].start));
        let issues = issues || (!bulleted && !dated && dated_above);
        let Some(first) = parts.first().filter(|p| p.range.len() > 3 && !p.place) else { continue };
        let text = |range: &std::ops::Range<usize>| doc.slice(range).to_string();
        match found.last_mut() {
            Some((_, last)) if issues && last.issuer.is_none() => last.issuer = Some(text(&first.range)),
            _ => found.push((
                first.range.start,
                Certificate {
                    name: text(&first.range),
                    issuer: parts.get(1).filter(|p| !p.place).map(|p| text(&p.range)),
                    date: date_at(doc, *n),
                },
            )),
        }
    }
    found
}
