//! What the verdicts come to: overall fit, recommendation, strengths, gaps, questions, and the paragraph that says why.

use super::contract::{Category, Importance, Judgement, OverallFit, Recommendation, Thresholds, Verdict};
use super::fit::{FitSum, overall_fit};
use super::matching::Ask;

const MOST: usize = 4;
const MOST_QUESTIONS: usize = 6;

/// Everything that follows from the verdicts alone, so that it can be told anew after a recruiter overrules one.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub fit: u8,
    pub overall_fit: OverallFit,
    pub recommendation: Recommendation,
    pub justification: String,
    pub strengths: Vec<String>,
    pub gaps: Vec<String>,
    pub questions_to_ask: Vec<String>,
}

impl Outcome {
    /// `recommended_roles` are the other roles that the CV speaks for, as [`super::screen`] found them.
    ///
    /// An interview is suggested for a strong fit, and for a potential one without a must that is not met; else another
    /// role where the CV speaks for one; else none. What a CV does not state never counts against it here.
    pub fn of(verdicts: &[Judgement], thresholds: Thresholds, recommended_roles: &[String]) -> Outcome {
        let fit = FitSum::of(verdicts).fit;
        let overall = overall_fit(fit, thresholds);
        let missed_must = verdicts.iter().any(|v| v.importance == Importance::Must && v.verdict == Verdict::NotMet);
        let recommendation = match overall {
            OverallFit::Strong => Recommendation::Interview,
            OverallFit::Potential if !missed_must => Recommendation::Interview,
            _ if !recommended_roles.is_empty() => Recommendation::OtherRole,
            _ => Recommendation::Decline,
        };
        Outcome {
            fit,
            overall_fit: overall,
            recommendation,
            justification: justification(verdicts, fit, recommendation, recommended_roles),
            strengths: strengths(verdicts),
            gaps: gaps(verdicts),
            questions_to_ask: questions(verdicts),
        }
    }
}

/// Met first by weight, musts before nices, surest first.
fn strengths(verdicts: &[Judgement]) -> Vec<String> {
    let mut met: Vec<&Judgement> = verdicts.iter().filter(|v| v.verdict == Verdict::Met).collect();
    met.sort_by(|a, b| key(a).cmp(&key(b)).then(b.confidence.total_cmp(&a.confidence)));
    met.into_iter().take(MOST).map(|v| format!("{}: {}", v.requirement, v.why)).collect()
}

/// What is not met, then what is partly met among the musts. Silence is a question, not a gap.
fn gaps(verdicts: &[Judgement]) -> Vec<String> {
    let mut short: Vec<&Judgement> = verdicts
        .iter()
        .filter(|v| {
            v.verdict == Verdict::NotMet || (v.verdict == Verdict::PartlyMet && v.importance == Importance::Must)
        })
        .collect();
    short.sort_by_key(|v| (v.verdict != Verdict::NotMet, key(v)));
    short.into_iter().take(MOST).map(|v| format!("{}: {}", v.requirement, v.why)).collect()
}

fn key(v: &Judgement) -> (bool, std::cmp::Reverse<u8>) {
    (v.importance != Importance::Must, std::cmp::Reverse(v.weight))
}

fn questions(verdicts: &[Judgement]) -> Vec<String> {
    let unsure = |v: &&Judgement| v.weight > 0 && matches!(v.verdict, Verdict::NotStated | Verdict::PartlyMet);
    let mut open: Vec<&Judgement> = verdicts.iter().filter(unsure).collect();
    open.sort_by_key(|v| (key(v), v.verdict != Verdict::NotStated));
    open.into_iter().take(MOST_QUESTIONS).map(question).collect()
}

fn question(v: &Judgement) -> String {
    let ask = Ask::of(&v.requirement);
    let subject = ask.subject();
    let silent = v.verdict == Verdict::NotStated;
    match v.category {
        Category::Experience if silent => format!("How long have you worked in {subject}, and where?"),
        Category::Experience => format!("Tell us more about your time in {subject}: what was yours, and for how long?"),
        Category::Skill if silent => format!("Have you worked with {subject}? Where, and when last?"),
        Category::Skill => format!("How deep is your knowledge of {subject}?"),
        Category::Qualification => format!("Which degree or training do you have towards {}?", quoted(&v.requirement)),
        Category::Certificate if silent => format!("Do you hold {subject}?"),
        Category::Certificate => format!("Is {subject} held and valid today?"),
        Category::Language => format!("How well do you speak and write what is asked: {}?", quoted(&v.requirement)),
        Category::Location => format!("Where do you live, and does this work for you: {}?", quoted(&v.requirement)),
        Category::Sector => format!("What have you done in {subject}?"),
        Category::Other => format!("What can you tell us about {}?", quoted(&v.requirement)),
    }
}

fn quoted(text: &str) -> String {
    format!("“{}”", text.trim().trim_end_matches('.'))
}

fn justification(verdicts: &[Judgement], fit: u8, recommendation: Recommendation, roles: &[String]) -> String {
    let verdicts: Vec<&Judgement> = verdicts.iter().filter(|v| v.weight > 0).collect();
    let count = |importance: Importance, verdict: Verdict| {
        verdicts.iter().filter(|v| v.importance == importance && v.verdict == verdict).count()
    };
    let musts = verdicts.iter().filter(|v| v.importance == Importance::Must).count();
    let opening = match recommendation {
        Recommendation::Interview => "Suggests an interview".to_string(),
        Recommendation::OtherRole => format!(
            "Suggests looking at another role, such as {}",
            roles.first().map_or("the one held", String::as_str)
        ),
        Recommendation::Decline => "Suggests not going on with this position".to_string(),
    };
    let mut text = format!("{opening}: fit {fit} of 100");
    if musts > 0 {
        text.push_str(&format!(", {} of {musts} must-haves met", count(Importance::Must, Verdict::Met)));
        let partly = count(Importance::Must, Verdict::PartlyMet);
        if partly > 0 {
            text.push_str(&format!(", {partly} in part"));
        }
    }
    text.push('.');
    let named = |verdict: Verdict| {
        let mut of: Vec<&Judgement> = verdicts.iter().copied().filter(|v| v.verdict == verdict).collect();
        of.sort_by_key(|v| key(v));
        of.into_iter().take(3).map(|v| quoted(&v.requirement)).collect::<Vec<_>>().join(", ")
    };
    for (verdict, lead) in
        [(Verdict::Met, "Speaks for it"), (Verdict::NotMet, "Speaks against it"), (Verdict::NotStated, "Not in the CV")]
    {
        let what = named(verdict);
        if !what.is_empty() {
            text.push_str(&format!(" {lead}: {what}."));
        }
    }
    text
}
