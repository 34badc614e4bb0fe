//! The jobs of a CV: title, company, place and time, from the shapes in which people write them.

mod head;

use std::ops::Range;

use chrono::NaiveDate;

use super::contract::Job;
use super::dates::Period;
use super::doc::Doc;
use super::segments::{self, is_headerish};
use super::taxonomy::SectionKind;
use super::text::unbullet;
use head::{Head, written_above, written_below};

/// A job with its place in the text.
#[derive(Clone, Debug)]
pub struct Held {
    pub job: Job,
    /// The whole entry, its heading lines included.
    pub range: Range<usize>,
    /// The bytes of its title, when it has one.
    pub title: Option<Range<usize>>,
}

impl Held {
    /// First and last month, the last being today's while it lasts.
    pub fn span(&self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.job.from?;
        let to = if self.job.current { today } else { self.job.to? };
        (from <= to && from <= today).then_some((from, to.min(today)))
    }
}

/// A line that states when a job was held.
struct Anchor {
    line: usize,
    /// Absent where the CV gives no dates and the line is told by its title.
    period: Option<Period>,
}

/// All jobs, in the order written.
pub fn jobs(doc: &Doc) -> Vec<Held> {
    let zone = zone(doc);
    let mut anchors = anchors(doc, &zone);
    if anchors.is_empty() {
        anchors = undated(doc, &zone);
    }
    let titles_above = titles_stand_above(doc, &anchors);
    let mut heads: Vec<Head> = Vec::new();
    for (n, anchor) in anchors.iter().enumerate() {
        let floor = heads.last().map_or(0, |h| h.last + 1);
        let ceiling = anchors.get(n + 1).map_or(doc.lines.len(), |next| next.line);
        heads.push(Head::around(doc, anchor, floor, ceiling, titles_above));
    }
    let mut found = Vec::new();
    for (n, head) in heads.iter().enumerate() {
        let after = zone_end(doc, head.last);
        let end = heads.get(n + 1).map_or(after, |next| next.first.min(after)).max(head.last + 1);
        found.push(head.job(doc, end));
    }
    found.retain(|held| held.job.title.is_some() || held.job.company.is_some());
    found
}

/// Lines where jobs stand: the experience sections, or everything that is no other section.
fn zone(doc: &Doc) -> Vec<usize> {
    let experience = doc.lines_of(&[SectionKind::Experience]);
    if !experience.iter().all(|n| doc.lines[*n].is_blank()) {
        return experience;
    }
    doc.sections
        .iter()
        .filter(|s| matches!(s.kind, None | Some(SectionKind::Summary | SectionKind::Projects | SectionKind::Personal)))
        .flat_map(|s| s.first..s.end)
        .collect()
}

fn zone_end(doc: &Doc, line: usize) -> usize {
    doc.sections.iter().find(|s| (s.first..s.end).contains(&line)).map_or(line + 1, |s| s.end)
}

fn anchors(doc: &Doc, zone: &[usize]) -> Vec<Anchor> {
    let mut found = Vec::new();
    for n in zone {
        let range = doc.line_range(*n);
        let line = doc.line(*n);
        let Some(period) =
            doc.periods_in(&range).find(|p| !p.single).or_else(|| doc.periods_in(&range).next()).copied()
        else {
            continue;
        };
        let (_, bulleted) = unbullet(line);
        let trailing = bulleted && period.end == range.end && !period.single;
        if period.from > doc.today
            || (!trailing && is_within_sentence(line, period.start - range.start, period.end - range.start))
        {
            continue;
        }
        let titled = segments::of_line(doc, *n).iter().any(|s| s.titled);
        let bare = line.split_whitespace().count() <= 4;
        if period.single && (bulleted || !(titled || bare && neighbour_is_titled(doc, *n))) {
            continue;
        }
        let above = written_above(doc, *n, 1).filter(|at| is_headerish(doc.line(*at)) && !unbullet(doc.line(*at)).1);
        if bulleted && !titled && period.start > range.start + 8 && !(trailing && above.is_some()) {
            continue;
        }
        // A date column that was read into the first item of the entry belongs to the heading above it.
        match above {
            Some(above) if trailing && !titled => found.push(Anchor { line: above, period: Some(period) }),
            _ => found.push(Anchor { line: *n, period: Some(period) }),
        }
    }
    let single = |a: &Anchor| a.period.is_some_and(|p| p.single);
    if found.iter().filter(|a| !single(a)).count() >= 2 {
        found.retain(|a| !single(a) || segments::of_line(doc, a.line).iter().any(|s| s.titled));
    }
    found
}

fn neighbour_is_titled(doc: &Doc, n: usize) -> bool {
    [n.checked_sub(1), Some(n + 1)]
        .into_iter()
        .flatten()
        .any(|m| m < doc.lines.len() && is_headerish(doc.line(m)) && segments::of_line(doc, m).iter().any(|s| s.titled))
}

/// The period stands among running words, not at an end of a heading line.
fn is_within_sentence(line: &str, start: usize, end: usize) -> bool {
    let words = |s: &str| s.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    let (before, after) = (words(&line[..start]), words(&line[end..]));
    let long = before + after > 16;
    let sentence = line.ends_with('.') && before + after > 7;
    let amid = before > 3 && after > 3 && !line.contains(['|', '•', '·', '–', '—', '\t']) && !line.contains("  ");
    long || sentence || amid
}

/// Whether this CV writes titles above its date lines rather than below.
fn titles_stand_above(doc: &Doc, anchors: &[Anchor]) -> bool {
    let titled = |n: usize| {
        n < doc.lines.len()
            && is_headerish(doc.line(n))
            && !unbullet(doc.line(n)).1
            && segments::of_line(doc, n).iter().any(|s| s.titled)
    };
    let mut votes = 0;
    for anchor in anchors {
        let above = written_above(doc, anchor.line, 1).is_some_and(titled)
            || written_above(doc, anchor.line, 2).is_some_and(titled);
        let below = written_below(doc, anchor.line, 1).is_some_and(titled)
            || written_below(doc, anchor.line, 2).is_some_and(titled);
        votes += i32::from(above) - i32::from(below);
    }
    votes >= 0
}

/// Where no line states a time: each heading-like line of the experience sections with a title.
fn undated(doc: &Doc, zone: &[usize]) -> Vec<Anchor> {
    if doc.lines_of(&[SectionKind::Experience]).is_empty() {
        return Vec::new();
    }
    let is_head = |n: &usize| {
        let line = doc.line(*n);
        !unbullet(line).1
            && is_headerish(line)
            && line.split_whitespace().count() <= 12
            && segments::of_line(doc, *n).iter().any(|s| s.titled)
    };
    zone.iter().copied().filter(is_head).map(|line| Anchor { line, period: None }).collect()
}
