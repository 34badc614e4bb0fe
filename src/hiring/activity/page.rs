//! The feed of everything, narrowed and read page by page.

use super::feeds::readable;
use super::{Activity, Kind, SELECT};
use crate::hiring::paging::{Page, Turn};
use crate::hiring::{Result, users::User};
use crate::platform::db::{Db, Run, Sql, sql};
use chrono::{DateTime, Utc};

/// How many a page holds.
pub const PAGE: i64 = 50;

/// Which part of what happened.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A user's id; nobody's is the machine.
    pub actor: Option<Option<String>>,
    /// Any of these; all without.
    pub kinds: Vec<Kind>,
    pub project: Option<String>,
    pub position: Option<String>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// A place in the order: when, then the id, both descending.
#[derive(Clone, Debug)]
pub struct Spot {
    pub at: DateTime<Utc>,
    pub id: String,
}

impl Activity {
    pub fn spot(&self) -> Spot {
        Spot { at: self.at, id: self.id.clone() }
    }
}

/// One page of what the filter lets through, newest first.
pub async fn page(db: &Db, reader: &User, filter: &Filter, turn: Option<Turn<Spot>>) -> Result<Page<Activity>> {
    page_of(db, reader, filter, turn, PAGE).await
}

/// The same in pages of another size.
pub async fn page_of(
    db: &Db,
    reader: &User,
    filter: &Filter,
    turn: Option<Turn<Spot>>,
    size: i64,
) -> Result<Page<Activity>> {
    let backwards = matches!(turn, Some(Turn::Before(_)));
    let mut query = sql("WITH page AS (");
    for (number, kind) in filter.windows().into_iter().enumerate() {
        query = query.push(if number == 0 { "SELECT id, at FROM (" } else { ") w UNION ALL SELECT id, at FROM (" });
        query = readable(filter.narrow(query.push("SELECT a.id, a.at FROM activities a WHERE TRUE"), kind), reader);
        query = match turn.clone() {
            None => query,
            Some(Turn::After(spot)) => query.push_bound(" AND (a.at, a.id) < (?", spot.at).push_bound(", ?)", spot.id),
            Some(Turn::Before(spot)) => query.push_bound(" AND (a.at, a.id) > (?", spot.at).push_bound(", ?)", spot.id),
        };
        query = query.push(if backwards { " ORDER BY a.at, a.id" } else { " ORDER BY a.at DESC, a.id DESC" });
        query = query.push_bound(" LIMIT ?", size + 1);
    }
    let query = query.push(if backwards { ") w ORDER BY at, id" } else { ") w ORDER BY at DESC, id DESC" });
    let query = query.push_bound(" LIMIT ?) ", size + 1).push(SELECT).push("WHERE a.id IN (SELECT id FROM page)");
    let query = query.push(if backwards { " ORDER BY a.at, a.id" } else { " ORDER BY a.at DESC, a.id DESC" });
    Ok(Page::cut(db.all(query).await?, size, turn.as_ref()))
}

impl Filter {
    /// What the page is put together from, so that each part is the beginning of one index: a window for each kind, or
    /// one where something narrower than a kind is asked for, or nothing.
    fn windows(&self) -> Vec<Option<Kind>> {
        match self.position.is_some() || self.project.is_some() || self.kinds.is_empty() {
            true => vec![None],
            false => self.kinds.iter().copied().map(Some).collect(),
        }
    }

    /// The narrowest question is put to an index; the others are put so that no index tempts the database.
    fn narrow(&self, query: Sql, kind: Option<Kind>) -> Sql {
        let mut query = query;
        let mut is_narrow = false;
        for (wide, indexed, value) in [
            (" AND COALESCE(a.position_id, '') = ?", " AND a.position_id = ?", &self.position),
            (" AND COALESCE(a.project_id, '') = ?", " AND a.project_id = ?", &self.project),
        ] {
            if let Some(value) = value {
                query = query.push_bound(if is_narrow { wide } else { indexed }, value);
                is_narrow = true;
            }
        }
        query = match &self.actor {
            None => query,
            Some(actor) if is_narrow => {
                query.push_bound(" AND COALESCE(a.actor_id, '') = ?", actor.clone().unwrap_or_default())
            }
            Some(None) => query.push(" AND a.actor_id IS NULL"),
            Some(Some(user)) => query.push_bound(" AND a.actor_id = ?", user),
        };
        query = match kind {
            Some(kind) => query.push_bound(" AND a.kind = ?", kind),
            None if self.kinds.is_empty() => query,
            None => query.push(" AND a.kind || ''").any_of(self.kinds.iter().copied()),
        };
        query.and("a.at >= ?", self.from).and("a.at < ?", self.until)
    }
}
