//! The lines of a CV, told apart for the eye: names, titles, times, items of lists.

use super::headings::is_heading;
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

// How the months begin in the languages of the rules; or numbers for day and month.
const MONTH: &str = concat!(
    r"(?:(?i:jan|feb|fev|fév|mar|mär|maa|apr|avr|abr|may|mai|mag|mei|jun|jui|jul|giu|lug|aug|aoû|ago|sep|set|oct|okt|ott|out|nov",
    r"|dec|dez|déc|dic|ene|gen|mrz|spring|summer|autumn|winter)\p{L}*\.?\s+|(?:\d{1,2}[./])?\d{1,2}[./-]\s?)?"
);
const YEAR: &str = r"(?:19|20)\d{2}";
/// Words for a time that lasts.
const NOW: &str = r"(?i:present|now|today|current|currently|ongoing|date|heute|jetzt|aktuell|laufend|aujourd.hui|présent|actuel|actualidad|presente|actual|oggi|attuale|hoje|atual|heden|nu)";

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Name,
    Heading,
    /// What a job or a course was, above the line that says where and when.
    Title,
    /// A job or a course on one line: what or where, and when.
    Entry,
    /// The time of what stands above it.
    Dates,
    Item,
    Line,
}

/// A line, with those it was wrapped into.
#[derive(Debug)]
pub struct Line {
    pub kind: Kind,
    /// There was an empty line above.
    pub apart: bool,
    /// Its words, in bytes of the text.
    pub words: Range<usize>,
    /// An entry's time, before or behind its words.
    pub dates: Option<Range<usize>>,
}

/// The lines of a text that say something. `name` is the person's.
pub fn read(text: &str, name: &str) -> Vec<Line> {
    let places = places(text);
    let mut lines: Vec<Line> = Vec::new();
    let mut apart = false;
    for (number, place) in places.iter().enumerate() {
        let words = &text[place.clone()];
        if words.is_empty() {
            apart = true;
            continue;
        }
        let next = places.get(number + 1).map(|next| &text[next.clone()]).unwrap_or_default();
        let kind = match () {
            () if lines.is_empty() && alike(words, name) => Kind::Name,
            () if is_heading(words) => Kind::Heading,
            () if bullet(words) > 0 => Kind::Item,
            () if is_time(words) => Kind::Dates,
            () if ends_in_time(words).is_some() || begins_in_time(words).is_some() => Kind::Entry,
            () if is_title(words) && bullet(next) == 0 && ends_in_time(next).is_some() => Kind::Title,
            () => Kind::Line,
        };
        if kind == Kind::Line && !apart && lines.last().is_some_and(|above| goes_on(above, text, words)) {
            if let Some(above) = lines.last_mut() {
                above.words.end = place.end;
            }
            continue;
        }
        let (what, dates) = parts(words, kind);
        let placed = |part: Range<usize>| place.start + part.start..place.start + part.end;
        lines.push(Line { kind, apart, words: placed(what), dates: dates.map(placed) });
        apart = false;
    }
    lines
}

/// A line's words without its bullet, and an entry's time apart from what it was the time of.
fn parts(words: &str, kind: Kind) -> (Range<usize>, Option<Range<usize>>) {
    if kind != Kind::Entry {
        return (bullet(words)..words.len(), None);
    }
    if let Some(start) = ends_in_time(words) {
        let what = words[..start].trim_end_matches([' ', '\t', '|', ',', '·', '(']).len();
        return (0..what, Some(start..words.len()));
    }
    match begins_in_time(words) {
        Some(end) => (
            words.len() - words[end..].trim_start_matches([' ', '\t', '|', ',', '·', ':']).len()..words.len(),
            Some(0..end),
        ),
        None => (0..words.len(), None),
    }
}

/// Whether `words` are what did not fit on the line above.
fn goes_on(above: &Line, text: &str, words: &str) -> bool {
    let before = &text[above.words.clone()];
    let was_full = before.lines().next_back().is_some_and(|line| line.chars().count() >= 45);
    let has_begun = words.starts_with(|c: char| c.is_lowercase()) || before.ends_with([',', '-', '–']);
    match above.kind {
        Kind::Item => was_full || has_begun,
        Kind::Line => was_full && has_begun,
        _ => false,
    }
}

/// Each line without the white space around it.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split('\n')
        .map(|raw| {
            let start = at + (raw.len() - raw.trim_start().len());
            at += raw.len() + 1;
            start..start + raw.trim().len()
        })
        .collect()
}

/// How many bytes of a line are its bullet and the space behind it.
fn bullet(line: &str) -> usize {
    let mut chars = line.chars();
    let is_mark = chars.next().is_some_and(|c| "•▪●○◦■□►▶➢➤✓✔*·∙‣⁃–—-\u{f0b7}\u{f0a7}\u{f0d8}\u{f076}".contains(c));
    let rest = chars.as_str();
    if is_mark && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty() {
        line.len() - rest.trim_start().len()
    } else {
        0
    }
}

fn alike(line: &str, name: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    !name.is_empty() && folded(line) == folded(name)
}

/// Short enough for the name of a job, and no sentence.
fn is_title(line: &str) -> bool {
    line.chars().count() <= 70 && line.split_whitespace().count() <= 8 && !line.ends_with(['.', ';', ':'])
}

/// Where the time at the beginning of a title ends: "09/2013 – 09/2016 Project lead".
fn begins_in_time(line: &str) -> Option<usize> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^{MONTH}{YEAR}\s*(?:[–—-]|to|until|bis|à|a|al)\s*(?:{MONTH}{YEAR}|{NOW})(?:[\s|,:]|$)"))
            .expect("a fixed pattern")
    });
    let found = TIME.find(line).filter(|_| line.chars().count() <= 140)?;
    Some(found.as_str().trim_end_matches([' ', '\t', '|', ',', ':']).len())
}

/// Nothing but a time: "March 2019 – Present", "2009 – 2010".
fn is_time(line: &str) -> bool {
    ends_in_time(line) == Some(0)
}

/// Where the time at the end of a title begins: "Controller, Hanse & Holm 2014 – 2019".
fn ends_in_time(line: &str) -> Option<usize> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        let until = format!(r"(?:[–—-]|to|until|bis|à|a|al)\s*(?:{MONTH}{YEAR}|\p{{L}}{{3,12}}(?:\s\p{{L}}{{3,12}})?)");
        Regex::new(&format!(r"(?:^|[\s(|,]){MONTH}{YEAR}\s*(?:{until})?\)?$")).expect("a fixed pattern")
    });
    if line.len() > 200 || line.ends_with('.') {
        return None;
    }
    let found = TIME.find(line)?;
    // A year alone at the end of a sentence is no heading's.
    let is_range = found.as_str().contains(['–', '—', '-']) || found.start() == 0;
    let lead = found.as_str().len() - found.as_str().trim_start_matches([' ', '\t', '|', ',']).len();
    is_range.then_some(found.start() + lead)
}

#[cfg(test)]
mod tests {
    use super::{Kind, begins_in_time, ends_in_time, read};

    #[test]
    fn lines_wrapped_for_paper_are_one_line_here() {
        let cv = "Profile\nBuilt bridges for fifteen years in three countries, most of them\nacross water.\nSpeaks at fairs\n\
            • Led the renewal of forty kilometres of track in one season, Velden\nund Graz\n• Short one\nJunior fitter\nQuill Ltd 2014 – 2016";
        let lines = read(cv, "");
        let words: Vec<(Kind, &str)> = lines.iter().map(|line| (line.kind, &cv[line.words.clone()])).collect();
        assert_eq!(
            words[1],
            (Kind::Line, "Built bridges for fifteen years in three countries, most of them\nacross water.")
        );
        assert_eq!(words[2], (Kind::Line, "Speaks at fairs"));
        assert_eq!(
            words[3],
            (Kind::Item, "Led the renewal of forty kilometres of track in one season, Velden\nund Graz")
        );
        assert_eq!(words[4..], [(Kind::Item, "Short one"), (Kind::Title, "Junior fitter"), (Kind::Entry, "Quill Ltd")]);
    }

    #[test]
    fn times_are_found_before_titles() {
        let split = |line: &'static str| begins_in_time(line).map(|at| &line[..at]);
        assert_eq!(split("09/2021 – heute Senior-Projektleiter Streckenausbau"), Some("09/2021 – heute"));
        assert_eq!(split("2004 – 2009 Diplom-Ingenieur"), Some("2004 – 2009"));
        assert_eq!(split("2 years at Quill"), None);
        assert_eq!(split("2019 was a good year"), None);
    }

    #[test]
    fn times_are_found_at_the_end_of_titles() {
        let split = |line: &'static str| ends_in_time(line).map(|at| &line[at..]);
        assert_eq!(split("Principal Engineer, Griffin Freight Ltd March 2019 – Present"), Some("March 2019 – Present"));
        assert_eq!(split("Controller | Hanse & Holm | 03/2014 – 11/2019"), Some("03/2014 – 11/2019"));
        assert_eq!(split("2009 – 2010"), Some("2009 – 2010"));
        assert_eq!(split("Moved to Cardiff in 2010"), None);
        assert_eq!(split("Ran the 2019 – 2020 budget."), None);
    }
}
