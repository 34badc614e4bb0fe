//! The skills a CV names: those the taxonomy knows, and the listed items of the skills section that it does not.

use super::doc::Doc;
use super::segments::trimmed;
use super::taxonomy::{Kind, SectionKind, TAXONOMY};
use super::text::fold;

/// Skill names in the order of first mention, each once.
pub fn skills(doc: &Doc) -> Vec<String> {
    let mut found: Vec<(usize, String)> =
        doc.of_kind(Kind::Skill, 0..doc.text.len()).map(|m| (m.start, TAXONOMY.name(m.concept).to_string())).collect();
    found.extend(listed(doc));
    found.sort_by_key(|(at, _)| *at);
    let mut kept: Vec<String> = Vec::new();
    let mut seen: std::collections::HashSet<String> = std::collections::HashSet::new();
    for (_, name) in found {
        if seen.insert(fold(&name)) {
            kept.push(name);
        }
    }
    kept
}

/// Short items of the skills sections in which the taxonomy knows nothing.
fn listed(doc: &Doc) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for range in doc.ranges_of(SectionKind::Skills) {
        for (start, item) in items(doc, &range) {
            let label = item.find(':').map_or(0, |colon| colon + 1);
            let Some(own) = trimmed(doc, start + label..start + item.len()) else { continue };
            let words = doc.slice(&own).split_whitespace().count();
            let known = doc.mentions_in(&own).any(|m| TAXONOMY.concept(m.concept).kind == Kind::Skill);
            let other = doc
                .mentions_in(&own)
                .any(|m| matches!(TAXONOMY.concept(m.concept).kind, Kind::Language | Kind::Level | Kind::Place));
            let item_text = doc.slice(&own);
            let sentence =
                item_text.ends_with('.') || words > 5 || item_text.contains(". ") || item_text.starts_with("and ");
            let odd = item_text.matches('(').count() != item_text.matches(')').count()
                || super::contacts::is_contact_line(item_text);
            let dated = doc.periods_in(&own).next().is_some();
            if !known && !other && !sentence && !odd && !dated && doc.slice(&own).chars().any(char::is_alphabetic) {
                found.push((own.start, doc.slice(&own).split_whitespace().collect::<Vec<_>>().join(" ")));
            }
        }
    }
    found
}

/// The items of a section's lists with their starts. Lines of running text, which list nothing, are left out.
fn items<'d>(doc: &'d Doc, range: &std::ops::Range<usize>) -> Vec<(usize, &'d str)> {
    let mut found = Vec::new();
    for line in doc.lines.iter().filter(|l| l.start < range.end && l.end > range.start && !l.is_blank()) {
        let start = line.start.max(range.start);
        let text = &doc.text[start..line.end];
        let parts: Vec<&str> = text.split([',', ';', '|', '•', '·', '\t', '▪', '●']).collect();
        let words = text.split_whitespace().count();
        if words > 8 && (parts.len() * 4 < words || text.ends_with('.') && parts.len() * 3 < words) {
            continue;
        }
        found.extend(parts.into_iter().map(|part| (start + (part.as_ptr() as usize - text.as_ptr() as usize), part)));
    }
    found
}
