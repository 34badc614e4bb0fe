//! Considering someone for one more position, and taking that back.

use super::{Application, New, Outcome, apply, remove};
use crate::hiring::activity::{self, Kind};
use crate::hiring::candidates::Candidate;
use crate::hiring::documents::Document;
use crate::hiring::positions::Position;
use crate::hiring::users::User;
use crate::hiring::{Result, refused};
use crate::platform::db::{Db, Run, Tx, sql};
use crate::platform::events::Event;
use chrono::{DateTime, Utc};
use serde_json::json;

/// The CV by which a candidate is judged where they are not yet: the one chosen, or the newest.
pub async fn cv_of(db: &Db, candidate: &Candidate) -> Result<Option<String>> {
    if candidate.cv_id.is_some() {
        return Ok(candidate.cv_id.clone());
    }
    let documents = Document::of_candidate(db, &candidate.id).await?;
    Ok(documents.into_iter().find(Document::is_cv).map(|document| document.id))
}

/// Makes the candidate's application for the position, in its first stage.
pub async fn consider(
    tx: &mut Tx,
    candidate: &Candidate,
    cv: Option<&str>,
    position: &Position,
    source: &str,
    user: &User,
    now: DateTime<Utc>,
) -> Result<String> {
    let known = sql("SELECT id FROM applications WHERE position_id = $1 AND candidate_id = $2");
    if tx.maybe::<(String,)>(known.bind(&position.id).bind(&candidate.id)).await?.is_some() {
        return refused(format!("They are considered for {} already.", position.title));
    }
    let (owner, project) = (Some(user.id.as_str()), position.project_id.as_str());
    let new = New { project, position: &position.id, candidate: &candidate.id, cv, owner, source };
    let (id, _) = apply(tx, new, now).await?;
    tx.announce(Event::new(format!("position:{}", position.id), "moved", &id));
    Ok(id)
}

/// Takes the application away again, unless anything was done with it since.
pub async fn unconsider(tx: &mut Tx, application: &Application, user: &User, now: DateTime<Utc>) -> Result<()> {
    let touched = sql(
        "SELECT id FROM moves WHERE application_id = $1 UNION ALL SELECT id FROM overrules WHERE application_id = $1
        UNION ALL SELECT id FROM tasks WHERE application_id = $1 LIMIT 1",
    );
    let touched: Option<(String,)> = tx.maybe(touched.bind(&application.id)).await?;
    if touched.is_some() || application.outcome != Outcome::Active {
        return refused("Someone worked on this since. Reject them instead.");
    }
    remove(tx, &application.id).await?;
    let entry = activity::Entry { application: None, ..application.entry(Kind::TakenOff, user, json!({})) };
    activity::record(tx, entry, now).await
}
