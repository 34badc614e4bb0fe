//! A project's way from active to archived and back: one or many at once, undone as they were changed.

use super::{Project, Status, said};
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused};
use crate::platform::db::{Run, Tx, new_id, sql};
use crate::platform::events::Event;
use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use sqlx::types::Json;

/// How long a change can be undone, in days.
const UNDO_DAYS: i64 = 30;

/// Gives the projects a status; answers with the change's id, for undoing it, and how many it touched.
pub async fn set_status(
    tx: &mut Tx,
    user: &User,
    projects: &[Project],
    to: Status,
    now: DateTime<Utc>,
) -> Result<(String, usize)> {
    let mut was = Vec::new();
    for project in projects.iter().filter(|project| project.status != to) {
        let query = sql(
            "UPDATE projects SET status = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND status = $4",
        );
        if tx.run(query.bind(to).bind(now).bind(&project.id).bind(project.status)).await? == 0 {
            continue;
        }
        said(tx, project, user, format!("made it {}", to.label().to_lowercase()), now).await?;
        tx.announce(Event::new(format!("project:{}", project.id), "status", &project.id));
        was.push((project.id.clone(), project.status));
    }
    let id = new_id();
    let query = sql("INSERT INTO project_changes (id, status, was, by_id, at) VALUES ($1, $2, $3, $4, $5)");
    tx.run(query.bind(&id).bind(to).bind(json!(was)).bind(&user.id).bind(now)).await?;
    Ok((id, was.len()))
}

#[derive(sqlx::FromRow)]
struct Change {
    #[sqlx(try_from = "String")]
    status: Status,
    was: Json<Vec<(String, Status)>>,
    at: DateTime<Utc>,
}

/// Takes a change of this user's back, where nobody changed the status again; says how many are as before.
pub async fn undo_status(tx: &mut Tx, user: &User, id: &str, now: DateTime<Utc>) -> Result<usize> {
    let query = sql("SELECT status, was, at FROM project_changes WHERE id = $1 AND by_id = $2");
    let change: Change = tx.maybe(query.bind(id).bind(&user.id)).await?.ok_or(Error::NotFound)?;
    if now - change.at > Duration::days(UNDO_DAYS) {
        return refused(format!("A change can be undone for {UNDO_DAYS} days. Set the status by hand."));
    }
    let query = sql("UPDATE project_changes SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL");
    if tx.run(query.bind(now).bind(id)).await? == 0 {
        return refused("This was undone already.");
    }
    let mut back = 0;
    for (project, status) in change.was.0 {
        let query = sql(
            "UPDATE projects SET status = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND status = $4",
        );
        back += tx.run(query.bind(status).bind(now).bind(project).bind(change.status)).await? as usize;
    }
    Ok(back)
}
