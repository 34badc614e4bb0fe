//! What a requirement asks: its topics and how they combine, years, and the words left over.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::screening::stems;
use crate::screening::taxonomy::{Id, Kind, Mention, TAXONOMY};
use crate::screening::text::{Folded, fold, words};

/// A requirement's text, taken apart.
pub struct Ask {
    pub text: String,
    pub folded: String,
    pub mentions: Vec<Mention>,
    pub years: Option<f32>,
    /// Topics; every group must be shown, and any one topic shows its group.
    pub groups: Vec<Vec<Id>>,
    /// "or similar": near things count in full.
    pub or_similar: bool,
    /// Stems of telling words that no topic covers.
    pub left_over: Vec<String>,
    /// Stems of all telling words.
    pub stems: Vec<String>,
}

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?P<n>\d{1,2})(?:[.,]\d)?\s*\+?\s*(?:(?:-|to|bis|a|à)\s*\d{1,2}\s*)?\+?\s*(?:or\s+more\s+|full\s+|volle\s+)?(?:years?|yrs?|jahren?|jahre|ans|annees?|anos|anni|jaar|j\.)
        |(?P<w>one|two|three|four|five|six|seven|eight|ten|twelve|fifteen|zwei|drei|vier|funf|sechs|sieben|acht|zehn|deux|trois|quatre|cinq|dix|dos|tres|cuatro|cinco|diez|due|tre|quattro|dieci|mehrjahrig\w*|several|many|plusieurs|varios|langjahrig\w*)\s*(?:\(\d+\)\s*)?(?:or\s+more\s+)?(?:years?|yrs?|jahren?|jahre|ans|annees?|anos|anni|jaar|\w*erfahrung)
        |(?P<m>\d{1,2})\s*\+?\s*(?:months?|monate|mois|meses|mesi)",
    )
    .expect("a fixed pattern")
});

/// Years of something that a folded text speaks of, the first such number.
pub fn years_asked(folded: &str) -> Option<f32> {
    let found = YEARS.captures(folded)?;
    if let Some(n) = found.name("n") {
        return n.as_str().parse().ok().filter(|n| *n <= 40.0);
    }
    if let Some(months) = found.name("m") {
        return months.as_str().parse::<f32>().ok().map(|m| m / 12.0);
    }
    let word = found.name("w")?.as_str();
    Some(match word {
        "one" => 1.0,
        "two" | "zwei" | "deux" | "dos" | "due" => 2.0,
        "three" | "drei" | "trois" | "tres" | "tre" => 3.0,
        "four" | "vier" | "quatre" | "cuatro" | "quattro" => 4.0,
        "five" | "funf" | "cinq" | "cinco" => 5.0,
        "six" | "sechs" => 6.0,
        "seven" | "sieben" => 7.0,
        "eight" | "acht" => 8.0,
        "ten" | "zehn" | "dix" | "diez" | "dieci" => 10.0,
        "twelve" => 12.0,
        "fifteen" => 15.0,
        // "Mehrjährige", "several years": customarily three or more.
        _ => 3.0,
    })
}

impl Ask {
    pub fn of(text: &str) -> Ask {
        let folded = Folded::new(text);
        let mentions = TAXONOMY.mentions(text, &folded);
        let topics = topics(&mentions);
        let groups = titles_as_alternatives(group(text, &topics));
        let covered: Vec<Range<usize>> = mentions.iter().map(|m| m.start..m.end).collect();
        let mut left_over = Vec::new();
        let mut all = Vec::new();
        for word in words(&folded.text) {
            let source = folded.source(word.clone());
            let word = &folded.text[word];
            if !is_telling(word) {
                continue;
            }
            let stem = stems::stem(word);
            if !covered.iter().any(|c| source.start < c.end && c.start < source.end) {
                left_over.push(stem.clone());
            }
            all.push(stem);
        }
        let has = |words: &[&str]| words.iter().any(|w| folded.text.contains(w));
        Ask {
            text: text.to_string(),
            years: years_asked(&folded.text),
            or_similar: has(&[
                "or similar",
                "or equivalent",
                "or comparable",
                "oder ahnlich",
                "oder vergleichbar",
                "ou similaire",
                "o similar",
                "o simili",
                "or related",
            ]),
            folded: folded.text,
            mentions,
            groups,
            left_over,
            stems: all,
        }
    }

    pub fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.folded.contains(w))
    }

    pub fn of_kind(&self, kind: Kind) -> Vec<Id> {
        self.mentions.iter().map(|m| m.concept).filter(|id| TAXONOMY.concept(*id).kind == kind).collect()
    }

    /// Certificates named, among them those of a scheme that is named by itself ("PRINCE2" for its two levels).
    pub fn certificates(&self) -> Vec<Id> {
        let mut found = self.of_kind(Kind::Certificate);
        for mention in &self.mentions {
            let scheme = fold(&self.text[mention.start..mention.end]);
            if TAXONOMY.concept(mention.concept).kind == Kind::Skill && !scheme.contains(' ') {
                found.extend(TAXONOMY.certificates_of(mention.concept, &scheme));
            }
        }
        found
    }

    /// The topics' names, or the text itself, for a sentence.
    pub fn subject(&self) -> String {
        if self.groups.is_empty() {
            let text = self.text.trim().trim_end_matches('.');
            let text = text.strip_prefix("Experience as ").unwrap_or(text);
            let mut words: Vec<&str> = text.split_whitespace().collect();
            if words.len() > 12 {
                words.truncate(12);
                words.push("…");
            }
            return format!("“{}”", words.join(" "));
        }
        let parts: Vec<String> = self.groups.iter().map(|g| names(g, "or")).collect();
        list(&parts, "and")
    }
}

/// Concept names as "A, B or C".
pub fn names(ids: &[Id], joint: &str) -> String {
    let mut unique: Vec<String> = Vec::new();
    for id in ids {
        let name = in_sentence(TAXONOMY.name(*id), TAXONOMY.concept(*id).kind);
        // A skill and a sector may bear one name, which is then said once.
        if !unique.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            unique.push(name);
        }
    }
    list(&unique, joint)
}

pub fn list(parts: &[String], joint: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// A name inside a sentence: a small first letter, unless it is a proper name or an abbreviation.
pub fn in_sentence(name: &str, kind: Kind) -> String {
    let proper = matches!(kind, Kind::Language | Kind::Certificate | Kind::Place | Kind::Country);
    let mut words = name.split([' ', '-']);
    let first = words.next().unwrap_or_default();
    let plain_first = first.chars().skip(1).all(char::is_lowercase);
    let plain_rest = words.clone().next().is_some() && words.all(|w| w.chars().all(|c| !c.is_uppercase()));
    // One-word names are mostly names of things ("Rust", "Kafka"), except those ending like a deed.
    let deed =
        ["ing", "ment", "tion", "sion", "ics", "ance", "ship", "ysis"].iter().any(|e| name.to_lowercase().ends_with(e));
    if proper
        || !plain_first
        || !(plain_rest || (deed && !name.contains(' ')) || kind == Kind::Sector || kind == Kind::Title)
    {
        return name.to_string();
    }
    let mut chars = name.chars();
    chars.next().map(|c| c.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// A word that tells something: no number, not too short, none of the words every job ad is made of.
pub fn is_telling(folded_word: &str) -> bool {
    folded_word.chars().count() > 2
        && !folded_word.chars().all(|c| c.is_ascii_digit())
        && !TAXONOMY.stop.contains(folded_word)
        && !stems::is_small(folded_word)
}

/// Mentions that can be asked for, without those inside longer ones.
fn topics(mentions: &[Mention]) -> Vec<Mention> {
    let asked: Vec<Mention> = mentions
        .iter()
        .filter(|m| {
            matches!(TAXONOMY.concept(m.concept).kind, Kind::Skill | Kind::Title | Kind::Sector | Kind::Certificate)
        })
        .copied()
        .collect();
    let inside = |m: &Mention| {
        asked.iter().any(|o| o.start <= m.start && m.end <= o.end && (o.end - o.start) > (m.end - m.start))
    };
    asked.iter().filter(|m| !inside(m)).copied().collect()
}

/// Nobody is asked to have been two things at once: several titles are alternatives.
fn titles_as_alternatives(groups: Vec<Vec<Id>>) -> Vec<Vec<Id>> {
    let is_title = |g: &Vec<Id>| g.iter().any(|id| TAXONOMY.concept(*id).kind == Kind::Title);
    let (titles, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_title);
    if !titles.is_empty() {
        others.insert(0, titles.concat());
    }
    others
}

/// Joins topics by the words between them: "A, B or C" is one group, "A, B and C" three.
fn group(text: &str, topics: &[Mention]) -> Vec<Vec<Id>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Link {
        Same,
        Or,
        And,
        Comma,
    }
    let links: Vec<Link> = topics
        .windows(2)
        .map(|pair| {
            if pair[1].start < pair[0].end {
                return Link::Same;
            }
            let between = fold(&text[pair[0].end..pair[1].start]);
            let raw = text[pair[0].end..pair[1].start].trim();
            let padded = format!(" {between} ");
            let or = [
                " or ",
                " oder ",
                " ou ",
                " o ",
                " of ",
                " bzw",
                "such as",
                "e.g",
                "z.b",
                " like ",
                "for example",
                "including",
                "similar",
                " wie ",
                "par exemple",
                "por ejemplo",
                "tel que",
            ];
            if or.iter().any(|w| padded.contains(w)) || raw == "/" || raw.starts_with('(') {
                Link::Or
            } else if raw == "," {
                Link::Comma
            } else {
                Link::And
            }
        })
        .collect();
    let any_or = links.contains(&Link::Or);
    let mut groups: Vec<Vec<Id>> = Vec::new();
    for (n, topic) in topics.iter().enumerate() {
        let link = n.checked_sub(1).map(|p| links[p]);
        let resolved = match link {
            Some(Link::Comma) => {
                let next = links[n..].iter().find(|l| **l != Link::Comma).copied();
                let before = links[..n].iter().rev().find(|l| !matches!(l, Link::Comma | Link::Same)).copied();
                if next == Some(Link::Or) || (next.is_none() && any_or && before == Some(Link::Or)) {
                    Link::Or
                } else {
                    Link::And
                }
            }
            Some(link) => link,
            None => Link::And,
        };
        match groups.last_mut() {
            Some(last) if matches!(resolved, Link::Or | Link::Same) => last.push(topic.concept),
            _ => groups.push(vec![topic.concept]),
        }
    }
    groups
}
