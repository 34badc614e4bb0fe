//! People. Each exists once, however many positions they are considered for.

mod edits;
mod resume;

pub(super) use edits::replace;
pub use edits::{Change, Clash, Edit, Field, Record, edit, edits_of, record_of, restore};
pub use resume::json_resume;

use super::activity::{self, Entry, Kind};
use super::users::User;
use super::{Error, Result};
use crate::platform::db::{Db, Run, Tx, Value, sql};
use crate::screening::Parsed;
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::HashMap;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Candidate {
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub headline: String,
    pub location: String,
    pub experience_years: Option<f64>,
    pub parsed: sqlx::types::Json<Parsed>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// The CV that counts when it is not the newest.
    pub cv_id: Option<String>,
    pub newest_application_id: Option<String>,
    /// Whether this reader may change them.
    pub editable: bool,
}

/// A candidate as what was found shows them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    pub id: String,
    pub name: String,
    pub headline: String,
    pub location: String,
    pub experience_years: Option<f64>,
    pub updated_at: DateTime<Utc>,
    /// The newest application, where there is one.
    pub application_id: Option<String>,
    pub position: Option<String>,
    pub stage: Option<String>,
    pub stage_kind: Option<String>,
    pub stage_ordinal: Option<i64>,
    pub outcome: Option<String>,
    pub fit: Option<i64>,
}

const LISTED: &str =
    " SELECT c.id, c.name, c.headline, c.location, c.experience_years, c.updated_at, a.id AS application_id,
    q.title AS position, s.name AS stage, s.kind AS stage_kind, s.ordinal AS stage_ordinal, a.outcome,
    CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit";
const NEWEST: &str = " LEFT JOIN applications a ON a.id = c.newest_application_id
    LEFT JOIN positions q ON q.id = a.position_id LEFT JOIN stages s ON s.id = a.stage_id";

/// Some candidates as lists show them, by id.
pub(super) async fn listed(db: &Db, ids: &[&str]) -> Result<HashMap<String, Listed>> {
    let query = sql(LISTED).push(" FROM candidates c").push(NEWEST).push(" WHERE c.id IN (''");
    let query = ids.iter().fold(query, |query, id| query.push_bound(", ?", *id)).push(")");
    Ok(db.all::<Listed>(query).await?.into_iter().map(|row| (row.id.clone(), row)).collect())
}

impl Candidate {
    /// Every role of today may read every candidate.
    pub async fn find(db: &Db, reader: &User, id: &str) -> Result<Candidate> {
        let query = reader.select_candidate_editable(
            "SELECT c.id, c.name, c.email, c.phone, c.headline, c.location, c.experience_years, c.parsed, c.created_at, c.updated_at,
                c.cv_id, c.newest_application_id",
            "FROM candidates c WHERE c.id = ",
        );
        db.maybe(query.push_bound("?", id)).await?.ok_or(Error::NotFound)
    }

    pub fn href(&self) -> String {
        format!("/candidates/{}", self.id)
    }

    /// For a change: the candidate if this user may change them.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<Candidate> {
        let candidate = Candidate::find(db, user, id).await?;
        if candidate.editable {
            Ok(candidate)
        } else {
            Err(Error::Forbidden("Only whoever works with this candidate can change them. Ask their project's team."))
        }
    }
}

/// Finds the person a CV belongs to by what tells people apart, or makes them. Says whether they are new.
///
/// Claiming the keys in one fixed order makes two CVs of one person, read at the same moment, meet in the database:
/// the second waits for the first and finds its candidate.
pub(super) async fn claim(tx: &mut Tx, new_id: &str, sha256: &str, parsed: &Parsed) -> Result<(String, bool)> {
    let mut keys = vec![format!("sha256:{sha256}")];
    keys.extend(parsed.emails.first().map(|email| format!("email:{}", email.to_lowercase())));
    keys.sort();
    let mut owners: Vec<(String, String)> = Vec::new();
    for key in keys {
        let query = sql("INSERT INTO candidate_keys (key, candidate_id) VALUES ($1, $2)
                         ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING key, candidate_id");
        owners.push(tx.one(query.bind(key).bind(new_id)).await?);
    }
    // The very same file says more than an address in it.
    owners.sort_by_key(|(key, _)| !key.starts_with("sha256:"));
    let known = owners.iter().map(|(_, owner)| owner).find(|owner| *owner != new_id).cloned();
    if let Some(known) = known {
        let query = sql("UPDATE candidate_keys SET candidate_id = $1 WHERE candidate_id = $2");
        tx.run(query.bind(&known).bind(new_id)).await?;
        return Ok((known, false));
    }
    Ok((new_id.to_owned(), true))
}

/// The columns a CV fills.
struct Facts {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    headline: String,
    location: String,
    years: Option<f64>,
    parsed: serde_json::Value,
}

impl Facts {
    /// `fallback` names the person when the CV's own words do not.
    fn of(parsed: &Parsed, fallback: &str) -> Facts {
        let latest = parsed.jobs.first().and_then(|job| job.title.clone());
        let short = |text: String, max: usize| text.chars().take(max).collect::<String>();
        Facts {
            name: short(parsed.name.clone().unwrap_or_else(|| fallback.to_owned()), 120),
            email: parsed.emails.first().cloned(),
            phone: parsed.phones.first().cloned(),
            headline: short(parsed.headline.clone().or(latest).unwrap_or_default(), 160),
            location: short(parsed.location.clone().unwrap_or_default(), 120),
            years: parsed.experience_years.map(f64::from),
            parsed: serde_json::to_value(parsed).unwrap_or_default(),
        }
    }
}

pub(super) async fn add(
    tx: &mut Tx,
    id: &str,
    parsed: &Parsed,
    fallback: &str,
    by: Option<&str>,
    now: DateTime<Utc>,
) -> Result<String> {
    let facts = Facts::of(parsed, fallback);
    tx.run(
        sql("INSERT INTO candidates (id, name, email, phone, headline, location, experience_years, parsed, created_by, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)")
        .bind(id)
        .bind(&facts.name)
        .bind(facts.email)
        .bind(facts.phone)
        .bind(facts.headline)
        .bind(facts.location)
        .bind(facts.years)
        .bind(facts.parsed)
        .bind(by)
        .bind(now),
    )
    .await?;
    let entry =
        Entry { candidate: Some(id), detail: json!({"name": facts.name}), ..Entry::new(Kind::CandidateAdded, by) };
    activity::record(tx, entry, now).await?;
    Ok(facts.name)
}

impl Record {
    /// What is said about someone, as their record would have it.
    pub(super) fn of(parsed: &Parsed) -> Record {
        let facts = Facts::of(parsed, "");
        Record {
            name: facts.name,
            email: facts.email,
            phone: facts.phone,
            headline: facts.headline,
            location: facts.location,
            experience_years: facts.years,
            parsed: sqlx::types::Json(parsed.clone()),
        }
    }
}

/// A newer CV says how things stand now; what it leaves out stays as it was.
pub(super) async fn refresh(tx: &mut Tx, id: &str, parsed: &Parsed, now: DateTime<Utc>) -> Result<()> {
    let facts = Facts::of(parsed, "");
    let from_cv = Record::of(parsed);
    let text = |value: String| Value::Text(Some(value).filter(|text| !text.is_empty()));
    tx.run(
        sql(
            "UPDATE candidates SET name = COALESCE($1, name), email = COALESCE($2, email), phone = COALESCE($3, phone),
                headline = COALESCE($4, headline), location = COALESCE($5, location),
                experience_years = COALESCE($6, experience_years), parsed = $7, updated_at = $8, cv_id = NULL
             WHERE id = $9",
        )
        .bind(text(facts.name))
        .bind(facts.email)
        .bind(facts.phone)
        .bind(text(facts.headline))
        .bind(text(facts.location))
        .bind(facts.years)
        .bind(facts.parsed)
        .bind(now)
        .bind(id),
    )
    .await?;
    edits::lay_over(tx, id, &from_cv).await
}

/// Records that someone took a candidate's data away, and in what form.
pub async fn exported(tx: &mut Tx, user: &User, candidate: &Candidate, what: &str, now: DateTime<Utc>) -> Result<()> {
    let entry = Entry {
        candidate: Some(&candidate.id),
        detail: json!({ "what": what }),
        ..Entry::new(Kind::Exported, Some(&user.id))
    };
    activity::record(tx, entry, now).await
}

/// An application of a candidate, for the list of all they are considered for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Considered {
    pub id: String,
    pub position_id: String,
    pub position: String,
    pub project: String,
    pub stage: String,
    pub stage_kind: String,
    pub stage_ordinal: i64,
    pub outcome: String,
    pub outcome_reason: String,
    pub fit: Option<i64>,
    pub created_at: DateTime<Utc>,
}

/// Everything a candidate is or was considered for, newest first.
pub async fn considered_for(db: &Db, candidate: &Candidate) -> Result<Vec<Considered>> {
    let query = sql(
        "SELECT a.id, a.position_id, q.title AS position, p.name AS project, s.name AS stage, s.kind AS stage_kind, s.ordinal AS stage_ordinal,
            a.outcome, a.outcome_reason, CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit, a.created_at
         FROM applications a JOIN positions q ON q.id = a.position_id JOIN projects p ON p.id = q.project_id
         JOIN stages s ON s.id = a.stage_id
         WHERE a.candidate_id = $1 ORDER BY a.created_at DESC LIMIT 100",
    );
    Ok(db.all(query.bind(&candidate.id)).await?)
}
