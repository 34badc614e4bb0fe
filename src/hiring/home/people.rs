//! The people behind the numbers: one list across positions, and how long it is.

use super::{Scope, new_since, push_cutoff};
use crate::hiring::Result;
use crate::hiring::applications::Outcome;
use crate::hiring::paging::{Page, Turn};
use crate::hiring::users::User;
use crate::platform::db::{Db, Run, Sql, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};

/// How many a page of the list holds.
const PAGE: i64 = 50;

/// Counting stops behind this many.
pub const MOST: i64 = 1_000;

text_enum! {
    pub enum Show {
        /// Whose CV nobody looked at.
        Unreviewed = "unreviewed",
        /// Who is in their stage longer than it should take.
        Overdue = "overdue",
        /// Who came lately, whatever became of them since.
        New = "new",
    }
}

/// Which people are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    pub show: Show,
    pub scope: Scope,
    /// Of this position alone.
    pub position: Option<&'a str>,
}

/// Someone considered for a position, as lists across positions show them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Waiting {
    pub id: String,
    pub candidate: String,
    pub headline: String,
    pub position_id: String,
    pub position: String,
    pub project: String,
    pub stage: String,
    pub stage_kind: String,
    pub stage_ordinal: i64,
    pub target_days: Option<i64>,
    #[sqlx(try_from = "String")]
    pub outcome: Outcome,
    pub fit: Option<i64>,
    pub entered_stage_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

/// A place in the order: who waits longest comes first, and of the new ones the newest.
#[derive(Clone, Debug)]
pub struct Spot {
    pub at: DateTime<Utc>,
    pub id: String,
}

impl Waiting {
    pub fn spot(&self, show: Show) -> Spot {
        let at = if show == Show::New { self.created_at } else { self.entered_stage_at };
        Spot { at, id: self.id.clone() }
    }
}

/// SQLite reads tables joined so from left to right: from the few positions to their many people.
const BY_STAGE: &str = " FROM positions q CROSS JOIN projects p CROSS JOIN stages s CROSS JOIN applications a
    WHERE q.project_id = p.id AND s.position_id = q.id AND a.stage_id = s.id AND a.outcome = 'active'";
const BY_POSITION: &str = " FROM positions q CROSS JOIN projects p CROSS JOIN applications a CROSS JOIN stages s
    WHERE q.project_id = p.id AND a.position_id = q.id AND s.id = a.stage_id";

/// Adds whom the question is about.
async fn narrow(db: &Db, query: Sql, user: &User, ask: Ask<'_>, now: DateTime<Utc>) -> Result<Sql> {
    let query = match ask.show {
        Show::Unreviewed => {
            query.push(BY_STAGE).push(" AND s.ordinal = 0 AND s.kind = 'review' AND a.reviewed_at IS NULL")
        }
        Show::Overdue => {
            let targets = sql("SELECT DISTINCT target_days FROM stages WHERE target_days IS NOT NULL");
            let targets: Vec<(i64,)> = db.all(targets).await?;
            let targets: Vec<i64> = targets.into_iter().map(|(days,)| days).collect();
            push_cutoff(query.push(BY_STAGE).push(" AND a.entered_stage_at < "), &targets, now)
        }
        Show::New => query.push(BY_POSITION).push_bound(" AND a.created_at >= ?", new_since(now)),
    };
    Ok(ask.scope.narrow(query.and("q.id = ?", ask.position), user))
}

/// How many there are, at most one more than [`MOST`].
pub async fn count(db: &Db, user: &User, ask: Ask<'_>, now: DateTime<Utc>) -> Result<i64> {
    let query = narrow(db, sql("SELECT COUNT(*) FROM (SELECT a.id"), user, ask, now).await?;
    let (count,): (i64,) = db.one(query.push_bound(" LIMIT ?) counted", MOST + 1)).await?;
    Ok(count)
}

/// One page of them; `most` rows at most, where less than a page is wanted.
pub async fn page(
    db: &Db,
    user: &User,
    ask: Ask<'_>,
    turn: Option<Turn<Spot>>,
    most: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Page<Waiting>> {
    let select =
        sql("WITH page AS (SELECT a.id, a.candidate_id, q.id AS position_id, q.title AS position, p.name AS project,
            s.name AS stage, s.kind AS stage_kind, s.ordinal AS stage_ordinal, s.target_days, a.outcome,
            CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit, a.entered_stage_at, a.created_at");
    let query = narrow(db, select, user, ask, now).await?;
    let is_new = ask.show == Show::New;
    let query = match (turn.clone(), is_new) {
        (None, _) => query,
        (Some(Turn::After(spot)), true) => behind(query, " AND (a.created_at, a.id) < (?", spot),
        (Some(Turn::Before(spot)), true) => behind(query, " AND (a.created_at, a.id) > (?", spot),
        (Some(Turn::After(spot)), false) => behind(query, " AND (a.entered_stage_at, a.id) > (?", spot),
        (Some(Turn::Before(spot)), false) => behind(query, " AND (a.entered_stage_at, a.id) < (?", spot),
    };
    let size = most.unwrap_or(PAGE);
    let (inner, outer) = match (is_new, matches!(turn, Some(Turn::Before(_)))) {
        (true, false) => (" ORDER BY a.created_at DESC, a.id DESC", " ORDER BY w.created_at DESC, w.id DESC"),
        (true, true) => (" ORDER BY a.created_at, a.id", " ORDER BY w.created_at, w.id"),
        (false, false) => (" ORDER BY a.entered_stage_at, a.id", " ORDER BY w.entered_stage_at, w.id"),
        (false, true) => {
            (" ORDER BY a.entered_stage_at DESC, a.id DESC", " ORDER BY w.entered_stage_at DESC, w.id DESC")
        }
    };
    let query = query.push(inner).push_bound(" LIMIT ?)", size + 1).push(
        " SELECT w.id, c.name AS candidate, c.headline, w.position_id, w.position, w.project, w.stage, w.stage_kind,
            w.stage_ordinal, w.target_days, w.outcome, w.fit, w.entered_stage_at, w.created_at
          FROM page w JOIN candidates c ON c.id = w.candidate_id",
    );
    Ok(Page::cut(db.all(query.push(outer)).await?, size, turn.as_ref()))
}

fn behind(query: Sql, condition: &'static str, spot: Spot) -> Sql {
    query.push_bound(condition, spot.at).push_bound(", ?)", spot.id)
}
