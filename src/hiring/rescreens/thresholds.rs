//! Other thresholds for the workspace: no verdict changes, but who counts as strong or as potential does.

use super::{Moved, band, diff, note};
use crate::hiring::Result;
use crate::platform::db::{Db, Run, new_id, sql};
use crate::platform::queue::Job;
use crate::screening::Thresholds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Sorts everyone anew after the workspace's thresholds changed, a run for each position where someone moved.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApplyThresholds {
    pub before: Thresholds,
    pub after: Thresholds,
    pub by: String,
    /// Names the change: the same job run twice makes no second run.
    pub at: DateTime<Utc>,
}

impl Job for ApplyThresholds {
    const QUEUE: &'static str = "apply_thresholds";
}

/// Position by position, a transaction each: safe to repeat and to break off.
pub async fn apply_thresholds(db: &Db, job: &ApplyThresholds) -> Result<()> {
    let mut last = String::new();
    loop {
        let query = sql("SELECT q.id FROM positions q WHERE q.id > $1
                AND EXISTS (SELECT 1 FROM applications a WHERE a.position_id = q.id AND a.fit >= 0)
                AND NOT EXISTS (SELECT 1 FROM rescreens r WHERE r.position_id = q.id AND r.started_at = $2)
             ORDER BY q.id LIMIT 200");
        let positions: Vec<(String,)> = db.all(query.bind(&last).bind(job.at)).await?;
        let Some((end,)) = positions.last().cloned() else { return Ok(()) };
        for (position,) in positions {
            in_position(db, job, &position).await?;
        }
        last = end;
    }
}

async fn in_position(db: &Db, job: &ApplyThresholds, position: &str) -> Result<()> {
    let query = sql("SELECT id, fit FROM applications WHERE position_id = $1 AND fit >= 0");
    let screened: Vec<(String, i64)> = db.all(query.bind(position)).await?;
    let moves = screened.iter().map(|(id, fit)| (id, *fit, band(*fit, job.before), band(*fit, job.after)));
    let moves: Vec<_> = moves.filter(|(_, _, before, after)| before != after).collect();
    if moves.is_empty() {
        return Ok(());
    }
    let id = new_id();
    let changes: Vec<String> = diff::thresholds_between(job.before, job.after).into_iter().collect();
    let mut tx = db.begin().await?;
    tx.run(
        sql("INSERT INTO rescreens (id, position_id, requirements_version, changes, total, by_id, started_at, finished_at)
             VALUES ($1, $2, (SELECT q.requirements_version FROM positions q WHERE q.id = $2), $3, $4, $5, $6, $6)")
        .bind(&id)
        .bind(position)
        .bind(json!(changes))
        .bind(moves.len() as i64)
        .bind(&job.by)
        .bind(job.at),
    )
    .await?;
    for (application, fit, before, after) in moves {
        let query = sql("UPDATE applications SET overall_fit = $1 WHERE id = $2 AND fit = $3");
        tx.run(query.bind(&after).bind(application).bind(fit)).await?;
        note(&mut tx, &id, Moved { application, fit: (fit, fit), band: (before, after), changes: Vec::new() }).await?;
    }
    tx.commit().await?;
    Ok(())
}
