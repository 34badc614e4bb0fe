//! Everyone of a position screened again, after what it asks for changed: who moved, and why.

mod diff;
mod thresholds;

pub use diff::{Asked, Change, Reason, changes_between, verdict_changes};

pub use thresholds::{ApplyThresholds, apply_thresholds};

use super::positions::Position;
use super::requirements::word_of;
use super::users::User;
use super::{Error, Result};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::types::Json;

/// How many rows its page shows, those that moved furthest first.
pub const MOST: i64 = 500;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Rescreen {
    pub id: String,
    pub position_id: String,
    /// What changed, a sentence each.
    pub changes: Json<Vec<String>>,
    pub total: i64,
    pub by: Option<String>,
    pub started_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    /// Applications screened so far.
    pub done: i64,
    /// Those of them whose fit or band is another now.
    pub moved: i64,
}

/// One application, before and after.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    pub application_id: String,
    pub candidate: String,
    pub fit_before: i64,
    pub fit_after: i64,
    pub band_before: String,
    pub band_after: String,
    pub changes: Json<Vec<Change>>,
}

const SELECT: &str = "SELECT r.id, r.position_id, r.changes, r.total, u.name AS by, r.started_at, r.finished_at,
        (SELECT COUNT(*) FROM rescreen_rows w WHERE w.rescreen_id = r.id) AS done,
        (SELECT COUNT(*) FROM rescreen_rows w WHERE w.rescreen_id = r.id
            AND (w.fit_before <> w.fit_after OR w.band_before <> w.band_after)) AS moved
    FROM rescreens r LEFT JOIN users u ON u.id = r.by_id ";

impl Rescreen {
    /// Its position is found as the reader first, so that whoever may read that may read this.
    pub async fn find(db: &Db, position: &Position, id: &str) -> Result<Rescreen> {
        let query = sql(SELECT).push_bound("WHERE r.position_id = ?", &position.id).push_bound(" AND r.id = ?", id);
        db.maybe(query).await?.ok_or(Error::NotFound)
    }

    /// The latest first.
    pub async fn of_position(db: &Db, position: &Position, limit: i64) -> Result<Vec<Rescreen>> {
        let query = sql(SELECT)
            .push_bound("WHERE r.position_id = ?", &position.id)
            .push_bound(" ORDER BY r.started_at DESC, r.id DESC LIMIT ?", limit);
        Ok(db.all(query).await?)
    }

    pub async fn rows(&self, db: &Db) -> Result<Vec<Row>> {
        let query = sql("SELECT w.application_id, c.name AS candidate, w.fit_before, w.fit_after, w.band_before, w.band_after, w.changes
             FROM rescreen_rows w JOIN applications a ON a.id = w.application_id JOIN candidates c ON c.id = a.candidate_id
             WHERE w.rescreen_id = $1 ORDER BY w.distance DESC, w.application_id LIMIT $2");
        Ok(db.all(query.bind(&self.id).bind(MOST)).await?)
    }
}

/// Begins one, under the requirements' version just saved. There is none where nobody was screened before.
pub(super) async fn begin(
    tx: &mut Tx,
    position: &Position,
    user: &User,
    changes: Vec<String>,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let (total,): (i64,) = tx
        .one(
            sql("SELECT COUNT(*) FROM applications WHERE position_id = $1 AND screening_id IS NOT NULL")
                .bind(&position.id),
        )
        .await?;
    if total == 0 {
        return Ok(None);
    }
    let id = new_id();
    tx.run(
        sql("INSERT INTO rescreens (id, position_id, requirements_version, changes, total, by_id, started_at)
             SELECT $1, q.id, q.requirements_version, $2, $3, $4, $5 FROM positions q WHERE q.id = $6")
        .bind(&id)
        .bind(json!(changes))
        .bind(total)
        .bind(&user.id)
        .bind(now)
        .bind(&position.id),
    )
    .await?;
    Ok(Some(id))
}

/// The run that this version of the requirements set off.
pub(super) async fn of_version(db: &Db, position: &str, version: i64) -> Result<Option<String>> {
    let query =
        sql("SELECT id FROM rescreens WHERE position_id = $1 AND requirements_version = $2 AND finished_at IS NULL
                     ORDER BY started_at DESC LIMIT 1");
    let found: Option<(String,)> = db.maybe(query.bind(position).bind(version)).await?;
    Ok(found.map(|(id,)| id))
}

/// An application as a run left it.
pub(super) struct Moved<'a> {
    pub application: &'a str,
    pub fit: (i64, i64),
    pub band: (String, String),
    pub changes: Vec<Change>,
}

/// Keeps how one application moved. Safe to repeat: the first word counts.
pub(super) async fn note(tx: &mut Tx, rescreen: &str, moved: Moved<'_>) -> Result<()> {
    let rank = |band: &str| match band {
        "strong" => 2,
        "potential" => 1,
        _ => 0,
    };
    let bands: i64 = (rank(&moved.band.0) - rank(&moved.band.1)) as i64;
    let distance = bands.abs() * 1_000 + (moved.fit.0 - moved.fit.1).abs();
    tx.run(
        sql("INSERT INTO rescreen_rows (rescreen_id, application_id, fit_before, fit_after, band_before, band_after, distance, changes)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING")
        .bind(rescreen)
        .bind(moved.application)
        .bind(moved.fit.0)
        .bind(moved.fit.1)
        .bind(moved.band.0)
        .bind(moved.band.1)
        .bind(distance)
        .bind(json!(moved.changes)),
    )
    .await?;
    Ok(())
}

/// Nobody waits any more: whatever runs of the position are open are over.
pub(super) async fn finish(tx: &mut Tx, position: &str, now: DateTime<Utc>) -> Result<()> {
    let query = sql("UPDATE rescreens SET finished_at = $1 WHERE position_id = $2 AND finished_at IS NULL");
    tx.run(query.bind(now).bind(position)).await?;
    Ok(())
}

/// The word a fit's band is kept as.
pub(super) fn band(fit: i64, thresholds: crate::screening::Thresholds) -> String {
    word_of(&crate::screening::overall_fit(fit.clamp(0, 100) as u8, thresholds))
}
