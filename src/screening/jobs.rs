//! The jobs of a CV: title, company, place and time, from the shapes in which people write them.

mod anchors;
mod head;
mod layout;
mod roles;

use std::ops::Range;

use chrono::NaiveDate;

use super::contract::Job;
use super::doc::Doc;
use super::phrases::phrases;
use super::sections::Section;
use super::taxonomy::SectionKind;
use super::text::fold;
use anchors::anchors;
use head::Head;
use layout::Layout;

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

/// All jobs, in the order written.
pub fn jobs(doc: &Doc) -> Vec<Held> {
    let zone = zone(doc);
    let layout = Layout::new(doc);
    let mut anchors = anchors(&layout, &zone);
    if anchors.is_empty() {
        if doc.lines_of(&[SectionKind::Experience]).is_empty() {
            return Vec::new();
        }
        anchors = anchors::undated(&layout, &zone);
    }
    let order = head::Order::of(&layout, &anchors);
    let mut heads: Vec<Head> = Vec::new();
    for (n, anchor) in anchors.iter().enumerate() {
        let floor = heads.last().map_or(0, |h| h.last + 1);
        let ceiling = anchors.get(n + 1).map_or(doc.lines.len(), |next| next.line);
        heads.push(Head::around(&layout, anchor, floor, ceiling, order));
    }
    let mut roles = roles::assign(doc, &heads);
    roles::share_firms(&layout, &heads, &mut roles);
    let mut found = Vec::new();
    for (n, (head, role)) in heads.iter().zip(&roles).enumerate() {
        let after = zone_end(doc, head.last);
        let end = heads.get(n + 1).map_or(after, |next| next.first.min(after)).max(head.last + 1);
        found.push(head.job(&layout, role, end));
    }
    found.retain(|held| {
        let named = [&held.job.title, &held.job.company];
        named.iter().any(|n| n.is_some()) && !named.into_iter().flatten().any(|words| is_break(words))
    });
    found
}

phrases! {
    /// Time away from work: a gap, no job.
    BREAKS = "\
        career break | parental leave | maternity leave | paternity leave | sabbatical | gap year | family leave | elternzeit | \
        mutterschutz | familienpause | auszeit | arbeitssuchend | arbeitslos | conge parental | conge maternite | pause carriere | \
        recherche d'emploi | excedencia | baja maternal | baja por maternidad | pausa laboral | congedo parentale | maternita | \
        licenca parental | licenca de maternidade | ouderschapsverlof | zwangerschapsverlof | werkloos | unemployed | \
        career gap | break";
}

fn is_break(words: &str) -> bool {
    let folded = fold(words);
    BREAKS.iter().any(|b| {
        folded
            .strip_prefix(b)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) && rest.split(' ').count() <= 5)
    })
}

/// Lines where jobs stand: the experience sections, or everything that is no other section.
fn zone(doc: &Doc) -> Vec<usize> {
    let experience = doc.lines_of(&[SectionKind::Experience]);
    if !experience.iter().all(|n| doc.lines[*n].is_blank()) {
        // Between known headings a stretch under an unknown one may hold jobs, too.
        let first = doc.sections.iter().find(|s| s.kind == Some(SectionKind::Experience)).map_or(0, |s| s.first);
        let open = |s: &&Section| match s.kind {
            Some(kind) => kind == SectionKind::Experience,
            None => s.first > first,
        };
        return doc.sections.iter().filter(open).flat_map(|s| s.first..s.end).collect();
    }
    doc.sections
        .iter()
        .filter(|s| matches!(s.kind, None | Some(SectionKind::Summary | SectionKind::Projects | SectionKind::Personal)))
        .flat_map(|s| s.first..s.end)
        .collect()
}

fn zone_end(doc: &Doc, line: usize) -> usize {
    let next = doc.sections.partition_point(|s| s.first <= line);
    let near = &doc.sections[next.saturating_sub(2)..next];
    near.iter().find(|s| (s.first..s.end).contains(&line)).map_or(line + 1, |s| s.end)
}
