//! Jobs that failed for good, for an admin to look at and try again.

use super::{Db, Pool};
use crate::platform::events::Event;
use chrono::{DateTime, Utc};

/// A job that used up its tries.
#[derive(Clone, Debug)]
pub struct DeadJob {
    pub id: String,
    pub queue: String,
    /// The message, as JSON.
    pub message: String,
    /// What the last try said.
    pub error: String,
    pub tries: i64,
    pub died_at: Option<DateTime<Utc>>,
}

const DEAD: &str = "(status = 'Killed' OR (status = 'Failed' AND attempts >= max_attempts))";

type Found = (String, String, Vec<u8>, Option<String>, i64, Option<i64>);

/// The newest hundred.
pub async fn dead_jobs(db: &Db) -> anyhow::Result<Vec<DeadJob>> {
    let found: Vec<Found> = match &db.pool {
        Pool::Sqlite { read, .. } => {
            let text = format!(
                "SELECT id, job_type, job, last_result, attempts, done_at FROM Jobs WHERE {DEAD} ORDER BY done_at DESC LIMIT 100"
            );
            sqlx::query_as(sqlx::AssertSqlSafe(text)).fetch_all(read).await?
        }
        Pool::Postgres(pool) => {
            let text = format!(
                "SELECT id, job_type, job, CAST(last_result AS TEXT), CAST(attempts AS BIGINT), CAST(EXTRACT(EPOCH FROM done_at) AS BIGINT)
                 FROM apalis.jobs WHERE {DEAD} ORDER BY done_at DESC LIMIT 100"
            );
            sqlx::query_as(sqlx::AssertSqlSafe(text)).fetch_all(pool).await?
        }
    };
    Ok(found
        .into_iter()
        .map(|(id, queue, message, error, tries, died_at)| DeadJob {
            id,
            queue,
            message: String::from_utf8_lossy(&message).into_owned(),
            error: reason(error.as_deref()),
            tries,
            died_at: died_at.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        })
        .collect())
}

/// The queue stores `{"Err": "…"}`; people want the words.
fn reason(stored: Option<&str>) -> String {
    let stored = stored.unwrap_or("No reason was recorded.");
    serde_json::from_str::<serde_json::Value>(stored)
        .ok()
        .and_then(|value| value.get("Err").and_then(|reason| reason.as_str().map(str::to_owned)))
        .unwrap_or_else(|| stored.to_owned())
}

/// Puts a dead job back in its queue. False when there is no such dead job.
pub async fn retry_dead(db: &Db, id: &str) -> anyhow::Result<bool> {
    let set = "status = 'Pending', attempts = 0, lock_by = NULL, lock_at = NULL, done_at = NULL";
    let queue: Option<(String,)> = match &db.pool {
        Pool::Sqlite { write, .. } => {
            let text = format!("UPDATE Jobs SET {set} WHERE id = $1 AND {DEAD} RETURNING job_type");
            sqlx::query_as(sqlx::AssertSqlSafe(text)).bind(id).fetch_optional(write).await?
        }
        Pool::Postgres(pool) => {
            let text = format!("UPDATE apalis.jobs SET {set} WHERE id = $1 AND {DEAD} RETURNING job_type");
            sqlx::query_as(sqlx::AssertSqlSafe(text)).bind(id).fetch_optional(pool).await?
        }
    };
    let Some((queue,)) = queue else { return Ok(false) };
    db.events().publish_all(vec![Event::new("queue", "enqueued", queue)]);
    Ok(true)
}
