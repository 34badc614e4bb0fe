//! Titles held against a title asked for: by the taxonomy's functions, by their words, by the skills such work uses.

use std::collections::HashSet;
use std::ops::Range;

use super::ask::{Ask, is_telling};
use super::shown::{Hit, Nearness};
use crate::screening::cv::Cv;
use crate::screening::stems;
use crate::screening::taxonomy::{Id, Kind, TAXONOMY};
use crate::screening::text::{fold, words};

/// Words that name a rank or a shape of work rather than the work; they count for less.
const HEADS: &[&str] = &[
    "manager", "specialist", "assistant", "officer", "coordinator", "director", "consultant", "administrator", "analyst", "engineer", "technician", "clerk", "worker",
    "executive", "associate", "supervisor", "lead", "leader", "head", "senior", "junior", "intern", "trainee", "representative", "operator", "advisor", "professional",
    "expert", "agent", "aide", "staff", "general", "development", "service", "services", "systems", "support", "management", "operations",
];

/// What the requirement asks to have been, if it asks that: "experience as …", or a title it names.
pub(super) fn asked(ask: &Ask) -> Option<String> {
    let as_words = [" experience as an ", " experience as a ", " experience as ", " erfahrung als ", " experience comme ", " esperienza come ", " ervaring als ", " experiencia como "];
    let padded = format!(" {} ", ask.folded);
    as_words.iter().find_map(|w| padded.split_once(w)).map(|(_, title)| title.trim().to_string())
}

/// Jobs whose title is made of the asked title's words, best first.
pub(super) fn by_words(cv: &Cv, title: &str) -> Vec<Hit> {
    let wanted = weighed(title);
    let mut found: Vec<(f32, Hit)> = Vec::new();
    let held = cv.jobs.iter().enumerate().filter_map(|(n, j)| Some((j.title.clone()?, Some(n)))).chain(headline(cv).map(|range| (range, None)));
    for (range, job) in held {
        let likeness = likeness(&wanted, &weighed(cv.doc.slice(&range)));
        if likeness >= 0.45 {
            let nearness = if likeness >= 0.8 { Nearness::Implied } else { Nearness::Near };
            found.push((likeness, Hit { range, nearness, held: 0, job, listed: false }));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.range.start.cmp(&b.1.range.start)));
    found.into_iter().map(|(_, hit)| hit).collect()
}

fn headline(cv: &Cv) -> Option<Range<usize>> {
    let headline = cv.parsed.headline.as_deref()?;
    cv.doc.text.find(headline).map(|at| at..at + headline.len())
}

/// The stems of a title with their weights: rank words count a third.
fn weighed(title: &str) -> Vec<(String, f32)> {
    let folded = fold(title);
    let mut found: Vec<(String, f32)> = Vec::new();
    for word in words(&folded).map(|w| &folded[w]) {
        let head = HEADS.contains(&word) || HEADS.contains(&word.trim_end_matches('s'));
        if !(head || is_telling(word)) {
            continue;
        }
        let stem = stems::stem(word);
        if !found.iter().any(|(s, _)| *s == stem) {
            found.push((stem, if head { 0.34 } else { 1.0 }));
        }
    }
    found
}

/// Shared weight against the asked title's, with a little off for what the held title adds.
fn likeness(wanted: &[(String, f32)], held: &[(String, f32)]) -> f32 {
    let sum = |list: &[(String, f32)]| list.iter().map(|(_, w)| w).sum::<f32>();
    let shared: f32 = wanted.iter().filter(|(s, _)| held.iter().any(|(h, _)| h == s)).map(|(_, w)| w).sum();
    if shared < 0.9 {
        return 0.0;
    }
    let (all, own) = (sum(wanted), sum(held));
    shared / (all.min(own + 0.5) * 0.75 + all.max(own) * 0.25)
}

/// Jobs that use at least two skills of the families that the asked titles' functions belong to.
pub(super) fn by_skills(cv: &Cv, titles: &[Id]) -> Vec<Hit> {
    let families: HashSet<&str> = titles
        .iter()
        .filter_map(|id| TAXONOMY.functions.get(&TAXONOMY.concept(*id).group))
        .flat_map(|f| f.families.iter().take(1).map(String::as_str))
        .collect();
    if families.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (n, job) in cv.jobs.iter().enumerate() {
        let used: Vec<_> = cv.doc.of_kind(Kind::Skill, job.range.clone()).filter(|m| families.contains(TAXONOMY.concept(m.concept).group.as_str())).collect();
        let distinct: HashSet<Id> = used.iter().map(|m| m.concept).collect();
        if distinct.len() >= 2 {
            found.push(Hit { range: used[0].start..used[0].end, nearness: Nearness::Near, held: used[0].concept, job: Some(n), listed: false });
        }
    }
    found
}
