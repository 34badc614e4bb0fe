//! A screening as its page tells it: the machine's words, and beside them the recruiters' where they differ.

use super::frame::{Frame, mark_of, quote_key};
use crate::{
    hiring::{
        applications::Overrule,
        screenings::{self, Kept},
    },
    screening::{FitSum, Importance, Judgement, Outcome, OverallFit, Recommendation, Thresholds, Verdict},
    web::forms::Errors,
};
use chrono::{DateTime, Utc};

/// What screening came to, by the verdicts that stand.
pub struct Review {
    /// None where the rules could not read the CV.
    pub fit: Option<u8>,
    /// "Strong fit. Suggests an interview."
    pub headline: String,
    pub coverage: String,
    /// "7 met, 1 partly met".
    pub counts: String,
    pub justification: String,
    /// The machine's own fit, where recruiters see something differently.
    pub machine_fit: Option<u8>,
    /// "Rules 1.0".
    pub engine: String,
    pub at: DateTime<Utc>,
    /// Name of the file that was read.
    pub file: Option<String>,
    /// "3 ms".
    pub took: String,
    /// Screened by other requirements than the position has now.
    pub requirements_version: i64,
    pub is_stale: bool,
    pub asked: Vec<Asked>,
    pub sum: FitSum,
    pub strengths: Vec<String>,
    pub gaps: Vec<String>,
    pub red_flags: Vec<String>,
    pub questions: Vec<String>,
    pub roles: Vec<String>,
    pub notice_period: Option<String>,
}

/// One requirement with the verdict that stands.
pub struct Asked {
    pub number: usize,
    pub id: String,
    pub text: String,
    pub importance: Importance,
    pub verdict: Verdict,
    /// The machine's, which may be another.
    pub machine: Verdict,
    pub quotes: Vec<Quote>,
    pub why: String,
    pub overrule: Option<Overrule>,
    /// The form, as it was sent and could not be taken.
    pub typed: Option<Typed>,
}

pub struct Quote {
    pub key: String,
    pub kind: &'static str,
    pub text: String,
}

/// "I see it differently", as typed.
pub struct Typed {
    pub requirement: String,
    pub verdict: String,
    pub reason: String,
    pub errors: Errors,
}

impl Review {
    pub fn of(
        frame: &Frame,
        kept: Kept,
        requirements_version: i64,
        thresholds: Thresholds,
        mut typed: Option<Typed>,
    ) -> Review {
        let machine = kept.result.0;
        let standing = screenings::standing(&machine.verdicts, &frame.overrules);
        let overrules = |id: &str| frame.overrules.iter().find(|overrule| overrule.requirement_id == id).cloned();
        let is_overruled = machine.verdicts.iter().any(|judged| overrules(&judged.requirement_id).is_some());
        let is_unread = machine.fit.is_none() && !is_overruled;
        let anew = Outcome::of(&standing, thresholds, &machine.recommended_roles);
        // The machine's own summary, word for word, unless a recruiter changed what it sums up.
        let told = match is_overruled {
            true => anew,
            false => Outcome {
                fit: machine.fit.unwrap_or(anew.fit),
                overall_fit: machine.fit.map_or(anew.overall_fit, |fit| crate::screening::overall_fit(fit, thresholds)),
                recommendation: machine.recommendation.unwrap_or(anew.recommendation),
                justification: machine.justification,
                strengths: machine.strengths,
                gaps: machine.gaps,
                questions_to_ask: machine.questions_to_ask,
            },
        };
        let asked = (1..).zip(&standing).zip(&machine.verdicts).map(|((number, judged), by_machine)| Asked {
            number,
            id: judged.requirement_id.clone(),
            text: judged.requirement.clone(),
            importance: judged.importance,
            verdict: judged.verdict,
            machine: by_machine.verdict,
            quotes: quotes(number, judged),
            why: judged.why.clone(),
            overrule: overrules(&judged.requirement_id),
            typed: typed.take_if(|typed| typed.requirement == judged.requirement_id),
        });
        Review {
            asked: asked.collect(),
            fit: (!is_unread).then_some(told.fit),
            headline: match is_unread {
                true => "Not judged: the rules don’t read this script. Read the CV yourself.".to_owned(),
                false => headline(told.overall_fit, told.recommendation),
            },
            coverage: screenings::coverage(&standing),
            counts: counts(&standing),
            justification: told.justification,
            machine_fit: machine.fit.filter(|_| is_overruled),
            engine: engine(&kept.engine, &kept.engine_version),
            at: kept.started_at,
            file: frame
                .documents
                .iter()
                .find(|document| document.id == kept.document_id)
                .map(|document| document.file_name.clone()),
            took: if kept.took_us < 1_000 { "under 1 ms".into() } else { format!("{} ms", kept.took_us / 1_000) },
            requirements_version: kept.requirements_version,
            is_stale: kept.requirements_version != requirements_version,
            sum: FitSum::of(&standing),
            strengths: told.strengths,
            gaps: told.gaps,
            red_flags: machine.red_flags,
            questions: told.questions_to_ask,
            roles: machine.recommended_roles,
            notice_period: machine.notice_period,
        }
    }
}

impl Asked {
    pub fn is_must(&self) -> bool {
        self.importance == Importance::Must
    }

    /// The verdict the form begins with: the one typed, or the one that stands.
    pub fn chosen(&self, verdict: &Verdict) -> bool {
        match &self.typed {
            Some(typed) => crate::hiring::requirements::from_word::<Verdict>(&typed.verdict) == Some(*verdict),
            None => self.verdict == *verdict,
        }
    }

    pub fn typed_reason(&self) -> &str {
        match (&self.typed, &self.overrule) {
            (Some(typed), _) => &typed.reason,
            (None, Some(overrule)) => &overrule.reason,
            (None, None) => "",
        }
    }

    pub fn problem(&self) -> Option<&str> {
        self.typed.as_ref().and_then(|typed| typed.errors.list().next()).map(|(_, why)| why)
    }
}

/// A verdict in a word or two.
pub fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "Met",
        Verdict::PartlyMet => "Partly met",
        Verdict::NotMet => "Not met",
        Verdict::NotStated => "Not stated",
    }
}

/// How sure the engine is of a verdict, in words.
pub fn sureness(confidence: f32) -> &'static str {
    match confidence {
        sure if sure >= 0.85 => "Sure",
        fairly if fairly >= 0.6 => "Fairly sure",
        _ => "Unsure, worth a look",
    }
}

/// All verdicts, with the word a form sends for each.
pub const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Met, "met"),
    (Verdict::PartlyMet, "partly_met"),
    (Verdict::NotMet, "not_met"),
    (Verdict::NotStated, "not_stated"),
];

fn quotes(number: usize, judged: &Judgement) -> Vec<Quote> {
    let quotes = (1..).zip(&judged.evidence).map(|(nth, evidence)| Quote {
        key: quote_key(number, nth),
        kind: mark_of(judged.verdict),
        text: evidence.quote.split_whitespace().collect::<Vec<_>>().join(" "),
    });
    quotes.collect()
}

fn headline(fit: OverallFit, recommendation: Recommendation) -> String {
    let fit = match fit {
        OverallFit::Strong => "Strong fit.",
        OverallFit::Potential => "Potential fit.",
        OverallFit::Low => "Low fit.",
    };
    let suggests = match recommendation {
        Recommendation::Interview => "Suggests an interview.",
        Recommendation::OtherRole => "Suggests another role.",
        Recommendation::Decline => "Suggests not going on.",
    };
    format!("{fit} {suggests}")
}

fn counts(verdicts: &[Judgement]) -> String {
    let count = |verdict: Verdict| verdicts.iter().filter(|judged| judged.verdict == verdict).count();
    let parts = VERDICTS
        .iter()
        .map(|(verdict, _)| (count(*verdict), word(verdict).to_lowercase()))
        .filter(|(count, _)| *count > 0);
    parts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

fn engine(engine: &str, version: &str) -> String {
    if engine != "rules" {
        return format!("{engine}, {version}");
    }
    let mut letters = version.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
