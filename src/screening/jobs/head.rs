//! The heading lines of one job, gathered around its date line.

use std::collections::HashSet;

use crate::screening::contract::Job;
use crate::screening::dates::Period;
use crate::screening::segments::Segment;
use crate::screening::taxonomy::Kind;

use super::Held;
use super::anchors::{Anchor, written_above, written_below};
use super::layout::Layout;
use super::roles::Roles;

/// A segment with the line it stands on, counted from the date line, and its place on that line.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub segment: Segment,
    pub line: usize,
    pub offset: isize,
    pub nth: usize,
}

/// The heading lines of a job.
pub(super) struct Head {
    pub first: usize,
    pub last: usize,
    pub anchor: usize,
    period: Option<Period>,
    pub parts: Vec<Placed>,
}

/// Where this CV writes titles and firms: above the date line when positive, below when negative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    titles: i32,
    firms: i32,
}

impl Order {
    pub fn of(layout: &Layout<'_>, anchors: &[Anchor]) -> Order {
        let (mut titles, mut firms) = (0, 0);
        let dates: HashSet<usize> = anchors.iter().map(|a| a.line).collect();
        for anchor in anchors {
            let is_date = |n: usize| dates.contains(&n);
            let near = |at: Option<usize>| at.filter(|n| layout.is_head(*n, true) && !is_date(*n));
            let above = near(written_above(layout, anchor.line));
            let above2 = above.and_then(|n| near(written_above(layout, n)));
            let below = near(written_below(layout, anchor.line));
            let below2 = below.and_then(|n| near(written_below(layout, n)));
            let any = |test: &dyn Fn(usize) -> bool, lines: [Option<usize>; 2]| lines.into_iter().flatten().any(test);
            let title = |n: usize| layout.has_title(n);
            let firm = |n: usize| layout.has_firm(n);
            titles += 2 * (i32::from(any(&title, [above, above2])) - i32::from(any(&title, [below, below2])));
            firms += 2 * (i32::from(any(&firm, [above, None])) - i32::from(any(&firm, [below, None])));
            // A line that touches the dates on one side only belongs to them.
            let touches_above = above.is_some_and(|n| n + 1 == anchor.line);
            let touches_below = below.is_some_and(|n| n == anchor.line + 1);
            let structure = i32::from(touches_above) - i32::from(touches_below);
            titles += structure;
            firms += structure;
        }
        Order { titles, firms }
    }
}

impl Head {
    pub fn around(layout: &Layout<'_>, anchor: &Anchor, floor: usize, ceiling: usize, order: Order) -> Head {
        let mut head = Head {
            first: anchor.line,
            last: anchor.line,
            anchor: anchor.line,
            period: anchor.period,
            parts: Vec::new(),
        };
        head.parts = head.placed(layout, anchor.line);
        let title = head.has_title();
        let named = head.parts.iter().any(|p| {
            !p.segment.titled && !p.segment.place && (p.segment.firm || !firm_follows(layout, anchor.line, ceiling))
        });
        if title && named {
            return head;
        }
        let above_first = if title { order.firms >= 0 } else { order.titles >= 0 };
        if above_first {
            head.take_above(layout, floor, true);
            head.take_below(layout, ceiling, true);
        } else {
            head.take_below(layout, ceiling, false);
            if !head.has_title() || (!title && !head.is_named() && order.firms > 0) {
                head.take_above(layout, floor, false);
            }
        }
        head
    }

    fn placed(&self, layout: &Layout<'_>, line: usize) -> Vec<Placed> {
        let offset = line as isize - self.anchor as isize;
        let of = |(nth, segment): (usize, &Segment)| Placed { segment: segment.clone(), line, offset, nth };
        layout.segments(line).iter().enumerate().map(of).collect()
    }

    fn has_title(&self) -> bool {
        self.parts.iter().any(|p| p.segment.titled)
    }

    /// Something other than title and place is there: the firm, most likely.
    fn is_named(&self) -> bool {
        self.parts.iter().any(|p| !p.segment.titled && !p.segment.place)
    }

    fn take_above(&mut self, layout: &Layout<'_>, floor: usize, expected: bool) {
        for taken in 0..3 {
            let Some(mut at) = written_above(layout, self.first).filter(|at| *at >= floor) else { break };
            if layout.is_duration_line(at) {
                self.first = at;
                let Some(over) = written_above(layout, at).filter(|at| *at >= floor) else { break };
                at = over;
            }
            let touching = at + 1 == self.first;
            if !layout.is_head(at, touching) || layout.is_duration_line(at) {
                break;
            }
            let parts = self.placed(layout, at);
            let known = parts.iter().any(|p| {
                let s = &p.segment;
                s.titled || s.company || s.place || s.school
            });
            let titled = self.has_title();
            let near = taken < 2 || (touching && layout.begins_entry(at));
            let unknown_fits = expected && near && (!titled || !self.is_named()) && (touching || taken == 0);
            if !(known || unknown_fits) {
                break;
            }
            // Another title above is another job, unless it is the firm's line that sounds like one.
            if titled && parts.iter().any(|p| p.segment.titled && !p.segment.company) {
                break;
            }
            if titled && self.is_named() && !touching {
                break;
            }
            self.first = at;
            self.parts.splice(0..0, parts);
        }
    }

    /// In a CV that writes heads above the dates (`over`), only what touches the dates may follow them: the place.
    fn take_below(&mut self, layout: &Layout<'_>, ceiling: usize, over: bool) {
        for _ in 0..3 {
            let titled = self.has_title();
            let named = self.parts.iter().any(|p| !p.segment.titled && !p.segment.place && p.segment.firm)
                || self.is_named() && (over || !firm_follows(layout, self.last, ceiling));
            let placed = self.parts.iter().any(|p| p.segment.place);
            if titled && named && placed {
                break;
            }
            let Some(at) = written_below(layout, self.last).filter(|at| *at < ceiling) else { break };
            let touching = at == self.last + 1;
            if over && !touching && self.is_named() {
                break;
            }
            if !layout.is_head(at, !titled && touching) || layout.doc.line(at).split_whitespace().count() > 10 {
                break;
            }
            let parts = self.placed(layout, at);
            if titled && parts.iter().any(|p| p.segment.titled && !p.segment.company) {
                break;
            }
            let places = !placed && parts.iter().any(|p| p.segment.place);
            // The head is complete enough: what follows over a blank line is another matter.
            if titled && named && !(places && touching) {
                break;
            }
            self.last = at;
            self.parts.extend(parts);
        }
    }

    pub fn job(&self, layout: &Layout<'_>, roles: &Roles, end: usize) -> Held {
        let doc = layout.doc;
        let words = |range: &std::ops::Range<usize>| doc.slice(range).split_whitespace().collect::<Vec<_>>().join(" ");
        let inner = if roles.title.is_none() { title_within(layout, self.last + 1, end) } else { None };
        let title = roles.title.clone().or(inner);
        let start = doc.lines[self.first].start;
        let text_start = doc.lines.get(self.last + 1).map_or(doc.text.len(), |l| l.start);
        let stop = doc.lines[end - 1].end.max(doc.lines[self.last].end);
        Held {
            job: Job {
                title: title.as_ref().map(|r| tidy_title(&words(r))),
                company: roles.company.as_ref().map(words),
                location: roles
                    .place
                    .as_ref()
                    .map(words)
                    .map(|p| if p.contains(')') { p } else { p.replace(" (", ", ") }),
                from: self.period.map(|p| p.from),
                to: self.period.and_then(|p| p.to),
                current: self.period.is_some_and(|p| p.to.is_none()),
                text: doc.text.get(text_start..stop).unwrap_or_default().trim().to_string(),
            },
            range: start..stop,
            title,
        }
    }
}

/// Without marks that stand around a title in lists: "(m/w/d)", a closing colon, an opening bracket left behind.
fn tidy_title(title: &str) -> String {
    let title = title.trim_end_matches([':', '(', '-', '–', ',']).trim();
    let open = title.matches('(').count() > title.matches(')').count();
    match title.rsplit_once('(') {
        Some((before, _)) if open && !before.trim().is_empty() => before.trim().to_string(),
        _ => title.to_string(),
    }
}

/// A title on a line of its own under a firm that heads several ("Acme Inc. / 2010–2014 / makers of things / Clerk").
fn title_within(layout: &Layout<'_>, first: usize, end: usize) -> Option<std::ops::Range<usize>> {
    (first..end)
        .take(6)
        .filter(|n| layout.is_head(*n, false) && layout.doc.line(*n).split_whitespace().count() <= 6)
        .find_map(|n| layout.segments(n).iter().find(|s| layout.doc.has(Kind::Title, &s.range) && !s.firm))
        .map(|s| s.range.clone())
}

/// The next line names a firm and no title.
fn firm_follows(layout: &Layout<'_>, line: usize, ceiling: usize) -> bool {
    written_below(layout, line).filter(|at| *at < ceiling && layout.is_head(*at, false)).is_some_and(|at| {
        let parts = layout.segments(at);
        parts.iter().any(|s| s.firm && !s.titled) && !parts.iter().any(|s| s.titled && !s.firm)
    })
}
