//! Judging one requirement against one CV: each category in its own way, every claim with a quote.

mod amount;
mod ask;
mod certificate;
mod denied;
mod evidence;
mod experience;
mod language;
mod leading;
mod location;
mod other;
mod qualification;
mod recent;
mod role;
mod sector;
mod shown;
mod skill;
mod titled;
mod validity;

use std::ops::Range;

pub(super) use ask::{Ask, is_telling};
pub(super) use role::Role;

use super::advice::advice;
use super::contract::{Category, Judgement, Requirement, Verdict};
use super::cv::Cv;
use super::guards::Script;

/// A verdict in the making: byte ranges to quote, the most telling first.
#[derive(Clone, Debug)]
struct Finding {
    verdict: Verdict,
    /// 0.9 dated jobs or an exact statement; 0.75 named but not dated; 0.6 inferred; 0.4 to 0.5 a guess.
    confidence: f32,
    evidence: Vec<Range<usize>>,
    why: String,
}

impl Finding {
    fn new(verdict: Verdict, confidence: f32, evidence: Vec<Range<usize>>, why: impl Into<String>) -> Finding {
        Finding { verdict, confidence, evidence, why: why.into() }
    }

    /// The CV is silent on `what`.
    fn silent(what: &str) -> Finding {
        Finding::new(Verdict::NotStated, 0.7, Vec::new(), format!("Nothing in the CV about {what}."))
    }
}

/// The engine's word on one requirement.
pub fn judge(cv: &Cv, requirement: &Requirement) -> Judgement {
    let advice = advice(&requirement.text);
    let weight = if advice.is_some() { 0 } else { requirement.weight };
    let finding = match advice {
        Some(advice) => Finding::new(Verdict::NotStated, 1.0, Vec::new(), advice.message),
        None => find(cv, requirement),
    };
    let mut evidence: Vec<_> = Vec::new();
    for range in finding.evidence {
        let quote = evidence::telling(cv, &range);
        if cv.is_ignored(&quote) || evidence.contains(&quote) {
            continue;
        }
        if evidence.len() < 3 {
            evidence.push(quote);
        }
    }
    let claims = matches!(finding.verdict, Verdict::Met | Verdict::PartlyMet);
    let unfounded = claims && evidence.is_empty();
    Judgement {
        requirement_id: requirement.id.clone(),
        requirement: requirement.text.clone(),
        category: requirement.category,
        importance: requirement.importance,
        weight,
        verdict: if unfounded { Verdict::NotStated } else { finding.verdict },
        confidence: finding.confidence,
        evidence: evidence.into_iter().map(|range| cv.quote(range)).collect(),
        why: if unfounded { "Nothing in the CV can be quoted for this.".to_string() } else { finding.why },
    }
}

fn find(cv: &Cv, requirement: &Requirement) -> Finding {
    if cv.script == Script::Foreign {
        return Finding::new(Verdict::NotStated, 0.3, Vec::new(), "This CV is in a language the rules don't read.");
    }
    let ask = Ask::of(&requirement.text);
    let counted =
        matches!(requirement.category, Category::Experience | Category::Skill | Category::Sector | Category::Other);
    if let (true, None, Some(finding)) = (counted, ask.years, amount::find(cv, &ask)) {
        return finding;
    }
    let finding = match requirement.category {
        Category::Experience => experience::find(cv, &ask),
        Category::Skill => skill::find(cv, &ask),
        Category::Qualification => qualification::find(cv, &ask),
        Category::Certificate => certificate::find(cv, &ask),
        Category::Language => language::find(cv, &ask),
        Category::Location => location::find(cv, &ask),
        Category::Sector => sector::find(cv, &ask),
        Category::Other => other::find(cv, &ask),
    };
    denied::weigh(cv, &ask, requirement.category, finding)
}
