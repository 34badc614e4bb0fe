//! The sections of a CV, told by their headings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::taxonomy::{SectionKind, TAXONOMY};
use super::text::{self, Line, fold};

/// A run of lines under one heading. Line numbers; the heading's own line is not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Absent for what stands above the first heading.
    pub kind: Option<SectionKind>,
    pub first: usize,
    /// One past the last line.
    pub end: usize,
    /// Bytes of the heading's line that already belong to the content ("Skills: Rust, Go"), if any.
    pub inline: Option<(usize, usize)>,
    /// The heading stands on the first line of its content.
    pub beside: bool,
}

/// What a line heads, and the bytes of content on the same line.
type Heading = (SectionKind, Option<(usize, usize)>);

/// Splits the lines of a CV by their headings, in order; together they hold every line but the headings.
pub fn sections(text: &str, lines: &[Line]) -> Vec<Section> {
    let mut headings: Vec<Option<Heading>> =
        lines.iter().enumerate().map(|(n, line)| heading(text, lines, n, *line)).collect();
    beside(text, lines, &mut headings);
    let shouting = lines.iter().zip(&headings).filter(|(l, h)| h.is_some() && is_shouted(l.of(text))).count() >= 2;
    let mut found = vec![Section { kind: None, first: 0, end: 0, inline: None, beside: false }];
    for (n, line) in lines.iter().enumerate() {
        let Some((kind, inline)) = headings[n] else {
            // Where headings are in capitals, an unknown line in capitals ends a list of skills.
            let listing =
                found.last().is_some_and(|s| matches!(s.kind, Some(SectionKind::Skills | SectionKind::Languages)));
            if shouting && listing && n > found.last().map_or(0, |s| s.first) && is_shouted(line.of(text)) {
                if let Some(last) = found.last_mut() {
                    last.end = n;
                }
                found.push(Section { kind: None, first: n, end: n, inline: None, beside: false });
            }
            continue;
        };
        if let Some(last) = found.last_mut() {
            last.end = n;
        }
        // What stands beside a heading of jobs or studies is a line like those below it.
        let whole = inline.is_some()
            && matches!(kind, SectionKind::Experience | SectionKind::Education | SectionKind::Projects);
        let first = if whole { n } else { n + 1 };
        found.push(Section { kind: Some(kind), first, end: n + 1, inline: inline.filter(|_| !whole), beside: whole });
    }
    if let Some(last) = found.last_mut() {
        last.end = lines.len();
    }
    found
}

/// Takes the headings off the lines that they stand on together with content.
pub fn part_from_headings(text: &str, lines: &mut [Line], sections: &[Section]) {
    for section in sections.iter().filter(|s| s.beside) {
        let Some(line) = lines.get_mut(section.first) else { continue };
        let raw = line.of(text);
        let mut at = 0;
        for (count, word) in raw.split(' ').enumerate().take(3) {
            at += word.len() + usize::from(count > 0);
            if exact(&raw[..at]).is_some() {
                line.start = line.end - raw[at..].trim_start().len();
                break;
            }
        }
    }
}

/// Headings in a column of their own are read into the first line beside them: "Experience Moss & Sons  2019 – today".
/// They count when three kinds begin so, and few headings stand alone.
fn beside(text: &str, lines: &[Line], headings: &mut [Option<Heading>]) {
    let mut found: Vec<(usize, Heading)> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let raw = line.of(text);
        let paragraph = n == 0 || lines[n - 1].is_blank();
        if headings[n].is_some() || !paragraph && n > 0 || !raw.starts_with(char::is_uppercase) || raw.contains(':') {
            continue;
        }
        let mut at = 0;
        for (count, word) in raw.split(' ').enumerate().take(3) {
            at += word.len() + usize::from(count > 0);
            let rest = raw[at..].trim_start();
            if rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && let Some(kind) = exact(&raw[..at])
            {
                found.push((n, (kind, Some((line.end - rest.len(), line.end)))));
            }
        }
    }
    found.dedup_by_key(|(n, _)| *n);
    let mut kinds: Vec<SectionKind> = found.iter().map(|(_, (kind, _))| *kind).collect();
    kinds.sort_by_key(|kind| *kind as u8);
    kinds.dedup();
    if kinds.len() >= 3 && headings.iter().flatten().count() <= found.len() {
        found.into_iter().for_each(|(n, heading)| headings[n] = Some(heading));
    }
}

/// What a line is the heading of, and the bytes of content that stand on the same line.
fn heading(text: &str, lines: &[Line], n: usize, line: Line) -> Option<Heading> {
    let raw = line.of(text);
    if raw.is_empty() || raw.len() > 400 {
        return None;
    }
    // Straight under a line of dates a firm's name stands ("Higher Education"), no heading of a guessed kind.
    let dated_above = n > 0 && lines[n - 1].of(text).bytes().filter(u8::is_ascii_digit).count() >= 4;
    if let Some(kind) = whole_line(raw, text::unbullet(raw).1, dated_above) {
        return Some((kind, None));
    }
    let colon = raw.find(':')?;
    let (label, content) = (&raw[..colon], raw[colon + 1..].trim());
    let kind = exact(label)?;
    let inline_kinds = [
        SectionKind::Skills,
        SectionKind::Languages,
        SectionKind::Certificates,
        SectionKind::Summary,
        SectionKind::Interests,
    ];
    let first_of_block = n == 0 || lines[n - 1].is_blank() || label.chars().all(|c| !c.is_lowercase());
    if content.is_empty() || !inline_kinds.contains(&kind) || !(first_of_block || kind != SectionKind::Skills) {
        return None;
    }
    Some((kind, Some((line.end - content.len(), line.end))))
}

fn whole_line(raw: &str, bulleted: bool, sure_only: bool) -> Option<SectionKind> {
    let bare = raw.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || bare.chars().count() > 60 || raw.ends_with(['.', ',', ';']) || raw.contains('@') {
        return None;
    }
    let label = unspaced(bare);
    if let Some(kind) = exact(&label) {
        let small = bulleted && label.starts_with(char::is_lowercase);
        return (!small && !looks_like_item(raw, bulleted)).then_some(kind);
    }
    let words: Vec<&str> = label.split_whitespace().collect();
    if bulleted
        || words.len() > 6
        || label.contains(" - ")
        || label.contains(" – ")
        || label.chars().any(|c| c.is_ascii_digit())
        || !is_titled(&words)
    {
        return None;
    }
    if sure_only { None } else { joined(&label).or_else(|| ends_in_heading(&words)) }
}

/// A bulleted heading word without a colon is an item of a list, not a heading.
fn looks_like_item(raw: &str, bulleted: bool) -> bool {
    bulleted && raw.chars().any(char::is_lowercase) && !raw.ends_with(':') && raw.starts_with(['-', '–', 'o', '·'])
}

fn exact(label: &str) -> Option<SectionKind> {
    let folded = fold(label.trim_matches(|c: char| !c.is_alphanumeric()));
    TAXONOMY.sections.get(folded.as_str()).or_else(|| UNLIGATED.get(folded.as_str())).copied()
}

/// Heading words without their ligatures, as some PDF files lose them: "Certications", "Prole".
static UNLIGATED: LazyLock<HashMap<String, SectionKind>> = LazyLock::new(|| {
    let ligatures = ["ffi", "ffl", "fi", "fl", "ff"];
    let without = |word: &String| ligatures.iter().find(|l| word.contains(**l)).map(|l| word.replacen(l, "", 1));
    TAXONOMY.sections.iter().filter_map(|(word, kind)| Some((without(word).filter(|w| w.len() > 4)?, *kind))).collect()
});

/// "Education and training", "Career experience / Job history", "Skills & languages": the first part decides.
fn joined(label: &str) -> Option<SectionKind> {
    let folded = fold(&label.replace(['/', '&', '+'], " and "));
    let parts: Vec<&str> = [" and ", " und ", " et ", " y ", " e ", " en "]
        .iter()
        .find(|joint| folded.contains(**joint))
        .map(|joint| folded.split(joint).map(str::trim).collect())?;
    let kinds: Vec<Option<SectionKind>> = parts.iter().map(|part| TAXONOMY.sections.get(*part).copied()).collect();
    let known = kinds.iter().flatten().count();
    (known * 2 >= parts.len()).then(|| kinds.into_iter().flatten().next()).flatten()
}

/// "Relevant Clinical Experience", "Computer Skills": the last word is a heading's.
fn ends_in_heading(words: &[&str]) -> Option<SectionKind> {
    if !(2..=4).contains(&words.len()) {
        return None;
    }
    (1..words.len()).find_map(|skip| {
        let tail = fold(&words[skip..].join(" "));
        let plain = matches!(
            tail.as_str(),
            "experience"
                | "history"
                | "education"
                | "skills"
                | "qualifications"
                | "certifications"
                | "languages"
                | "projects"
                | "training"
                | "employment"
                | "background"
                | "achievements"
                | "activities"
                | "erfahrung"
                | "kenntnisse"
                | "ausbildung"
                | "competences"
                | "formation"
                | "competencias"
                | "competenze"
        );
        plain.then(|| TAXONOMY.sections.get(tail.as_str()).copied()).flatten()
    })
}

/// All capitals, or every longer word begins with one.
fn is_titled(words: &[&str]) -> bool {
    words.iter().all(|w| w.chars().count() <= 3 || w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()))
        && words.first().is_some_and(|w| w.starts_with(char::is_uppercase))
}

/// A short line all in capitals, with nothing of a list about them.
fn is_shouted(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (1..=5).contains(&words)
        && line.chars().filter(|c| c.is_alphabetic()).count() >= 8
        && !line.chars().any(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, ',' | ';' | '|' | '•' | '('))
}

/// "E X P E R I E N C E" as one word; two or more spaces part words.
fn unspaced(line: &str) -> String {
    let letters: Vec<&str> = line.split(' ').collect();
    let single = letters.iter().filter(|l| l.chars().count() == 1).count();
    if letters.len() < 5 || single * 10 < letters.len() * 8 {
        return line.to_string();
    }
    line.split("  ").map(|word| word.replace(' ', "")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<SectionKind> {
        sections(text, &text::lines(text)).into_iter().filter_map(|s| s.kind).collect()
    }

    #[test]
    fn headings_are_found_in_several_shapes() {
        let text = "Ada Moss\n\nE X P E R I E N C E\nClerk\n\nEDUCATION AND TRAINING\nBSc\n\nSkills: Rust, Go\nComputer Skills\nExcel";
        assert_eq!(
            kinds(text),
            [SectionKind::Experience, SectionKind::Education, SectionKind::Skills, SectionKind::Skills]
        );
    }

    #[test]
    fn sentences_are_no_headings() {
        assert_eq!(kinds("Worked on education.\nI have experience in skills,\nexperience with customers"), []);
    }
}
