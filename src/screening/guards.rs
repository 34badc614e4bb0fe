//! What must not be taken at face value: text addressed to a machine, impossible dates, languages the rules can't read.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::cv::Cv;
use super::dates::gap_months;
use super::jobs::Held;
use super::stuffing;

static ORDERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|every\s+)*(?:previous|prior|above|preceding|earlier|other|system)?\s*(?:instructions?|prompts?|rules|guidelines|criteria)",
        r"|(?:you are|act as)\s+(?:an?\s+)?(?:ai|llm|language model|hiring assistant|recruiting assistant|chatgpt)",
        r"|(?:as an?|dear|hey|attention|note to(?: the)?|to the|for)\s+(?:ai|llm|language model|chatgpt|gpt|ats|ai (?:screener|recruiter|model|system|reviewer))s?\s*[:,!]",
        r"|(?:rate|rank|score|classify|mark|evaluate|recommend|treat)\s+(?:this|the|me as|him as|her as)\s+(?:candidate|applicant|cv|resume|person)?\s*(?:as\s+)?(?:the\s+)?(?:an?\s+)?(?:best|highest|perfect|strong(?:est)?|excellent|top|exceptional|ideal|10|100|maximum)",
        r"|(?:system|developer|assistant)\s+prompt(?-u:\b)|<\s*/?\s*(?:system|instructions?)\s*>|\[(?:system|inst)\]",
        r"|ignorier\w*\s+(?:alle\s+)?(?:vorherigen|bisherigen|obigen)\s+(?:anweisungen|instruktionen)",
        r"|ignore[zr]?\s+(?:toutes?\s+)?les\s+instructions\s+pr[ée]c[ée]dentes|ignora\s+(?:todas\s+)?(?:las|le)\s+instru[cz]\w+\s+(?:anteriores|precedenti)",
    ))
    .expect("a fixed pattern")
});

/// The sentences and lines that speak to a model. They are shown, and never count as evidence.
pub fn addressed_to_machines(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for hit in ORDERS.find_iter(text) {
        // The whole paragraph goes: what follows such an order is part of it.
        let start = text[..hit.start()].rfind("\n\n").map_or(0, |at| at + 2);
        let start = start.max(text[..hit.start()].rfind(['\n']).map_or(0, |at| at + 1));
        let end = text[hit.end()..].find("\n\n").map_or(text.len(), |at| hit.end() + at);
        let end = end.min(nth_line_end(text, hit.end(), 3));
        match found.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => found.push(start..end),
        }
    }
    found
}

fn nth_line_end(text: &str, from: usize, lines: usize) -> usize {
    text[from..].match_indices('\n').nth(lines.saturating_sub(1)).map_or(text.len(), |(at, _)| from + at)
}

/// How a text can be read by the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Readable,
    /// Mostly letters of a script none of the rules' languages is written in.
    Foreign,
    /// Hardly any words at all.
    Empty,
}

/// Tells whether the letters are mostly Latin ones.
pub fn script(text: &str) -> Script {
    let (mut latin, mut wide, mut other) = (0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c as u32 {
            0..=0x24f | 0x1e00..=0x1eff | 0xfb00..=0xfb06 => latin += 1,
            0x2e80..=0x9fff | 0xac00..=0xd7af => wide += 1,
            _ => other += 1,
        }
    }
    // One Han or Hangul letter says about as much as three Latin ones.
    let foreign = wide * 3 + other;
    if latin + foreign < 20 {
        Script::Empty
    } else if foreign > latin {
        Script::Foreign
    } else {
        Script::Readable
    }
}

/// Warnings about the course of work: long gaps, dates that cannot be.
pub fn date_flags(jobs: &[Held], today: NaiveDate) -> Vec<String> {
    let mut flags = Vec::new();
    for held in jobs {
        let Some(from) = held.job.from else { continue };
        let name = held.job.title.as_deref().or(held.job.company.as_deref()).unwrap_or("A job");
        if let Some(to) = held.job.to.filter(|to| *to < from) {
            let (from, to) = (from.format("%B %Y"), to.format("%B %Y"));
            flags.push(format!("{name} ends in {to}, before it starts in {from}."));
        }
        if from > today {
            flags.push(format!("{name} starts in the future ({}).", from.format("%B %Y")));
        }
        if let Some(to) = held.job.to.filter(|to| *to > today && to.year() > today.year()) {
            flags.push(format!("{name} ends in the future ({}).", to.format("%B %Y")));
        }
    }
    let mut spans: Vec<_> = jobs.iter().filter_map(|j| j.span(today)).collect();
    spans.sort_unstable();
    if let (Some(first), Some(last)) = (spans.first(), spans.iter().map(|s| s.1).max())
        && last.year() - first.0.year() > 55
    {
        flags.push(format!("The jobs span {} years.", last.year() - first.0.year()));
    }
    let mut until: Option<NaiveDate> = None;
    for (from, to) in spans {
        if let Some(end) = until {
            let gap = gap_months(end, from);
            if gap > 12 {
                flags.push(format!(
                    "No job listed from {} to {} ({gap} months).",
                    end.format("%B %Y"),
                    from.format("%B %Y")
                ));
            }
        }
        until = Some(until.map_or(to, |u| u.max(to)));
    }
    flags
}

/// Everything about a CV that a person should look at before trusting it.
pub fn red_flags(cv: &Cv) -> Vec<String> {
    let mut flags: Vec<String> = Vec::new();
    match cv.script {
        Script::Foreign => flags.push("This CV is in a language the rules don't read.".to_string()),
        Script::Empty => flags.push("This CV holds hardly any text; it may be a scan.".to_string()),
        Script::Readable => {}
    }
    for order in &cv.orders {
        flags.push(format!("Text addressed to a machine, not counted: “{}…”", opening(&cv.text()[order.clone()])));
    }
    if let Some(range) = stuffing::hidden(cv.text()) {
        let said = cv.text()[range].strip_prefix(stuffing::HIDDEN_HEADING).unwrap_or_default();
        flags.push(format!("Text that the pages do not show, not counted: “{}…”", opening(said)));
    }
    if let Some(range) = stuffing::stuffed(stuffing::shown(cv.text())).first() {
        flags.push(format!("Words repeated to be counted, not counted: “{}…”", opening(&cv.text()[range.clone()])));
    }
    flags.extend(date_flags(&cv.jobs, cv.doc.today));
    flags.extend(born_flags(cv));
    flags
}

fn opening(text: &str) -> String {
    text.split_whitespace().take(14).collect::<Vec<_>>().join(" ")
}

static BORN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:date of birth|birth ?date|born(?: on| in)?|d\.?o\.?b\.?|geburtsdatum|geboren(?: am)?|n[ée]e? le|date de naissance|fecha de nacimiento|data di nascita|nat[oa] il|geboortedatum|data de nascimento)\W{0,4}(?:\d{1,2}[. /-]+(?:\d{1,2}|\p{L}+)[. /,-]+|\p{L}+ \d{1,2},? )?((?:19|20)\d\d)",
    )
    .expect("a fixed pattern")
});

/// Work before the age of thirteen, where the CV gives a date of birth. The date itself is used for nothing else.
fn born_flags(cv: &Cv) -> Vec<String> {
    let born = BORN.captures(cv.text()).and_then(|found| found[1].parse::<i32>().ok());
    let Some(born) = born else { return Vec::new() };
    let early = |held: &&Held| held.job.from.is_some_and(|from| from.year() < born + 13);
    let named = |held: &Held| held.job.title.clone().or(held.job.company.clone()).unwrap_or("A job".to_string());
    cv.jobs
        .iter()
        .filter(early)
        .map(|held| format!("{} starts before the date of birth, or in childhood, by the CV's own dates.", named(held)))
        .collect()
}
