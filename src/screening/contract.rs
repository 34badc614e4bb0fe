//! What screening takes and gives: the shapes shared by the engine, the database, the pages and the command line.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What kind of thing a requirement asks for; each kind is matched in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Experience,
    Skill,
    Qualification,
    Certificate,
    Language,
    Location,
    Sector,
    Other,
}

/// A must weighs on the decision; a nice only sweetens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    Must,
    Nice,
}

/// One checkable thing asked of a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// Names the requirement within its position; empty on the command line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub text: String,
    pub category: Category,
    pub importance: Importance,
    /// 1 to 5: how much of the fit it decides.
    pub weight: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Met,
    PartlyMet,
    NotMet,
    /// The CV is silent. Earns nothing, is no miss, becomes a question to ask.
    NotStated,
}

/// An exact quote from the CV's text. Offsets count Unicode scalar values, end exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The document quoted; empty on the command line, where the file is the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    pub start: usize,
    pub end: usize,
    pub quote: String,
}

/// The engine's word on one requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requirement_id: String,
    pub requirement: String,
    pub category: Category,
    pub importance: Importance,
    /// The requirement's weight; 0 for one that nobody may be judged by.
    pub weight: u8,
    pub verdict: Verdict,
    /// 0 to 1: how sure the engine is of this verdict.
    pub confidence: f32,
    pub evidence: Vec<Evidence>,
    /// One plain sentence.
    pub why: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverallFit {
    Strong,
    Potential,
    Low,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recommendation {
    Interview,
    OtherRole,
    Decline,
}

/// From which fit on a candidate counts as strong, and as potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    pub strong: u8,
    pub potential: u8,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds { strong: 75, potential: 50 }
    }
}

/// A position as screening needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub location: String,
    pub requirements: Vec<Requirement>,
}

/// One run of the engine over one CV for one position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    /// 0 to 100, see [`crate::screening::fit`]; none, like the next two, where the CV is in a script the rules don't read.
    pub fit: Option<u8>,
    pub overall_fit: Option<OverallFit>,
    pub recommendation: Option<Recommendation>,
    /// One short paragraph saying why.
    pub justification: String,
    pub verdicts: Vec<Judgement>,
    /// At most four each.
    pub strengths: Vec<String>,
    pub gaps: Vec<String>,
    pub red_flags: Vec<String>,
    pub questions_to_ask: Vec<String>,
    pub recommended_roles: Vec<String>,
    pub notice_period: Option<String>,
}

/// What the CV says about the person, as read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parsed {
    pub name: Option<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub links: Vec<String>,
    pub location: Option<String>,
    pub headline: Option<String>,
    pub jobs: Vec<Job>,
    pub education: Vec<Education>,
    pub certificates: Vec<Certificate>,
    pub languages: Vec<Language>,
    /// Names as the taxonomy spells them, in the order of first mention; skills it does not know as written.
    pub skills: Vec<String>,
    /// Years in work, overlaps counted once; absent when the CV gives no dates.
    pub experience_years: Option<f32>,
    /// Stretches of more than three months between jobs, in order.
    pub gaps: Vec<Gap>,
    pub notice_period: Option<String>,
    /// Each as the CV words it.
    pub work_permit: Option<String>,
    pub relocation: Option<String>,
    pub expected_salary: Option<String>,
    /// What was not understood, or looks odd about the file as a CV: sentences for the reader.
    pub notes: Vec<String>,
}

/// Months without a job, from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub months: u32,
}

/// One job held. `from` and `to` are first days of months; `to` is absent while `current`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Job {
    pub title: Option<String>,
    pub company: Option<String>,
    pub location: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub current: bool,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Education {
    pub degree: Option<String>,
    pub field: Option<String>,
    pub institution: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Certificate {
    pub name: String,
    pub issuer: Option<String>,
    pub date: Option<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Language {
    pub name: String,
    /// A CEFR level, A1 to C2, or "native"; absent when not stated.
    pub level: Option<String>,
}
