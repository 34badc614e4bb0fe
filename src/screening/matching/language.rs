//! Languages: CEFR levels compared; a CV written in the language shows it, with less certainty.

use std::ops::Range;

use super::ask::{Ask, list};
use super::{Finding, other};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::languages::rank;
use crate::screening::taxonomy::{Id, Kind, TAXONOMY};
use crate::screening::tongue;

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    let mut wanted = ask.of_kind(Kind::Language);
    wanted.dedup();
    if wanted.is_empty() {
        return other::find(cv, ask);
    }
    let cefr = ["c2", "c1", "b2", "b1", "a2", "a1"]
        .iter()
        .find(|l| ask.folded.split(|c: char| !c.is_alphanumeric()).any(|w| w == **l));
    let level = cefr
        .map(|l| l.to_uppercase())
        .or_else(|| ask.of_kind(Kind::Level).first().map(|id| TAXONOMY.name(*id).to_string()));
    let any = [" or ", " oder ", " ou ", "/", " o "].iter().any(|w| ask.folded.contains(w))
        || ask.has(&["one of", "another"]);
    let findings: Vec<Finding> = wanted.iter().map(|id| one(cv, *id, level.as_deref())).collect();
    let worth = |f: &Finding| match f.verdict {
        Verdict::Met => 3,
        Verdict::PartlyMet => 2,
        Verdict::NotStated => 1,
        Verdict::NotMet => 0,
    };
    if any || findings.len() == 1 {
        let best = findings.into_iter().rev().max_by_key(worth);
        return best.unwrap_or_else(|| Finding::silent("languages"));
    }
    let met = findings.iter().filter(|f| worth(f) == 3).count();
    let none = findings.iter().all(|f| worth(f) <= 1);
    let verdict = if met == findings.len() {
        Verdict::Met
    } else if none {
        if findings.iter().any(|f| worth(f) == 0) { Verdict::NotMet } else { Verdict::NotStated }
    } else {
        Verdict::PartlyMet
    };
    let why = list(&findings.iter().map(|f| f.why.trim_end_matches('.').to_string()).collect::<Vec<_>>(), "and") + ".";
    let confidence = findings.iter().map(|f| f.confidence).fold(1.0, f32::min);
    Finding::new(verdict, confidence, findings.into_iter().flat_map(|f| f.evidence).collect(), why)
}

fn one(cv: &Cv, id: Id, level: Option<&str>) -> Finding {
    let name = TAXONOMY.name(id);
    let spoken = cv.languages.iter().find(|l| l.concept == id);
    let Some(spoken) = spoken else { return by_the_text(cv, id, level) };
    let evidence: Vec<Range<usize>> = vec![spoken.range.clone()];
    match (&spoken.language.level, level) {
        (Some(held), Some(asked)) => {
            let (have, want) = (rank(held), rank(asked).min(if asked == "native" { 6 } else { 7 }));
            if have >= want {
                Finding::new(Verdict::Met, 0.9, evidence, format!("{name} {held}, {asked} asked."))
            } else if have + 1 == want {
                Finding::new(Verdict::PartlyMet, 0.8, evidence, format!("{name} {held}, one step below {asked}."))
            } else {
                Finding::new(Verdict::NotMet, 0.85, evidence, format!("{name} {held}, well below {asked}."))
            }
        }
        (Some(held), None) if rank(held) >= 3 => Finding::new(Verdict::Met, 0.9, evidence, format!("{name} {held}.")),
        (Some(held), None) => Finding::new(Verdict::PartlyMet, 0.7, evidence, format!("{name} only at {held}.")),
        (None, Some(asked)) => match tongue::written_in(cv) {
            Some(tongue) if tongue == name && asked != "native" => {
                Finding::new(Verdict::Met, 0.7, evidence, format!("{name} is listed, and the CV is written in it."))
            }
            _ => Finding::new(
                Verdict::PartlyMet,
                0.6,
                evidence,
                format!("{name} is listed, its level is not; {asked} asked."),
            ),
        },
        (None, None) => Finding::new(Verdict::Met, 0.75, evidence, format!("{name} is listed, without a level.")),
    }
}

/// A CV that does not list the language it is written in.
fn by_the_text(cv: &Cv, id: Id, level: Option<&str>) -> Finding {
    let name = TAXONOMY.name(id);
    if tongue::written_in(cv) != Some(name) {
        return Finding::silent(name);
    }
    let Some(range) = tongue::sample(cv) else { return Finding::silent(name) };
    if level == Some("native") {
        return Finding::new(
            Verdict::PartlyMet,
            0.45,
            vec![range],
            format!("The CV is written in {name}; it does not say whether natively."),
        );
    }
    Finding::new(Verdict::Met, 0.6, vec![range], format!("The CV is written in {name}; no level is stated."))
}
