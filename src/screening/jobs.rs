//! The jobs of a CV: title, company, place and time, from the shapes in which people write them.

use std::ops::Range;

use chrono::NaiveDate;

use super::contract::Job;
use super::dates::Period;
use super::doc::Doc;
use super::segments::{self, Segment, is_headerish};
use super::taxonomy::{Kind, SectionKind};
use super::text::unbullet;

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
    period: Period,
}

/// All jobs, in the order written.
pub fn jobs(doc: &Doc) -> Vec<Held> {
    let zone = zone(doc);
    let anchors = anchors(doc, &zone);
    if anchors.is_empty() {
        return undated(doc, &zone);
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
            Some(above) if trailing && !titled => found.push(Anchor { line: above, period }),
            _ => found.push(Anchor { line: *n, period }),
        }
    }
    let ranged = found.iter().filter(|a| !a.period.single).count();
    if ranged >= 2 {
        found.retain(|a| !a.period.single || segments::of_line(doc, a.line).iter().any(|s| s.titled));
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

/// The n-th line with words above, over one blank line at most.
fn written_above(doc: &Doc, line: usize, n: usize) -> Option<usize> {
    let mut at = line;
    for _ in 0..n {
        at = at.checked_sub(1)?;
        if doc.lines[at].is_blank() {
            at = at.checked_sub(1)?;
        }
    }
    (!doc.lines[at].is_blank()).then_some(at)
}

fn written_below(doc: &Doc, line: usize, n: usize) -> Option<usize> {
    let mut at = line;
    for _ in 0..n {
        at += 1;
        if doc.lines.get(at)?.is_blank() {
            at += 1;
        }
    }
    doc.lines.get(at).filter(|l| !l.is_blank()).map(|_| at)
}

/// The heading lines of a job.
struct Head {
    first: usize,
    last: usize,
    period: Period,
    segments: Vec<Segment>,
}

impl Head {
    fn around(doc: &Doc, anchor: &Anchor, floor: usize, ceiling: usize, titles_above: bool) -> Head {
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

    fn job(&self, doc: &Doc, end: usize) -> Held {
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
                from: Some(self.period.from),
                to: self.period.to,
                current: self.period.to.is_none(),
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
    let folded = super::text::fold(text);
    let unit = ["year", "month", "yr", "mos", "jahre", "monate", "ans", "mois", "anos", "meses"]
        .iter()
        .any(|u| folded.contains(u));
    unit && folded.chars().any(|c| c.is_ascii_digit()) && folded.split(' ').count() <= 5
}

/// Jobs of a CV that gives no dates: each heading-like line with a title.
fn undated(doc: &Doc, zone: &[usize]) -> Vec<Held> {
    let in_section = !doc.lines_of(&[SectionKind::Experience]).is_empty();
    if !in_section {
        return Vec::new();
    }
    let heads: Vec<usize> = zone
        .iter()
        .copied()
        .filter(|n| {
            let line = doc.line(*n);
            !unbullet(line).1
                && is_headerish(line)
                && line.split_whitespace().count() <= 10
                && segments::of_line(doc, *n).iter().any(|s| s.titled)
        })
        .collect();
    let mut found = Vec::new();
    for (n, line) in heads.iter().enumerate() {
        let end = heads.get(n + 1).copied().unwrap_or_else(|| zone_end(doc, *line)).max(line + 1);
        let parts = segments::of_line(doc, *line);
        let title = parts.iter().find(|s| s.titled);
        let company = parts.iter().find(|s| !s.titled && !s.place);
        let stop = doc.lines[end - 1].end;
        let text_start = doc.lines[*line].end;
        found.push(Held {
            job: Job {
                title: title.map(|s| doc.slice(&s.range).to_string()),
                company: company.map(|s| doc.slice(&s.range).to_string()),
                text: doc.text[text_start..stop.max(text_start)].trim().to_string(),
                ..Job::default()
            },
            range: doc.lines[*line].start..stop,
            title: title.map(|s| s.range.clone()),
        });
    }
    found
}
