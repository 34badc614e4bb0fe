//! An import taken back: who came with it goes, and what it put on people who were known is taken off. Whoever was
//! changed since stays as they are, and is named.

use super::resume;
use super::run::Put;
use super::{Import, Outcome, SELECT, State};
use crate::hiring::applications::{self, UNDO_DAYS};
use crate::hiring::candidates;
use crate::hiring::erasure::{self, EraseFiles};
use crate::hiring::intake::Reader;
use crate::hiring::tags::Tag;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused, search};
use crate::platform::db::{Run, Tx, sql};
use crate::platform::queue::Job;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

/// Takes back the rows of an import that are not taken back yet. Safe to repeat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UndoImport {
    pub import: String,
}

impl Job for UndoImport {
    const QUEUE: &'static str = "undo_import";
}

const AT_ONCE: i64 = 50;

/// Lets the job begin, once.
pub async fn undo(tx: &mut Tx, import: &Import, now: DateTime<Utc>) -> Result<()> {
    if import.finished_at.is_some_and(|at| now - at > Duration::days(UNDO_DAYS)) {
        return refused(format!("This can be undone for {UNDO_DAYS} days."));
    }
    let query = sql("UPDATE imports SET state = 'undoing' WHERE id = $1 AND state = 'done'");
    if tx.run(query.bind(&import.id)).await? == 0 {
        return refused(match import.state {
            State::Prepared | State::Running => "This import is not finished yet.",
            _ => "This import was undone already.",
        });
    }
    Ok(tx.enqueue(&UndoImport { import: import.id.clone() }).await?)
}

#[derive(sqlx::FromRow)]
struct Taken {
    id: String,
    #[sqlx(try_from = "String")]
    outcome: Outcome,
    candidate_id: Option<String>,
    detail: Json<serde_json::Value>,
}

pub async fn undo_rows(reader: &Reader, id: &str) -> Result<()> {
    let query = sql(SELECT).push_bound("WHERE i.id = ?", id).push(" AND i.state = 'undoing'");
    let Some(import) = reader.db.maybe::<Import>(query).await? else { return Ok(()) };
    let user = User::find(&reader.db, &import.created_by).await?.ok_or(Error::NotFound)?;
    loop {
        let mut tx = reader.db.begin().await?;
        // From the last to the first: someone who came in one row and was added to in another.
        let rows = sql("SELECT id, outcome, candidate_id, detail FROM import_rows
                        WHERE import_id = $1 AND outcome IN ('added', 'joined') ORDER BY number DESC LIMIT $2");
        let rows: Vec<Taken> = tx.all(rows.bind(id).bind(AT_ONCE)).await?;
        if rows.is_empty() {
            let over = sql("UPDATE imports SET state = 'undone', undone_at = $1,
                                kept = (SELECT COUNT(*) FROM import_rows WHERE import_id = $2 AND outcome = 'kept')
                            WHERE id = $2 AND state = 'undoing'");
            tx.run(over.bind(reader.clock.now()).bind(id)).await?;
            Import::tell(&mut tx, id);
            return Ok(tx.commit().await?);
        }
        let mut files = Vec::new();
        for row in rows {
            files.extend(take_back(&mut tx, &user, &import, row, reader.clock.now()).await?);
        }
        if !files.is_empty() {
            tx.enqueue(&EraseFiles { files }).await?;
        }
        Import::tell(&mut tx, id);
        tx.commit().await?;
    }
}

/// Takes a row back; answers with the files that were its person's.
async fn take_back(tx: &mut Tx, user: &User, import: &Import, row: Taken, now: DateTime<Utc>) -> Result<Vec<String>> {
    let kept = match &row.candidate_id {
        Some(candidate) => changed_since(tx, import, candidate).await?,
        None => false,
    };
    let (outcome, reason) = if kept { (Outcome::Kept, "Changed since") } else { (Outcome::Undone, "") };
    let query = sql("UPDATE import_rows SET outcome = $1, reason = $2, detail = $3 WHERE id = $4");
    let query = query.bind(outcome).bind(reason).bind(serde_json::json!({})).bind(&row.id);
    tx.run(query).await?;
    let Some(candidate) = row.candidate_id.filter(|_| !kept) else { return Ok(Vec::new()) };
    match row.outcome {
        Outcome::Added => erasure::remove(tx, &candidate, now).await,
        _ => take_off(tx, user, &candidate, serde_json::from_value(row.detail.0).unwrap_or_default(), now).await,
    }
}

/// Whether any person did anything about them after the import last touched them.
async fn changed_since(tx: &mut Tx, import: &Import, candidate: &str) -> Result<bool> {
    let touched = sql("SELECT at FROM import_rows WHERE import_id = $1 AND candidate_id = $2 ORDER BY at DESC LIMIT 1");
    let (at,): (DateTime<Utc>,) = tx.one(touched.bind(&import.id).bind(candidate)).await?;
    let since =
        sql("SELECT id FROM activities WHERE candidate_id = $1 AND at > $2 AND actor_id IS NOT NULL AND kind NOT IN ('exported', 'untagged')
         UNION ALL SELECT id FROM notes WHERE candidate_id = $1 AND created_at > $2
         UNION ALL SELECT id FROM tasks WHERE candidate_id = $1 AND created_at > $2
         UNION ALL SELECT id FROM documents WHERE candidate_id = $1 AND created_at > $2 LIMIT 1");
    Ok(tx.maybe::<(String,)>(since.bind(candidate).bind(at)).await?.is_some())
}

async fn take_off(tx: &mut Tx, user: &User, candidate: &str, put: Put, now: DateTime<Utc>) -> Result<Vec<String>> {
    let fields: Vec<_> = put.fields.into_iter().map(|(field, value)| (field, value, String::new())).collect();
    candidates::replace(tx, candidate, user, &fields, now).await?;
    if let Some(application) = put.application {
        applications::remove(tx, &application).await?;
    }
    for id in put.tags {
        let tag: Option<Tag> = tx.maybe(sql("SELECT id, name, candidates FROM tags WHERE id = $1").bind(id)).await?;
        if let Some(tag) = tag {
            tag.take_off_id(tx, candidate, user, now).await?;
        }
    }
    if let Some(note) = put.note {
        tx.run(sql("DELETE FROM notes WHERE id = $1").bind(note)).await?;
    }
    search::index(tx, candidate).await?;
    match put.document {
        Some(document) => Ok(resume::take_off(tx, candidate, &document).await?.into_iter().collect()),
        None => Ok(Vec::new()),
    }
}
