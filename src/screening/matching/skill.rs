//! Skills: every group must be shown; synonyms and children count in full, related ones half.

use super::ask::{Ask, in_sentence, names};
use super::shown::{self, Hit, Nearness};
use super::{Finding, other};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::taxonomy::{Id, TAXONOMY};

/// The best hit of a group and the topic it shows.
struct Best {
    topic: Id,
    hits: Vec<Hit>,
}

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    if ask.years.is_some() {
        return super::experience::find(cv, ask);
    }
    if ask.groups.is_empty() {
        return other::find(cv, ask);
    }
    let found: Vec<Option<Best>> = ask.groups.iter().map(|group| best_of(cv, group)).collect();
    let credit = |b: &Option<Best>| match b {
        Some(best) if best.hits[0].nearness == Nearness::Near && !ask.or_similar => 0.5,
        Some(_) => 1.0,
        None => 0.0,
    };
    let sum: f32 = found.iter().map(credit).sum();
    let evidence = found.iter().flatten().map(|b| b.hits[0].range.clone()).collect();
    let missing: Vec<Id> = ask.groups.iter().zip(&found).filter(|(_, f)| f.is_none()).map(|(g, _)| g[0]).collect();
    if sum == 0.0 {
        return Finding::silent(&ask.subject());
    }
    if sum >= ask.groups.len() as f32 {
        // Most of what was asked lies outside the taxonomy: what it knows is not the whole answer.
        let covered = ask.stems.len().saturating_sub(ask.left_over.len());
        let loose = ask.left_over.len() > covered.max(1) * 2 && other::share(cv, &ask.left_over) < 0.34;
        let (confidence, why) = met_why(cv, &found);
        return if loose {
            Finding::new(
                Verdict::PartlyMet,
                0.45,
                evidence,
                format!("{why} The rest of the requirement is not in the CV in these words."),
            )
        } else {
            Finding::new(Verdict::Met, confidence, evidence, why)
        };
    }
    let why = if missing.is_empty() {
        near_why(&ask.groups, &found)
    } else {
        let have: Vec<Id> = found.iter().flatten().map(|b| b.topic).collect();
        format!("The CV shows {}, but says nothing about {}.", names(&have, "and"), names(&missing, "or"))
    };
    Finding::new(Verdict::PartlyMet, 0.6, evidence, why)
}

fn best_of(cv: &Cv, group: &[Id]) -> Option<Best> {
    group
        .iter()
        .map(|topic| Best { topic: *topic, hits: shown::hits(cv, *topic) })
        .filter(|best| !best.hits.is_empty())
        .max_by(|a, b| {
            let key = |b: &Best| (b.hits[0].nearness, b.hits[0].job.is_some(), b.hits.len());
            key(a).cmp(&key(b)).then(std::cmp::Ordering::Greater)
        })
}

/// How sure a full match is, and its sentence, told from the weakest of its groups.
fn met_why(cv: &Cv, found: &[Option<Best>]) -> (f32, String) {
    let weakest = found.iter().flatten().min_by_key(|b| (b.hits[0].nearness, b.hits[0].job.is_some()));
    let Some(best) = weakest else { return (0.5, String::new()) };
    let hit = &best.hits[0];
    let topic = in_sentence(TAXONOMY.name(best.topic), TAXONOMY.concept(best.topic).kind);
    let held = in_sentence(TAXONOMY.name(hit.held), TAXONOMY.concept(hit.held).kind);
    let implied =
        if hit.nearness == Nearness::Implied && hit.held != best.topic && held.to_lowercase() != topic.to_lowercase() {
            format!(", shown by {held}")
        } else {
            String::new()
        };
    let jobs: Vec<usize> = best.hits.iter().filter(|h| h.nearness > Nearness::Near).filter_map(|h| h.job).collect();
    let months = shown::months(cv, &jobs);
    let others = if found.len() > 1 { " The rest is there as well." } else { "" };
    let capital = upper_first(&topic);
    match hit.job {
        Some(job) if months >= 12 => {
            let since = if months >= 24 { format!(", {} in all", shown::in_words(months)) } else { String::new() };
            (0.9, format!("{capital}{implied}: {}{since}.{others}", shown::job_name(cv, job)))
        }
        Some(job) => (0.85, format!("{capital}{implied}: {}.{others}", shown::job_name(cv, job))),
        None if hit.listed => {
            (0.7, format!("{capital}{implied} is listed among the skills, without a job that shows it.{others}"))
        }
        None => (0.75, format!("{capital}{implied} is in the CV, outside the jobs.{others}")),
    }
}

fn near_why(groups: &[Vec<Id>], found: &[Option<Best>]) -> String {
    let near =
        groups.iter().zip(found).find_map(|(_, best)| best.as_ref().filter(|b| b.hits[0].nearness == Nearness::Near));
    match near {
        Some(best) => format!(
            "Not {} itself, but {}, which is near.",
            names(&[best.topic], "and"),
            names(&[best.hits[0].held], "and")
        ),
        None => "Part of this is in the CV.".to_string(),
    }
}

pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
