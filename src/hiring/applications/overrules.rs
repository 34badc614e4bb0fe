//! "I see it differently": a recruiter's verdict against the machine's, with a reason; the fit follows.

use super::Application;
use crate::hiring::activity::{self, Kind};
use crate::hiring::requirements::{from_word, is_asked, word_of};
use crate::hiring::rules::{self, Rule};
use crate::hiring::users::User;
use crate::hiring::workspace::Workspace;
use crate::hiring::{Error, Result, refused, screenings};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::screening::Verdict;
use chrono::{DateTime, Utc};
use serde_json::json;

#[derive(Clone, Debug, sqlx::FromRow)]
struct Stored {
    requirement_id: String,
    verdict: String,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub struct Overrule {
    pub requirement_id: String,
    pub verdict: Verdict,
    pub reason: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

impl Overrule {
    pub fn reason(text: &str) -> Rule<String> {
        rules::required(text, 500, "Say why; your colleagues see it beside the machine's verdict")
    }
}

const SELECT: &str = "SELECT o.requirement_id, o.verdict, o.reason, u.name AS by, o.at
    FROM overrules o JOIN users u ON u.id = o.by_id WHERE o.application_id = $1";

fn read(rows: Vec<Stored>) -> Vec<Overrule> {
    rows.into_iter()
        .filter_map(|row| {
            let verdict = from_word(&row.verdict)?;
            Some(Overrule { requirement_id: row.requirement_id, verdict, reason: row.reason, by: row.by, at: row.at })
        })
        .collect()
}

pub async fn overrules_of(db: &Db, application: &str) -> Result<Vec<Overrule>> {
    Ok(read(db.all(sql(SELECT).bind(application)).await?))
}

pub(in crate::hiring) async fn overrules_in(tx: &mut Tx, application: &str) -> Result<Vec<Overrule>> {
    Ok(read(tx.all(sql(SELECT).bind(application)).await?))
}

/// A recruiter's word, about to be set.
#[derive(Clone, Debug)]
pub struct Word {
    /// The requirement's id.
    pub requirement: String,
    pub verdict: Verdict,
    pub reason: String,
}

/// Sets the recruiter's verdict on one requirement and brings the application's fit up to date.
pub async fn overrule(
    tx: &mut Tx,
    workspace: &Workspace,
    application: &Application,
    user: &User,
    word: Word,
    now: DateTime<Utc>,
) -> Result<()> {
    let Word { requirement, verdict, reason } = word;
    let said = said_of(tx, application, &requirement).await?;
    if !is_asked(tx, &application.position_id, &requirement).await? {
        return refused(GONE);
    }
    tx.run(
        sql("INSERT INTO overrules (id, application_id, requirement_id, verdict, reason, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (application_id, requirement_id) DO UPDATE
             SET verdict = excluded.verdict, reason = excluded.reason, by_id = excluded.by_id, at = excluded.at")
        .bind(new_id())
        .bind(&application.id)
        .bind(requirement)
        .bind(word_of(&verdict))
        .bind(&reason)
        .bind(&user.id)
        .bind(now),
    )
    .await?;
    let detail = json!({"requirement": said, "verdict": verdict, "reason": reason});
    activity::record(tx, application.entry(Kind::Overruled, user, detail), now).await?;
    super::review::reviewed(tx, &application.id, now).await?;
    screenings::refit(tx, workspace.thresholds(), &application.id, now).await
}

/// Takes the recruiter's verdict back: the machine's counts again.
pub async fn withdraw_overrule(
    tx: &mut Tx,
    workspace: &Workspace,
    application: &Application,
    user: &User,
    requirement: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let said = said_of(tx, application, requirement).await?;
    let query = sql("DELETE FROM overrules WHERE application_id = $1 AND requirement_id = $2");
    if tx.run(query.bind(&application.id).bind(requirement)).await? == 0 {
        return Err(Error::NotFound);
    }
    let detail = json!({"requirement": said});
    activity::record(tx, application.entry(Kind::OverruleWithdrawn, user, detail), now).await?;
    screenings::refit(tx, workspace.thresholds(), &application.id, now).await
}

const GONE: &str = "The position no longer asks for this, so the verdict was not saved. Look at what counts now.";

/// The requirement's text, if the application was judged by it.
async fn said_of(tx: &mut Tx, application: &Application, requirement: &str) -> Result<String> {
    let screening = screenings::latest_in(tx, &application.id).await?.ok_or(Error::NotFound)?;
    let judged = screening.result.0.verdicts.into_iter().find(|judged| judged.requirement_id == requirement);
    judged.map_or_else(|| refused(GONE), |judged| Ok(judged.requirement))
}
