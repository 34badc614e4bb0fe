//! A CV's text with everything that was found in it by place: what the readers of jobs, education and the rest share.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::{self, Period};
use super::sections::{self, Section};
use super::taxonomy::{Kind, Mention, SectionKind, TAXONOMY};
use super::text::{self, CharIndex, Folded, Line};

/// No more names than this begin inside one another.
const MOST_OVERLAPPING: usize = 8;

#[derive(Clone, Debug)]
pub struct Doc {
    pub text: String,
    pub today: NaiveDate,
    pub folded: Folded,
    pub chars: CharIndex,
    pub lines: Vec<Line>,
    pub sections: Vec<Section>,
    pub mentions: Vec<Mention>,
    pub periods: Vec<Period>,
}

impl Doc {
    pub fn new(text: &str, today: NaiveDate) -> Doc {
        let folded = Folded::new(text);
        let mut lines = text::lines(text);
        let sections = sections::sections(text, &lines);
        sections::part_from_headings(text, &mut lines, &sections);
        Doc {
            today,
            chars: CharIndex::new(text),
            sections,
            mentions: TAXONOMY.mentions(text, &folded),
            periods: dates::periods(text, today),
            text: text.to_string(),
            folded,
            lines,
        }
    }

    pub fn slice(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    pub fn line(&self, n: usize) -> &str {
        self.lines[n].of(&self.text)
    }

    pub fn line_range(&self, n: usize) -> Range<usize> {
        self.lines[n].start..self.lines[n].end
    }

    /// Whether the line is a section's heading and nothing else.
    pub fn is_heading(&self, n: usize) -> bool {
        let at = self.sections.partition_point(|s| s.first <= n);
        let heads = |s: &Section| s.kind.is_some() && s.inline.is_none() && !s.beside;
        self.sections[at..].iter().take_while(|s| s.first == n + 1).any(heads)
    }

    /// Drops names that stand there by chance: skills inside dates ("Spring 2014") and in headings, places and languages
    /// inside longer names ("French cuisine").
    pub fn drop_chance_mentions(&mut self) {
        let mut all = std::mem::take(&mut self.mentions);
        let kind = |m: &Mention| TAXONOMY.concept(m.concept).kind;
        let longer: Vec<Mention> = all
            .iter()
            .filter(|m| matches!(kind(m), Kind::Skill | Kind::Title | Kind::Degree | Kind::Certificate))
            .copied()
            .collect();
        all.retain(|m| match kind(m) {
            Kind::Skill => {
                let after = self.periods.partition_point(|p| p.end <= m.start);
                self.periods.get(after).is_none_or(|p| p.start >= m.end) && !self.is_heading(self.line_at(m.start))
            }
            Kind::Language | Kind::Place | Kind::Country | Kind::Level => {
                let near = longer.partition_point(|l| l.start <= m.start);
                let covers = |l: &Mention| m.end <= l.end && l.end - l.start > m.end - m.start;
                !longer[near.saturating_sub(MOST_OVERLAPPING)..near].iter().any(covers)
            }
            _ => true,
        });
        self.mentions = all;
    }

    /// From this line on to the next heading, the text belongs to no section.
    pub fn end_section_at(&mut self, line: usize) {
        let Some(at) = self.sections.iter().position(|s| (s.first..s.end).contains(&line)) else { return };
        let end = std::mem::replace(&mut self.sections[at].end, line);
        self.sections.insert(at + 1, Section { kind: None, first: line, end, inline: None, beside: false });
    }

    /// The number of the line a byte is on.
    pub fn line_at(&self, byte: usize) -> usize {
        self.lines.partition_point(|l| l.start <= byte).saturating_sub(1)
    }

    pub fn mentions_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|m| m.start < range.start);
        let end = range.end;
        self.mentions[first..].iter().take_while(move |m| m.start < end).filter(move |m| m.end <= end)
    }

    pub fn has(&self, kind: Kind, range: &Range<usize>) -> bool {
        self.mentions_in(range).any(|m| TAXONOMY.concept(m.concept).kind == kind)
    }

    pub fn of_kind(&self, kind: Kind, range: Range<usize>) -> impl Iterator<Item = Mention> + '_ {
        let first = self.mentions.partition_point(|m| m.start < range.start);
        let end = range.end;
        self.mentions[first..]
            .iter()
            .take_while(move |m| m.start < end)
            .filter(move |m| m.end <= end && TAXONOMY.concept(m.concept).kind == kind)
            .copied()
    }

    pub fn periods_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Period> {
        let first = self.periods.partition_point(|p| p.start < range.start);
        let end = range.end;
        self.periods[first..].iter().take_while(move |p| p.end <= end)
    }

    /// The section a byte is in; none above the first heading.
    pub fn section_at(&self, byte: usize) -> Option<SectionKind> {
        let line = self.line_at(byte);
        let next = self.sections.partition_point(|s| s.first <= line);
        // On a heading's own line the content may begin: "Skills: Rust".
        let inside = |s: &&Section| {
            (s.first..s.end).contains(&line) || s.inline.is_some_and(|(from, to)| (from..to).contains(&byte))
        };
        self.sections[next.saturating_sub(2)..self.sections.len().min(next + 1)]
            .iter()
            .find(inside)
            .and_then(|s| s.kind)
    }

    /// The byte ranges of all sections of a kind, inline content included.
    pub fn ranges_of(&self, kind: SectionKind) -> Vec<Range<usize>> {
        self.sections
            .iter()
            .filter(|s| s.kind == Some(kind))
            .map(|s| {
                let start = s
                    .inline
                    .map_or_else(|| self.lines.get(s.first).map_or(self.text.len(), |l| l.start), |(from, _)| from);
                let end =
                    if s.end > s.first { self.lines[s.end - 1].end } else { s.inline.map_or(start, |(_, to)| to) };
                start..end.max(start)
            })
            .filter(|r| !r.is_empty())
            .collect()
    }

    /// The numbers of the lines in sections of these kinds.
    pub fn lines_of(&self, kinds: &[SectionKind]) -> Vec<usize> {
        self.sections
            .iter()
            .filter(|s| s.kind.is_some_and(|kind| kinds.contains(&kind)))
            .flat_map(|s| s.first..s.end)
            .collect()
    }
}
