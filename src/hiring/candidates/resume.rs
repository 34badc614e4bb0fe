//! A candidate as others can read them: JSON Resume, the open format <https://jsonresume.org/schema>.

use super::Candidate;
use crate::screening::Parsed;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// What is known about someone, corrections included. Nothing that is not known is in it.
pub fn json_resume(candidate: &Candidate) -> Value {
    let parsed = &candidate.parsed.0;
    let mut links = parsed.links.iter().map(|link| with_scheme(link));
    let basics = object([
        ("name", candidate.name.clone()),
        ("label", candidate.headline.clone()),
        ("email", candidate.email.clone().unwrap_or_default()),
        ("phone", candidate.phone.clone().unwrap_or_default()),
        ("url", links.next().unwrap_or_default()),
    ]);
    let mut basics = basics;
    if !candidate.location.is_empty() {
        basics.insert("location".into(), json!({ "city": candidate.location }));
    }
    let profiles: Vec<Value> = links.map(|url| json!({ "network": network(&url), "url": url })).collect();
    if !profiles.is_empty() {
        basics.insert("profiles".into(), profiles.into());
    }
    let mut resume = Map::new();
    resume.insert(
        "$schema".into(),
        "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json".into(),
    );
    resume.insert("basics".into(), basics.into());
    for (name, entries) in sections(parsed) {
        if !entries.is_empty() {
            resume.insert(name.into(), entries.into_iter().map(Value::Object).collect());
        }
    }
    resume.insert("meta".into(), json!({ "version": "v1.0.0", "lastModified": candidate.updated_at.to_rfc3339() }));
    resume.into()
}

fn sections(parsed: &Parsed) -> [(&'static str, Vec<Map<String, Value>>); 5] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let jobs = parsed.jobs.iter().map(|job| {
        object([
            ("name", text(&job.company)),
            ("position", text(&job.title)),
            ("location", text(&job.location)),
            ("startDate", month(job.from)),
            ("endDate", month(job.to)),
            ("summary", job.text.clone()),
        ])
    });
    let studies = parsed.education.iter().map(|studied| {
        object([
            ("institution", text(&studied.institution)),
            ("area", text(&studied.field)),
            ("studyType", text(&studied.degree)),
            ("startDate", month(studied.from)),
            ("endDate", month(studied.to)),
        ])
    });
    let certificates = parsed.certificates.iter().map(|certificate| {
        object([
            ("name", certificate.name.clone()),
            ("issuer", text(&certificate.issuer)),
            ("date", month(certificate.date)),
        ])
    });
    let skills = parsed.skills.iter().map(|skill| object([("name", skill.clone())]));
    let languages = parsed
        .languages
        .iter()
        .map(|language| object([("language", language.name.clone()), ("fluency", text(&language.level))]));
    [
        ("work", jobs.collect()),
        ("education", studies.collect()),
        ("certificates", certificates.collect()),
        ("skills", skills.collect()),
        ("languages", languages.collect()),
    ]
}

/// The fields that say something.
fn object<const N: usize>(fields: [(&str, String); N]) -> Map<String, Value> {
    fields.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.into(), value.into())).collect()
}

/// Months are all that CVs give.
fn month(day: Option<NaiveDate>) -> String {
    day.map(|day| day.format("%Y-%m").to_string()).unwrap_or_default()
}

fn with_scheme(link: &str) -> String {
    if link.contains("://") { link.to_owned() } else { format!("https://{link}") }
}

/// The site behind an address, without what every site has.
fn network(url: &str) -> String {
    let site = url.split("://").nth(1).unwrap_or(url).split(['/', '?', '#']).next().unwrap_or_default();
    site.trim_start_matches("www.").to_owned()
}
