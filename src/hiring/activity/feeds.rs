//! Short feeds: around a candidate, on a project, and of everyone.

use super::{Activity, SELECT};
use crate::hiring::{Result, users::User};
use crate::platform::db::{Db, Run, Sql, sql};
use chrono::{DateTime, Utc};

/// Leaves out what this reader may not know of. Every role of today may read every project, position and candidate; notes
/// that were private are not recorded; a pool may have become private since.
pub(super) fn readable(query: Sql, reader: &User) -> Sql {
    if reader.role.is_admin() {
        return query;
    }
    query.push_bound(
        " AND (a.kind NOT IN ('pooled', 'unpooled') OR NOT EXISTS (SELECT 1 FROM pools x
            WHERE x.is_private AND x.owner_id <> ? AND CAST(a.detail AS TEXT) LIKE '%' || x.id || '%'))",
        &reader.id,
    )
}

/// Which part of what happened around a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    /// Where they stood, and how that changed.
    Stages,
    /// Their files and what became of them.
    Files,
    /// What people changed about them.
    Changes,
}

impl Scope {
    fn condition(self) -> &'static str {
        match self {
            Scope::All => " AND a.kind <> 'note_added'",
            Scope::Stages => " AND a.kind IN ('applied', 'moved', 'rejected', 'withdrawn', 'reopened', 'undone', 'assigned', 'taken_off')",
            Scope::Files => " AND a.kind IN ('cv_added', 'file_added', 'file_removed', 'cv_chosen', 'screened')",
            Scope::Changes => {
                " AND a.kind IN ('candidate_added', 'details_changed', 'details_restored', 'tagged', 'untagged', 'pooled',
                    'unpooled', 'overruled', 'overrule_withdrawn', 'merged', 'unmerged', 'exported')"
            }
        }
    }
}

/// What happened around a candidate, before a moment and an id, newest first. A note tells of itself, and is left out.
pub async fn of_candidate(
    db: &Db,
    reader: &User,
    candidate: &str,
    scope: Scope,
    before: Option<(DateTime<Utc>, String)>,
    limit: i64,
) -> Result<Vec<Activity>> {
    let query = sql(SELECT).push_bound("WHERE a.candidate_id = ?", candidate).push(scope.condition());
    let query = readable(query, reader);
    let query = match before {
        Some((at, id)) => query.push_bound(" AND (a.at, a.id) < (?", at).push_bound(", ?)", id),
        None => query,
    };
    Ok(db.all(query.push_bound(" ORDER BY a.at DESC, a.id DESC LIMIT ?", limit)).await?)
}

/// What people did on a project and its positions, newest first. What happens to every CV on its own is left out.
pub async fn of_project(db: &Db, reader: &User, project: &str, limit: i64) -> Result<Vec<Activity>> {
    let query = sql(SELECT)
        .push_bound("WHERE a.project_id = ?", project)
        .push(" AND a.kind NOT IN ('screened', 'cv_added', 'candidate_added')");
    let query = readable(query, reader).push_bound(" ORDER BY a.at DESC, a.id DESC LIMIT ?", limit);
    Ok(db.all(query).await?)
}

/// What people did anywhere, newest first. What happens to every CV on its own is left out.
pub async fn recent(db: &Db, reader: &User, limit: i64) -> Result<Vec<Activity>> {
    let query = sql(SELECT).push("WHERE a.kind NOT IN ('screened', 'cv_added', 'candidate_added')");
    let query = readable(query, reader).push_bound(" ORDER BY a.at DESC, a.id DESC LIMIT ?", limit);
    Ok(db.all(query).await?)
}
