//! Titles held against a title asked for: by their words, and by the kind of work they name.

use crate::screening::phrases::phrases;
use std::ops::Range;

use super::ask::{Ask, is_telling};
use super::shown::{Hit, Nearness};
use crate::screening::cv::Cv;
use crate::screening::stems;
use crate::screening::taxonomy::{Id, TAXONOMY};
use crate::screening::text::{fold, words};

phrases! {
    /// Words that name a rank or a shape of work rather than the work; they count for less.
    HEADS = "\
        manager | specialist | assistant | officer | coordinator | director | consultant | administrator | \
        analyst | engineer | technician | clerk | worker | executive | associate | supervisor | lead | leader | \
        head | senior | junior | intern | trainee | representative | operator | advisor | professional | expert \
        | agent | aide | staff | general | development | service | services | systems | support | management | \
        operations";
}

/// What the requirement asks to have been, if it asks that: "experience as …", or a title it names.
pub fn asked(ask: &Ask) -> Option<String> {
    let as_words = [
        " experience as an ",
        " experience as a ",
        " experience as ",
        " work as an ",
        " work as a ",
        " work as ",
        " working as ",
        " erfahrung als ",
        " experience comme ",
        " esperienza come ",
        " ervaring als ",
        " experiencia como ",
    ];
    let padded = format!(" {} ", ask.folded);
    as_words.iter().find_map(|w| padded.split_once(w)).map(|(_, title)| title.trim().to_string())
}

/// Jobs whose title is made of the asked title's words, best first.
pub(super) fn by_words(cv: &Cv, title: &str) -> Vec<Hit> {
    let wanted = weighed(title);
    let mut found: Vec<(f32, Hit)> = Vec::new();
    let held = cv
        .jobs
        .iter()
        .enumerate()
        .filter_map(|(n, j)| Some((j.title.clone()?, Some(n))))
        .chain(headline(cv).map(|range| (range, None)));
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

pub(super) fn headline(cv: &Cv) -> Option<Range<usize>> {
    let headline = cv.parsed.headline.as_deref()?;
    cv.doc.text.find(headline).map(|at| at..at + headline.len())
}

/// The stems of a title with their weights: rank words count a third.
pub(super) fn weighed(title: &str) -> Vec<(String, f32)> {
    let folded = fold(title);
    let mut found: Vec<(String, f32)> = Vec::new();
    for word in words(&folded).map(|w| &folded[w]) {
        let head = HEADS.has(word) || HEADS.has(word.trim_end_matches('s'));
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
pub(super) fn likeness(wanted: &[(String, f32)], held: &[(String, f32)]) -> f32 {
    let sum = |list: &[(String, f32)]| list.iter().map(|(_, w)| w).sum::<f32>();
    let shared: f32 = wanted.iter().filter(|(s, _)| held.iter().any(|(h, _)| h == s)).map(|(_, w)| w).sum();
    if shared < 0.9 {
        return 0.0;
    }
    let (all, own) = (sum(wanted), sum(held));
    shared / (all.min(own + 0.5) * 0.75 + all.max(own) * 0.25)
}

/// Jobs of the same kind of work as the asked titles, or of a related kind.
pub(super) fn by_function(cv: &Cv, title: &str, known: &[Id]) -> Vec<Hit> {
    let mut wanted: Vec<(&str, f32)> = known
        .iter()
        .map(|id| TAXONOMY.concept(*id).group.as_str())
        .filter(|f| !f.is_empty())
        .map(|f| (f, 1.0))
        .collect();
    if wanted.is_empty() {
        wanted = TAXONOMY.functions_of(title);
    }
    let near = |functions: &[(&str, f32)]| {
        let pairs = functions.iter().flat_map(|(held, a)| {
            wanted.iter().map(move |(asked, b)| TAXONOMY.function_nearness(held, asked) * a.min(*b).sqrt())
        });
        pairs.fold(0.0_f32, f32::max)
    };
    let headline = headline(cv).map(|range| (TAXONOMY.functions_of(cv.doc.slice(&range)), range, None));
    let jobs =
        cv.jobs.iter().enumerate().filter_map(|(n, j)| Some((cv.functions[n].clone(), j.title.clone()?, Some(n))));
    jobs.chain(headline)
        .filter_map(|(functions, range, job)| {
            let nearness = match near(&functions) {
                n if n >= 0.6 => Nearness::Close,
                n if n >= 0.3 => Nearness::Near,
                _ => return None,
            };
            Some(Hit { range, nearness, held: 0, job, listed: false })
        })
        .collect()
}
