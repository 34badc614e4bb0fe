//! Which part of a job's heading is its title, its firm and its place: by what the words look like, and by where the
//! other jobs of the same CV have theirs.

use std::collections::HashMap;
use std::ops::Range;

use crate::screening::doc::Doc;
use crate::screening::segments::Segment;
use crate::screening::taxonomy::Kind;

use super::head::{Head, Placed};
use super::layout::Layout;

/// The byte ranges of a job's title, firm and place.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    pub title: Option<Range<usize>>,
    pub company: Option<Range<usize>>,
    pub place: Option<Range<usize>>,
}

/// How often titles and firms that are sure stand at a place of the heading.
#[derive(Default)]
struct Habits {
    titles: HashMap<(isize, usize), f32>,
    companies: HashMap<(isize, usize), f32>,
    heads: f32,
}

impl Habits {
    fn of(heads: &[Head]) -> Habits {
        let mut habits = Habits { heads: heads.len().max(1) as f32, ..Habits::default() };
        for part in heads.iter().flat_map(|h| &h.parts) {
            let s = &part.segment;
            let spot = (part.offset, part.nth);
            if s.titled && !s.company && !s.place {
                *habits.titles.entry(spot).or_default() += 1.0;
            }
            if s.company && !s.titled {
                *habits.companies.entry(spot).or_default() += if s.firm { 1.0 } else { 0.5 };
            }
        }
        habits
    }

    fn share(&self, counts: &HashMap<(isize, usize), f32>, part: &Placed) -> f32 {
        counts.get(&(part.offset, part.nth)).copied().unwrap_or_default() / self.heads
    }

    fn heads_stand_above(&self) -> bool {
        let sum = |above: bool| {
            self.titles.iter().filter(|((offset, _), _)| (*offset < 0) == above).map(|(_, count)| count).sum::<f32>()
        };
        sum(true) > sum(false)
    }

    fn as_title(&self, doc: &Doc, part: &Placed) -> f32 {
        let s = &part.segment;
        let look = match (s.titled, s.maybe_titled) {
            (true, _) if doc.has(Kind::Title, &s.range) => 6.0,
            (true, _) => 5.5,
            (false, true) => 1.5,
            _ => 0.0,
        };
        look + 3.0 * (self.share(&self.titles, part) - self.share(&self.companies, part))
            - against(s, 5.0, 1.5, 2.0)
            - length(doc, s)
    }

    fn as_company(&self, doc: &Doc, part: &Placed, beside_place: bool) -> f32 {
        let s = &part.segment;
        // "Bad Brunn, Austria" below the dates is the place, though the town is not known.
        let town = part.offset > 0 && beside_place && part.nth == 0 && !s.company && self.heads_stand_above();
        let look = match (s.firm, s.company || s.school) {
            (true, _) => 6.0,
            (_, true) => 4.0,
            _ => 1.5,
        };
        let small = doc.slice(&s.range).starts_with(char::is_lowercase);
        let titled = if s.titled {
            4.0
        } else if s.maybe_titled {
            0.5
        } else {
            0.0
        };
        look + 3.0 * (self.share(&self.companies, part) - self.share(&self.titles, part))
            - titled
            - if s.place { 4.0 } else { 0.0 }
            - if small { 1.0 } else { 0.0 }
            - 0.15 * part.nth as f32
            - if town { 1.2 } else { 0.0 }
            - length(doc, s)
    }
}

/// What speaks against a segment being a title.
fn against(s: &Segment, firm: f32, company: f32, school: f32) -> f32 {
    let mut sum = 0.0;
    if s.place {
        sum += 5.0;
    }
    if s.firm {
        sum += firm;
    } else if s.company {
        sum += company;
    }
    if s.school {
        sum += school;
    }
    sum
}

/// Long segments are sentences.
fn length(doc: &Doc, s: &Segment) -> f32 {
    let words = doc.slice(&s.range).split_whitespace().count();
    (words.saturating_sub(7)) as f32
}

pub(super) fn assign(doc: &Doc, heads: &[Head]) -> Vec<Roles> {
    let habits = Habits::of(heads);
    heads.iter().map(|head| roles(doc, head, &habits)).collect()
}

/// The pair of segments that fits best as title and firm.
fn roles(doc: &Doc, head: &Head, habits: &Habits) -> Roles {
    let parts = &head.parts;
    let titles: Vec<f32> = parts.iter().map(|p| habits.as_title(doc, p)).collect();
    let beside_place = |p: &Placed| parts.iter().any(|o| o.line == p.line && o.nth > p.nth && o.segment.place);
    let firms: Vec<f32> = parts.iter().map(|p| habits.as_company(doc, p, beside_place(p))).collect();
    let (mut best, mut title, mut company) = (f32::MIN, None, None);
    let options = |n: usize| (0..n).map(Some).chain([None]);
    for t in options(parts.len()) {
        for c in options(parts.len()).filter(|c| c.is_none() || *c != t) {
            // A firm is worth naming only from some likeness on; a title alone beats a firm alone.
            let score = t.map_or(0.2, |t| titles[t]) + c.map_or(0.9, |c| firms[c]);
            if score > best {
                (best, title, company) = (score, t, c);
            }
        }
    }
    let mut found = Roles {
        title: title.map(|t| parts[t].segment.range.clone()),
        company: company.map(|c| parts[c].segment.range.clone()),
        place: (0..parts.len())
            .find(|n| parts[*n].segment.place && Some(*n) != title && Some(*n) != company)
            .map(|n| parts[n].segment.range.clone()),
    };
    if let Some(t) = title {
        found.title = Some(extended(doc, parts, t, company));
    }
    found
}

/// "Director, Field Operations" and "Engineer – Rail": an unknown part straight behind the title on its line belongs to it
/// when the firm stands elsewhere.
fn extended(doc: &Doc, parts: &[Placed], t: usize, company: Option<usize>) -> Range<usize> {
    let title = &parts[t];
    let whole = title.segment.range.clone();
    let Some(next) = parts.get(t + 1) else { return whole };
    let s = &next.segment;
    let joint = doc.text.get(whole.end..s.range.start).unwrap_or_default();
    let joined = next.line == title.line && matches!(joint, ", " | " - " | " – " | " / ");
    let elsewhere = company.is_some_and(|c| parts[c].line != title.line);
    if joined && elsewhere && !s.place && !s.company && !s.school { whole.start..s.range.end } else { whole }
}

/// A firm that heads several jobs is the firm of each.
pub(super) fn share_firms(layout: &Layout<'_>, heads: &[Head], roles: &mut [Roles]) {
    let line_of = |range: &Range<usize>| layout.doc.line_at(range.start);
    // Only where firms stand on lines of their own, above the titles.
    let grouped = roles.iter().any(|r| match (&r.title, &r.company) {
        (Some(title), Some(company)) => line_of(company) < line_of(title),
        _ => false,
    });
    if !grouped {
        return;
    }
    for n in 1..roles.len() {
        let alone = heads[n].parts.iter().all(|p| p.segment.titled || p.segment.place);
        if roles[n].company.is_none() && roles[n].title.is_some() && alone {
            roles[n].company = roles[n - 1].company.clone();
        }
    }
}
