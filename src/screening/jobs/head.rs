//! The heading lines of one job: which words are its title, its firm and its place.

use crate::screening::contract::Job;
use crate::screening::dates::Period;
use crate::screening::doc::Doc;
use crate::screening::segments::{self, Segment, is_headerish};
use crate::screening::taxonomy::Kind;
use crate::screening::text::{fold, unbullet};

use super::{Anchor, Held};

/// The heading lines of a job.
pub(super) struct Head {
    pub first: usize,
    pub last: usize,
    period: Option<Period>,
    segments: Vec<Segment>,
}

impl Head {
    pub fn around(doc: &Doc, anchor: &Anchor, floor: usize, ceiling: usize, titles_above: bool) -> Head {
        let mut head = Head {
            first: anchor.line,
            last: anchor.line,
            period: anchor.period,
            segments: segments::of_line(doc, anchor.line),
        };
        head.segments.retain(|s| !is_duration(doc.slice(&s.range)));
        let own = head.segments.clone();
        let has_title = own.iter().any(|s| s.titled);
        let named = own.iter().any(|s| !s.titled && !s.place && (s.firm || !firm_follows(doc, anchor.line, ceiling)));
        let complete = has_title && named;
        if !complete && (titles_above || !has_title) {
            head.take_above(doc, floor, titles_above);
        }
        if !complete {
            head.take_below(doc, ceiling);
        }
        head
    }

    fn take_above(&mut self, doc: &Doc, floor: usize, titles_above: bool) {
        let mut taken: Vec<Segment> = Vec::new();
        for n in 1..=3 {
            let Some(at) = written_above(doc, self.first.max(1), 1).filter(|at| *at >= floor && *at < self.first)
            else {
                break;
            };
            let line = doc.line(at);
            let parts = segments::of_line(doc, at);
            let heading = doc.sections.iter().any(|s| s.first == at + 1 && s.kind.is_some());
            let known = |s: &Segment| s.titled || s.company || s.place || s.school;
            let expected = titles_above && n <= 2 && !self.segments.iter().chain(&taken).any(|s| s.titled);
            if heading || unbullet(line).1 || !is_headerish(line) || !(parts.iter().any(known) || expected) {
                break;
            }
            let titled_before = self.segments.iter().chain(&taken).any(|s| s.titled);
            if titled_before && parts.iter().any(|s| s.titled) {
                break;
            }
            self.first = at;
            taken.splice(0..0, parts);
        }
        taken.append(&mut self.segments);
        self.segments = taken;
    }

    fn take_below(&mut self, doc: &Doc, ceiling: usize) {
        for _ in 0..3 {
            let titled = self.segments.iter().any(|s| s.titled);
            let named = self.segments.iter().any(|s| !s.titled && !s.place && s.firm)
                || self.segments.iter().any(|s| !s.titled && !s.place) && !firm_follows(doc, self.last, ceiling);
            let placed = self.segments.iter().any(|s| s.place);
            if titled && named && placed {
                break;
            }
            let Some(at) = written_below(doc, self.last, 1).filter(|at| *at < ceiling) else { break };
            let line = doc.line(at);
            let heading = doc.sections.iter().any(|s| s.first == at + 1 && s.kind.is_some());
            if heading || unbullet(line).1 || !is_headerish(line) || line.split_whitespace().count() > 9 {
                break;
            }
            let parts = segments::of_line(doc, at);
            let fresh_title = parts.iter().any(|s| s.titled && !s.company);
            if titled && fresh_title {
                break;
            }
            let useful = !titled || !named || (!placed && parts.iter().any(|s| s.place));
            if !useful {
                break;
            }
            self.last = at;
            self.segments.extend(parts);
        }
    }

    pub fn job(&self, doc: &Doc, end: usize) -> Held {
        let all = &self.segments;
        let title = all
            .iter()
            .find(|s| s.titled && !s.company && doc.has(Kind::Title, &s.range))
            .or_else(|| all.iter().find(|s| s.titled && !s.company))
            .or_else(|| all.iter().find(|s| s.titled))
            .or_else(|| all.iter().find(|s| !s.company && !s.place && !s.school && all.iter().any(|o| o.company)))
            .or_else(|| all.iter().filter(|s| !s.place).nth(1).and(all.iter().find(|s| !s.place && !s.company)));
        let is_title = |s: &&Segment| title.is_some_and(|t| t.range == s.range);
        let company = all
            .iter()
            .find(|s| s.firm && !is_title(s) && !s.titled)
            .or_else(|| all.iter().find(|s| (s.company || s.school) && !is_title(s) && !s.titled))
            .or_else(|| all.iter().find(|s| !is_title(s) && !s.place && !s.titled))
            .or_else(|| all.iter().find(|s| !is_title(s) && s.company));
        let place = all.iter().find(|s| s.place && !is_title(s) && company.is_none_or(|c| c.range != s.range));
        let words =
            |s: Option<&Segment>| s.map(|s| doc.slice(&s.range).split_whitespace().collect::<Vec<_>>().join(" "));
        let inner = if title.is_none() { title_within(doc, self.last + 1, end) } else { None };
        let title = title.or(inner.as_ref());
        let start = doc.lines[self.first].start;
        let text_start = doc.lines.get(self.last + 1).map_or(doc.text.len(), |l| l.start);
        let stop = doc.lines[end - 1].end.max(doc.lines[self.last].end);
        Held {
            job: Job {
                title: words(title),
                company: words(company),
                location: words(place).map(|p| if p.contains(')') { p } else { p.replace(" (", ", ") }),
                from: self.period.map(|p| p.from),
                to: self.period.and_then(|p| p.to),
                current: self.period.is_some_and(|p| p.to.is_none()),
                text: doc.text.get(text_start..stop).unwrap_or_default().trim().to_string(),
            },
            range: start..stop,
            title: title.map(|t| t.range.clone()),
        }
    }
}

/// A title on a line of its own under a firm that heads several ("Acme Inc. / 2010–2014 / makers of things / Clerk").
fn title_within(doc: &Doc, first: usize, end: usize) -> Option<Segment> {
    (first..end)
        .take(6)
        .filter(|n| {
            is_headerish(doc.line(*n)) && !unbullet(doc.line(*n)).1 && doc.line(*n).split_whitespace().count() <= 6
        })
        .find_map(|n| segments::of_line(doc, n).into_iter().find(|s| doc.has(Kind::Title, &s.range) && !s.firm))
}

/// The next line names a firm and no title.
fn firm_follows(doc: &Doc, line: usize, ceiling: usize) -> bool {
    written_below(doc, line, 1).filter(|at| *at < ceiling && is_headerish(doc.line(*at))).is_some_and(|at| {
        let parts = segments::of_line(doc, at);
        parts.iter().any(|s| s.firm && !s.titled) && !parts.iter().any(|s| s.titled && !s.firm)
    })
}

/// "4 months", "2 years 10 months", "(full-time)": what date columns carry besides dates.
fn is_duration(text: &str) -> bool {
    let folded = fold(text);
    let unit = ["year", "month", "yr", "mos", "jahre", "monate", "ans", "mois", "anos", "meses"]
        .iter()
        .any(|u| folded.contains(u));
    unit && folded.chars().any(|c| c.is_ascii_digit()) && folded.split(' ').count() <= 5
}

/// The n-th line with words above, over one blank line at most.
pub(super) fn written_above(doc: &Doc, line: usize, n: usize) -> Option<usize> {
    let mut at = line;
    for _ in 0..n {
        at = at.checked_sub(1)?;
        if doc.lines[at].is_blank() {
            at = at.checked_sub(1)?;
        }
    }
    (!doc.lines[at].is_blank()).then_some(at)
}

pub(super) fn written_below(doc: &Doc, line: usize, n: usize) -> Option<usize> {
    let mut at = line;
    for _ in 0..n {
        at += 1;
        if doc.lines.get(at)?.is_blank() {
            at += 1;
        }
    }
    doc.lines.get(at).filter(|l| !l.is_blank()).map(|_| at)
}
