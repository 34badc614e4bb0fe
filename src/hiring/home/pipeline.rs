//! How open positions stand.

use super::{Scope, new_since, push_cutoff};
use crate::hiring::Result;
use crate::hiring::stages::Stage;
use crate::hiring::users::User;
use crate::platform::db::{Db, Run, Sql, sql};
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap};

/// An open position, stage by stage.
#[derive(Clone, Debug)]
pub struct Health {
    pub id: String,
    pub title: String,
    pub project: String,
    pub stages: Vec<Stage>,
    /// People whose CV nobody looked at.
    pub unreviewed: i64,
    /// People who are in their stage longer than it should take.
    pub overdue: i64,
    /// People who came lately.
    pub new: i64,
}

impl Health {
    pub fn in_play(&self) -> i64 {
        self.stages.iter().map(|stage| stage.active).sum()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    project: String,
}

/// The open positions that changed last, at most `limit` of them; the worst first.
pub async fn pipeline(db: &Db, user: &User, scope: Scope, limit: i64, now: DateTime<Utc>) -> Result<Vec<Health>> {
    let query = sql(
        "SELECT q.id, q.title, p.name AS project FROM positions q JOIN projects p ON p.id = q.project_id WHERE TRUE",
    );
    let query = scope.narrow(query, user).push(" ORDER BY q.updated_at DESC, q.id DESC");
    let rows: Vec<Row> = db.all(query.push_bound(" LIMIT ?", limit)).await?;
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let of_these = |query: Sql| query.any_of(ids.iter().copied());

    let query = of_these(sql("SELECT * FROM stages WHERE position_id")).push(" ORDER BY position_id, ordinal");
    let stages: Vec<Stage> = db.all(query).await?;
    let targets: BTreeSet<i64> = stages.iter().filter_map(|stage| stage.target_days).collect();
    let targets: Vec<i64> = targets.into_iter().collect();

    let unreviewed = of_these(sql(
        "SELECT s.position_id, COUNT(*) FROM stages s CROSS JOIN applications a WHERE a.stage_id = s.id
         AND s.ordinal = 0 AND s.kind = 'review' AND a.outcome = 'active' AND a.reviewed_at IS NULL AND s.position_id",
    ));
    let overdue = sql("SELECT s.position_id, COUNT(*) FROM stages s CROSS JOIN applications a
                       WHERE a.stage_id = s.id AND a.outcome = 'active' AND a.entered_stage_at < ");
    let overdue = of_these(push_cutoff(overdue, &targets, now).push(" AND s.position_id"));
    let new = sql("SELECT a.position_id, COUNT(*) FROM applications a")
        .push_bound(" WHERE a.created_at >= ?", new_since(now));
    let new = of_these(new.push(" AND a.position_id")).push(" GROUP BY a.position_id");
    let (unreviewed, overdue, new) = tokio::try_join!(
        counts(db, unreviewed.push(" GROUP BY s.position_id")),
        counts(db, overdue.push(" GROUP BY s.position_id")),
        counts(db, new)
    )?;

    let mut of: HashMap<String, Vec<Stage>> = HashMap::new();
    for stage in stages {
        of.entry(stage.position_id.clone()).or_default().push(stage);
    }
    let health = rows.into_iter().map(|row| Health {
        stages: of.remove(&row.id).unwrap_or_default(),
        unreviewed: unreviewed.get(&row.id).copied().unwrap_or_default(),
        overdue: overdue.get(&row.id).copied().unwrap_or_default(),
        new: new.get(&row.id).copied().unwrap_or_default(),
        id: row.id,
        title: row.title,
        project: row.project,
    });
    let mut health: Vec<Health> = health.collect();
    health.sort_by_key(|position| std::cmp::Reverse((position.overdue, position.unreviewed)));
    Ok(health)
}

/// Numbers of people by position.
async fn counts(db: &Db, query: Sql) -> Result<HashMap<String, i64>> {
    Ok(db.all::<(String, i64)>(query).await?.into_iter().collect())
}
