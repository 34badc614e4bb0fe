//! The screening engine: a CV's text and a position in, verdicts with quotes out. Pure and deterministic.

mod advice;
mod affinity;
mod certificates;
mod contacts;
mod contract;
mod copied;
mod cv;
mod dates;
mod denial;
mod derive;
mod doc;
mod education;
mod fit;
mod guards;
mod jobs;
mod languages;
mod matching;
mod names;
mod notes;
mod numbers;
mod phrases;
mod position_file;
mod roles;
mod sections;
mod segments;
mod skills;
mod standing;
mod stems;
mod stuffing;
mod summary;
mod taxonomy;
mod terms;
mod text;
mod tongue;
mod words;

pub use advice::{Advice, AdviceKind, Ground, advice};
pub use contract::*;
pub use cv::Cv;
pub use derive::{derive, derive_with_remarks, requirement_from_line};
pub use fit::{FitRow, FitSum, credit, fit, overall_fit};
pub use position_file::{PositionFileError, position_from_file};
pub use standing::Standing;
pub use stuffing::{HIDDEN_HEADING, with_hidden};
pub use summary::Outcome;
pub use words::{WEIGHT as WORD_WEIGHT, Words, is_word};

/// Names this set of rules and taxonomy; it changes whenever a verdict could.
pub const ENGINE_VERSION: &str = "rules 1.4";

/// Reads the taxonomy, which the first CV would wait for otherwise.
pub fn warm_up() {
    std::sync::LazyLock::force(&taxonomy::TAXONOMY);
}

/// Screens a CV for a position. A position without requirements screens nobody: there is nothing to be fit for, so
/// there is no result, and the application stays "not screened".
pub fn screen(cv: &Cv, position: &Position, thresholds: Thresholds) -> Option<Screening> {
    screen_with(cv, position, &Words::default(), thresholds)
}

/// The same with words that the CV should or should not hold.
pub fn screen_with(cv: &Cv, position: &Position, words: &Words, thresholds: Thresholds) -> Option<Screening> {
    if position.requirements.is_empty() && words.must.is_empty() {
        return None;
    }
    let (uncopied, copied_flag) = copied::without_copied(cv, position).unzip();
    let cv = uncopied.as_ref().unwrap_or(cv);
    let mut verdicts: Vec<Judgement> = position.requirements.iter().map(|r| matching::judge(cv, r)).collect();
    verdicts.extend(words.judge(cv));
    let mut red_flags = guards::red_flags(cv);
    red_flags.extend(copied_flag);
    red_flags.extend(words.flags(cv));
    if cv.script == guards::Script::Foreign {
        return Some(unread(cv, verdicts, red_flags));
    }
    let recommended_roles = roles::other_roles(cv, &position.title);
    let outcome = Outcome::of(&verdicts, thresholds, &recommended_roles);
    Some(Screening {
        fit: Some(outcome.fit),
        overall_fit: Some(outcome.overall_fit),
        recommendation: Some(outcome.recommendation),
        justification: outcome.justification,
        strengths: outcome.strengths,
        gaps: outcome.gaps,
        questions_to_ask: outcome.questions_to_ask,
        red_flags,
        recommended_roles,
        notice_period: cv.parsed.notice_period.clone(),
        verdicts,
    })
}

/// A CV in a script that the rules don't read: nothing about the person follows from not having understood them.
fn unread(cv: &Cv, verdicts: Vec<Judgement>, red_flags: Vec<String>) -> Screening {
    Screening {
        fit: None,
        overall_fit: None,
        recommendation: None,
        justification: "The rules don't read the script this CV is written in, so nothing in it was judged."
            .to_string(),
        strengths: Vec::new(),
        gaps: Vec::new(),
        questions_to_ask: Vec::new(),
        red_flags,
        recommended_roles: Vec::new(),
        notice_period: cv.parsed.notice_period.clone(),
        verdicts,
    }
}
