//! What was studied, where, to which level, and the certificates held.

use std::ops::Range;

use super::contract::{Certificate, Education};
use super::doc::Doc;
use super::segments::{self, Segment, is_headerish};
use super::taxonomy::{Kind, SectionKind, TAXONOMY};
use super::text::{fold, unbullet};

/// One entry of education with its place, level and fields.
#[derive(Clone, Debug)]
pub struct Studied {
    pub education: Education,
    pub range: Range<usize>,
    /// 1 school leaving to 6 doctorate; 0 when no degree is named.
    pub level: u8,
    pub fields: Vec<u32>,
    /// Still going on, or its end lies ahead.
    pub unfinished: bool,
}

/// All entries of the education sections; without such a section, lines that name a degree beside a school.
pub fn education(doc: &Doc) -> Vec<Studied> {
    let zone = doc.lines_of(&[SectionKind::Education]);
    if zone.is_empty() {
        return (0..doc.lines.len())
            .filter(|n| {
                let range = doc.line_range(*n);
                let skip = doc
                    .section_at(range.start)
                    .is_some_and(|k| !matches!(k, SectionKind::Summary | SectionKind::Certificates));
                !skip && doc.has(Kind::Degree, &range) && doc.line(*n).split_whitespace().count() <= 20
            })
            .map(|n| entry(doc, &[n]))
            .filter(|e| e.education.institution.is_some() || e.education.field.is_some())
            .collect();
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut blank = false;
    for n in zone {
        if doc.lines[n].is_blank() {
            blank = true;
            continue;
        }
        let range = doc.line_range(n);
        let has =
            |lines: &[usize], test: &dyn Fn(&Range<usize>) -> bool| lines.iter().any(|l| test(&doc.line_range(*l)));
        let degree = |r: &Range<usize>| names_degree(doc, r);
        let school = |r: &Range<usize>| names_school(doc, r);
        let dated = |r: &Range<usize>| doc.periods_in(r).any(|p| !p.single);
        let closes = (degree(&range) && has(&open, &degree))
            || (school(&range) && has(&open, &school))
            || (dated(&range) && has(&open, &dated))
            || (blank && (degree(&range) || school(&range)) && has(&open, &degree) && has(&open, &school))
            || open.last().is_some_and(|last| n > last + 2);
        if closes && !open.is_empty() {
            groups.push(std::mem::take(&mut open));
        }
        open.push(n);
        blank = false;
    }
    groups.push(open);
    groups
        .iter()
        .filter(|g| !g.is_empty())
        .map(|g| entry(doc, g))
        .filter(|e| e.education.degree.is_some() || e.education.institution.is_some())
        .collect()
}

fn names_degree(doc: &Doc, range: &Range<usize>) -> bool {
    doc.has(Kind::Degree, range) && doc.slice(range).split_whitespace().count() <= 22
}

fn names_school(doc: &Doc, range: &Range<usize>) -> bool {
    is_headerish(doc.slice(range))
        && segments::of_line(doc, doc.line_at(range.start)).iter().any(|s| s.school && !doc.has(Kind::Degree, &s.range))
}

fn entry(doc: &Doc, lines: &[usize]) -> Studied {
    let start = doc.lines[lines[0]].start;
    let end = lines.last().map_or(start, |n| doc.lines[*n].end);
    let range = start..end;
    let parts: Vec<Segment> = lines.iter().flat_map(|n| segments::of_line(doc, *n)).collect();
    let degree = doc.of_kind(Kind::Degree, range.clone()).max_by_key(|m| TAXONOMY.concept(m.concept).rank);
    let level = degree.map_or(0, |m| TAXONOMY.concept(m.concept).rank);
    let degree_part = degree.and_then(|d| parts.iter().find(|p| p.range.start <= d.start && d.end <= p.range.end));
    let institution = parts
        .iter()
        .find(|p| p.school && degree_part.is_none_or(|d| d.range != p.range))
        .or_else(|| parts.iter().find(|p| p.school));
    let near_degree = degree.map(|d| d.start.saturating_sub(0)..doc.lines[doc.line_at(d.start)].end);
    let fields: Vec<u32> = doc.of_kind(Kind::Field, range.clone()).map(|m| m.concept).collect();
    let field = near_degree
        .and_then(|near| doc.of_kind(Kind::Field, near).next())
        .or_else(|| doc.of_kind(Kind::Field, range.clone()).next())
        .map(|m| doc.slice(&(m.start..m.end)).to_string())
        .or_else(|| degree_part.and_then(|p| field_words(doc.slice(&p.range))));
    let period = doc.periods_in(&range).find(|p| !p.single).or_else(|| doc.periods_in(&range).next()).copied();
    let unfinished = period.is_some_and(|p| p.to.is_none_or(|to| to > doc.today) || p.from > doc.today)
        || ["expected", "in progress", "voraussichtlich", "en cours", "in corso", "laufend", "ongoing"]
            .iter()
            .any(|w| fold(doc.slice(&range)).contains(w));
    Studied {
        education: Education {
            degree: degree_part
                .map(|p| degree_phrase(doc, p))
                .or_else(|| degree.map(|d| doc.slice(&(d.start..d.end)).to_string())),
            field,
            institution: institution.map(|p| doc.slice(&p.range).split_whitespace().collect::<Vec<_>>().join(" ")),
            from: period.filter(|p| !p.single).map(|p| p.from),
            to: period.and_then(|p| if p.single { Some(p.from) } else { p.to }),
        },
        range,
        level,
        fields,
        unfinished,
    }
}

/// The degree as written, with what follows it in the same segment or after a comma ("Bachelor of Arts, History").
fn degree_phrase(doc: &Doc, part: &Segment) -> String {
    let line_end = doc.lines[doc.line_at(part.range.start)].end;
    let next =
        segments::of_line(doc, doc.line_at(part.range.start)).into_iter().find(|s| s.range.start >= part.range.end);
    let end = match next {
        Some(s) if doc.has(Kind::Field, &s.range) && !s.school && s.range.start - part.range.end <= 3 => s.range.end,
        _ => part.range.end,
    };
    doc.slice(&(part.range.start..end.min(line_end))).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "…in Marine Biology": the words after the link word, when the taxonomy does not know the field.
fn field_words(part: &str) -> Option<String> {
    [" in ", " en ", " im Fach ", " für "]
        .iter()
        .find_map(|link| part.split_once(link))
        .map(|(_, field)| field.split(['(', ',']).next().unwrap_or(field).trim().to_string())
        .filter(|f| !f.is_empty() && f.split_whitespace().count() <= 6)
}

/// A certificate with its place and what the taxonomy knows of it.
#[derive(Clone, Debug)]
pub struct Held {
    pub certificate: Certificate,
    pub concept: Option<u32>,
}

/// Certificates the taxonomy knows, wherever they stand, and the unknown lines of the certificates sections.
pub fn certificates(doc: &Doc) -> Vec<Held> {
    let mut found: Vec<Held> = Vec::new();
    for mention in doc.of_kind(Kind::Certificate, 0..doc.text.len()) {
        let line = doc.line_range(doc.line_at(mention.start));
        let known = found.iter().any(|h| h.concept == Some(mention.concept));
        if known {
            continue;
        }
        let concept = TAXONOMY.concept(mention.concept);
        found.push(Held {
            certificate: Certificate {
                name: concept.name.clone(),
                issuer: (!concept.group.is_empty()).then(|| concept.group.clone()),
                date: doc.periods_in(&line).find(|p| p.single).map(|p| p.from),
            },
            concept: Some(mention.concept),
        });
    }
    for n in doc.lines_of(&[SectionKind::Certificates]) {
        let range = doc.line_range(n);
        let (line, _) = unbullet(doc.line(n));
        let words = line.split_whitespace().count();
        if doc.has(Kind::Certificate, &range) || !(1..=14).contains(&words) || doc.has(Kind::Degree, &range) {
            continue;
        }
        let parts = segments::of_line(doc, n);
        let Some(first) = parts.first().filter(|p| p.range.len() > 3 && !p.place) else { continue };
        if doc.has(Kind::Language, &first.range) && doc.has(Kind::Level, &range) {
            continue;
        }
        found.push(Held {
            certificate: Certificate {
                name: doc.slice(&first.range).to_string(),
                issuer: parts.get(1).filter(|p| !p.place).map(|p| doc.slice(&p.range).to_string()),
                date: doc.periods_in(&range).next().map(|p| p.from),
            },
            concept: None,
        });
    }
    found
}
