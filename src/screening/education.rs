//! What was studied, where, and to which level.

use std::ops::Range;

use super::contract::Education;
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
    groups(doc, zone)
        .iter()
        .map(|g| entry(doc, g))
        .filter(|e| e.education.degree.is_some() || e.education.institution.is_some())
        .collect()
}

/// The lines of each entry: a new one begins where what an entry has once comes again.
fn groups(doc: &Doc, zone: Vec<usize>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut degree, mut school, mut dated, mut blank) = (false, false, false, false);
    for n in zone {
        if doc.lines[n].is_blank() {
            blank = true;
            continue;
        }
        let range = doc.line_range(n);
        let names_degree = names_degree(doc, &range);
        let names_school = names_school(doc, &range);
        let has_dates = doc.periods_in(&range).any(|p| !p.single);
        let has_date = has_dates || doc.periods_in(&range).next().is_some() && !unbullet(doc.line(n)).1;
        let closes = (names_degree && degree)
            || (names_school && school)
            || (has_dates && dated)
            || (blank && (degree && school || dated && (degree || school)) && is_headerish(doc.line(n)))
            || (blank && (names_degree || names_school) && degree && school)
            || open.last().is_some_and(|last| n > last + 2);
        if closes && !open.is_empty() {
            groups.push(std::mem::take(&mut open));
            (degree, school, dated) = (false, false, false);
        }
        open.push(n);
        degree |= names_degree;
        school |= names_school;
        dated |= has_dates || has_date;
        blank = false;
    }
    groups.push(open);
    groups.retain(|g| !g.is_empty());
    groups
}

fn names_degree(doc: &Doc, range: &Range<usize>) -> bool {
    let line = doc.slice(range);
    let words = line.split_whitespace().count();
    let sentence = line.ends_with('.') && words > 8 || line.starts_with(char::is_lowercase);
    let named = doc.of_kind(Kind::Degree, range.clone()).any(|m| {
        // "Istituto Tecnico Quarenghi" is the school, though the words name a level, too.
        let start = fold(&doc.text[m.start..m.end]);
        !(m.start == range.start
            && ["istituto", "instituto", "lycee", "liceo", "ies "].iter().any(|s| start.starts_with(s)))
    });
    named && words <= 22 && !sentence
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
    let beside = degree.zip(degree_part.filter(|p| p.school)).and_then(|(d, p)| beside_degree(doc, p, d.start..d.end));
    let plausible = |p: &&Segment| p.school && doc.slice(&p.range).split_whitespace().count() <= 9;
    // Words of the heading that are neither place nor school nor a list item: a degree the taxonomy does not know, or a
    // firm that trains.
    let heading = |p: &&Segment| {
        let line = doc.line_at(p.range.start);
        let text = doc.slice(&p.range);
        !p.place
            && !unbullet(doc.line(line)).1
            && line <= doc.line_at(start) + 2
            && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !doc.line(line).ends_with('.')
            && text.split_whitespace().count() <= 9
    };
    let institution = parts
        .iter()
        .filter(plausible)
        .find(|p| degree_part.is_none_or(|d| d.range != p.range))
        .map(|p| p.range.clone())
        .or(beside.clone())
        .or_else(|| {
            let apart =
                |p: &&Segment| degree_part.is_some_and(|d| d.range.end < p.range.start && !follows_degree(doc, d, p));
            parts
                .iter()
                .filter(heading)
                .find(|p| p.company && apart(p) || apart(p) && on_other_line(doc, degree_part, p))
                .map(|p| p.range.clone())
        })
        .or_else(|| {
            parts
                .iter()
                .find(plausible)
                .filter(|p| degree.is_none() || degree_part.is_none_or(|d| d.range != p.range))
                .map(|p| p.range.clone())
        });
    let institution = institution.or_else(|| acronym(doc, degree_part, &parts));
    // Nothing known, but a line of dates with two names: what, and where.
    let dated = lines.first().is_some_and(|n| doc.periods_in(&doc.line_range(*n)).any(|p| !p.single));
    let strangers: Vec<Range<usize>> = parts.iter().filter(heading).take(2).map(|p| p.range.clone()).collect();
    let institution = institution.or_else(|| strangers.get(1).filter(|_| dated && degree.is_none()).cloned());
    let unknown = institution.as_ref().filter(|_| degree.is_none()).and_then(|school| {
        parts.iter().filter(heading).find(|p| {
            p.range != *school
                && !doc
                    .slice(&p.range)
                    .starts_with(|c: char| c.is_ascii_digit() && doc.periods_in(&p.range).next().is_some())
        })
    });
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
            degree: degree
                .map(|d| match degree_part {
                    Some(part) if beside.is_none() => degree_phrase(doc, part),
                    _ => doc.slice(&(d.start..d.end)).to_string(),
                })
                .or_else(|| unknown.map(|part| degree_phrase(doc, part))),
            field,
            institution: institution.map(|r| doc.slice(&r).split_whitespace().collect::<Vec<_>>().join(" ")),
            from: period.filter(|p| !p.single).map(|p| p.from),
            to: period.and_then(|p| if p.single { Some(p.from) } else { p.to }),
        },
        range,
        level,
        fields,
        unfinished,
    }
}

/// The school in "PhD Princeton University" and "University College Cork: LLB".
fn beside_degree(doc: &Doc, part: &Segment, degree: Range<usize>) -> Option<Range<usize>> {
    let sides = [part.range.start..degree.start, degree.end..part.range.end];
    sides.into_iter().filter_map(|side| segments::trimmed(doc, side)).find(|side| {
        let text = doc.slice(side);
        let linked = ["in ", "of ", "en ", "für "].iter().any(|link| text.starts_with(link));
        !linked && text.starts_with(char::is_uppercase)
    })
}

/// "MBA – FGV", "Diplôme d'ingénieur | INSA Rennes": a name in capitals behind the degree is the school's.
fn acronym(doc: &Doc, degree: Option<&Segment>, parts: &[Segment]) -> Option<Range<usize>> {
    let after = degree?.range.end;
    let short = |p: &&Segment| {
        let first = doc.slice(&p.range).split(' ').next().unwrap_or_default();
        let capital = first.chars().count() >= 2 && first.chars().count() <= 7 && first.chars().all(char::is_uppercase);
        capital && !p.place && p.range.start > after && !doc.has(Kind::Certificate, &p.range)
    };
    parts.iter().find(short).map(|p| p.range.clone())
}

/// The part stands right behind the degree on its line, as its field does.
fn follows_degree(doc: &Doc, degree: &Segment, part: &Segment) -> bool {
    let joint = doc.text.get(degree.range.end..part.range.start).unwrap_or_default();
    let first = doc.slice(&part.range).split(' ').next().unwrap_or_default();
    let acronym = first.len() >= 2 && first.chars().all(char::is_uppercase) && joint != ", ";
    joint.len() <= 5
        && !joint.contains(['\n', '|', '•', '·'])
        && !part.company
        && !part.school
        && !part.place
        && !acronym
}

fn on_other_line(doc: &Doc, degree: Option<&Segment>, part: &Segment) -> bool {
    degree.is_some_and(|d| doc.line_at(d.range.start) != doc.line_at(part.range.start))
}

/// The degree as written, with the field that follows it: "Bachelor of Arts, History", "Bachelor of Science - Biology".
fn degree_phrase(doc: &Doc, part: &Segment) -> String {
    let line = doc.line_at(part.range.start);
    let next = segments::of_line(doc, line).into_iter().find(|s| s.range.start >= part.range.end);
    let end = next.filter(|s| {
        follows_degree(doc, part, s) && is_headerish(doc.slice(&s.range))
            || doc.has(Kind::Field, &s.range) && !s.school && s.range.start - part.range.end <= 3
    });
    let end = end.map_or(part.range.end, |s| s.range.end);
    let phrase = doc.slice(&(part.range.start..end));
    // Marks and years in brackets at the end are no part of it.
    let phrase = match phrase.rsplit_once(" (") {
        Some((before, inner))
            if !before.is_empty() && inner.bytes().any(|b| b.is_ascii_digit()) && !inner.contains(" to ") =>
        {
            before
        }
        _ => phrase,
    };
    let phrase = phrase.trim_end_matches(|c: char| c.is_whitespace() || "·•|–-:(,".contains(c));
    phrase.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "…in Marine Biology": the words after the link word, when the taxonomy does not know the field.
fn field_words(part: &str) -> Option<String> {
    [" in ", " en ", " im Fach ", " für "]
        .iter()
        .find_map(|link| part.split_once(link))
        .map(|(_, field)| field.split(['(', ',']).next().unwrap_or(field).trim().to_string())
        .filter(|f| !f.is_empty() && f.split_whitespace().count() <= 6)
}
