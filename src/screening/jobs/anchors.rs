//! The lines that state when a job was held: each job has one.

use crate::screening::dates::Period;
use crate::screening::segments::is_placeholder;
use crate::screening::text::{fold, unbullet};

use super::layout::Layout;

/// A line that a job is told by.
pub(super) struct Anchor {
    pub line: usize,
    /// Absent in a CV that gives no dates.
    pub period: Option<Period>,
}

pub(super) fn anchors(layout: &Layout<'_>, zone: &[usize]) -> Vec<Anchor> {
    let doc = layout.doc;
    let mut found: Vec<(Anchor, bool)> = Vec::new();
    for n in zone {
        let range = doc.line_range(*n);
        let line = doc.line(*n);
        let Some(period) =
            doc.periods_in(&range).find(|p| !p.single).or_else(|| doc.periods_in(&range).next()).copied()
        else {
            if is_placeholder(&fold(line)) && !unbullet(line).1 && line.split_whitespace().count() <= 16 {
                found.push((Anchor { line: *n, period: None }, false));
            }
            continue;
        };
        let bulleted = unbullet(line).1;
        let trailing = bulleted && period.end == range.end && !period.single;
        if period.from > doc.today
            || (!trailing && is_within_sentence(line, period.start - range.start, period.end - range.start))
        {
            continue;
        }
        let titled = layout.has_title(*n);
        let bare = line.split_whitespace().count() <= 4;
        let at_end = period.end >= range.end.saturating_sub(2);
        let named = at_end && layout.segments(*n).iter().any(|s| s.company || s.school);
        if period.single && (bulleted || !(titled || named || bare && neighbour_is_titled(layout, *n))) {
            continue;
        }
        let above = written_above(layout, *n).filter(|at| layout.is_head(*at, true));
        let leading = period.start <= range.start + 8;
        let heads = titled || leading || (trailing && above.is_some());
        if bulleted && !heads {
            continue;
        }
        // A date column that was read into the first item of the entry belongs to the heading above it.
        let line = above.filter(|_| trailing && !titled).unwrap_or(*n);
        found.push((Anchor { line, period: Some(period) }, period.single));
    }
    // Where jobs have spans, a single date is an event, unless a title or the season of a summer job stands with it.
    if found.iter().filter(|(_, single)| !single).count() >= 2 {
        found.retain(|(a, single)| {
            let bare = layout.segments(a.line).is_empty()
                && !layout.doc.line(a.line).starts_with(|c: char| c.is_ascii_digit());
            !single || layout.has_title(a.line) || bare && neighbour_is_titled(layout, a.line)
        });
    }
    found.dedup_by_key(|(a, _)| a.line);
    found.into_iter().map(|(a, _)| a).collect()
}

/// The heading-like lines with a title, in a CV that gives no dates.
pub(super) fn undated(layout: &Layout<'_>, zone: &[usize]) -> Vec<Anchor> {
    let short = |n: &usize| layout.doc.line(*n).split_whitespace().count() <= 10;
    zone.iter()
        .copied()
        .filter(|n| layout.is_head(*n, false) && short(n) && layout.has_title(*n))
        .map(|line| Anchor { line, period: None })
        .collect()
}

fn neighbour_is_titled(layout: &Layout<'_>, n: usize) -> bool {
    [n.checked_sub(1), Some(n + 1)]
        .into_iter()
        .flatten()
        .any(|m| m < layout.doc.lines.len() && layout.is_head(m, true) && layout.has_title(m))
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

/// The nearest line with words above, over one blank line at most.
pub(super) fn written_above(layout: &Layout<'_>, line: usize) -> Option<usize> {
    let mut at = line.checked_sub(1)?;
    if layout.is_blank(at) {
        at = at.checked_sub(1)?;
    }
    (!layout.is_blank(at)).then_some(at)
}

/// The nearest line with words below, over one blank line at most.
pub(super) fn written_below(layout: &Layout<'_>, line: usize) -> Option<usize> {
    let mut at = line + 1;
    if at < layout.doc.lines.len() && layout.is_blank(at) {
        at += 1;
    }
    (!layout.is_blank(at)).then_some(at)
}
