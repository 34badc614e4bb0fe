//! A position's applications, the best fit first, a page at a time.

use super::{Application, Outcome};
use crate::hiring::paging::{Page, Turn};
use crate::hiring::{Result, positions::Position};
use crate::platform::db::{Db, Run, Sql, sql};
use chrono::{DateTime, Utc};

pub const PAGE: i64 = 50;

/// An application as its position lists it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    pub id: String,
    pub candidate: String,
    pub headline: String,
    pub location: String,
    pub fit: Option<i64>,
    /// The verdicts in the order of the requirements, one letter each: `MmPpNnSs`, capitals for musts.
    pub coverage: String,
    pub stage_id: String,
    pub stage: String,
    pub stage_kind: String,
    pub stage_ordinal: i64,
    #[sqlx(try_from = "String")]
    pub outcome: Outcome,
    pub outcome_reason: String,
    pub entered_stage_at: DateTime<Utc>,
    pub source: String,
    pub owner: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// Which applications to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// In play when `None`.
    pub outcome: Option<Outcome>,
    /// Only this stage.
    pub stage: Option<&'a str>,
}

/// A place in the order: by fit, then by id, both descending.
#[derive(Clone, Debug)]
pub struct Spot {
    /// -1 when not screened.
    pub fit: i64,
    pub id: String,
}

impl Filter<'_> {
    fn narrow(&self, query: Sql, position: &str) -> Sql {
        let query = query
            .push_bound(" WHERE a.position_id = ?", position)
            .push_bound(" AND a.outcome = ?", self.outcome.unwrap_or(Outcome::Active));
        match self.stage {
            Some(stage) => query.push_bound(" AND a.stage_id = ?", stage),
            None => query,
        }
    }
}

/// One page of a position's applications.
pub async fn page(db: &Db, position: &Position, filter: Filter<'_>, turn: Option<Turn<Spot>>) -> Result<Page<Listed>> {
    let query = sql(
        "SELECT a.id, c.name AS candidate, c.headline, c.location, CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit, a.coverage,
            a.stage_id, s.name AS stage, s.kind AS stage_kind, s.ordinal AS stage_ordinal, a.outcome, a.outcome_reason,
            a.entered_stage_at, a.source, o.name AS owner, a.created_at
         FROM applications a JOIN candidates c ON c.id = a.candidate_id JOIN stages s ON s.id = a.stage_id
         LEFT JOIN users o ON o.id = a.owner_id",
    );
    let query = filter.narrow(query, &position.id);
    let query = match turn.clone() {
        None => query.push(" ORDER BY a.fit DESC, a.id DESC"),
        Some(Turn::After(spot)) => query
            .push_bound(" AND (a.fit, a.id) < (?", spot.fit)
            .push_bound(", ?)", spot.id)
            .push(" ORDER BY a.fit DESC, a.id DESC"),
        Some(Turn::Before(spot)) => query
            .push_bound(" AND (a.fit, a.id) > (?", spot.fit)
            .push_bound(", ?)", spot.id)
            .push(" ORDER BY a.fit, a.id"),
    };
    Ok(Page::cut(db.all(query.push_bound(" LIMIT ?", PAGE + 1)).await?, PAGE, turn.as_ref()))
}

/// The applications before and after one in its position's order, among those of the same outcome.
pub async fn neighbours(db: &Db, application: &Application) -> Result<(Option<String>, Option<String>)> {
    let spot = Spot { fit: application.fit.unwrap_or(-1), id: application.id.clone() };
    let filter = Filter { outcome: Some(application.outcome), stage: None };
    let start = || filter.narrow(sql("SELECT a.id FROM applications a"), &application.position_id);
    let before = start()
        .push_bound(" AND (a.fit, a.id) > (?", spot.fit)
        .push_bound(", ?)", &spot.id)
        .push(" ORDER BY a.fit, a.id LIMIT 1");
    let after = start()
        .push_bound(" AND (a.fit, a.id) < (?", spot.fit)
        .push_bound(", ?)", &spot.id)
        .push(" ORDER BY a.fit DESC, a.id DESC LIMIT 1");
    let first = |found: Option<(String,)>| found.map(|(id,)| id);
    Ok((first(db.maybe(before).await?), first(db.maybe(after).await?)))
}
