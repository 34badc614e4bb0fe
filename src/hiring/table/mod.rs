//! Candidates as a table, a position's or everyone's: columns to choose, an order by any that ranks, filters on every field.
//!
//! Everything an address may say becomes an enum or a bound value here, and what cannot be read is left out: no text of
//! a reader's ever becomes SQL.

mod columns;
mod conditions;
mod place;

pub use columns::Column;
pub use conditions::{Condition, Group, Is, Of};
pub use place::Place;

use super::Result;
use super::activity::{self, Entry, Kind};
use super::applications::Outcome;
use super::paging::{Page, Turn};
use super::positions::Position;
use super::users::User;
use crate::platform::db::{Db, Run, Sql, Tx, Value, sql};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;

pub const PAGE: i64 = 50;
/// Nobody counts further.
pub const COUNTED: i64 = 10_000;

/// Whose table it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One row an application for the position of this id.
    Position(String),
    /// One row a candidate, with what they were considered for last.
    Everyone,
}

impl Scope {
    pub fn position(&self) -> Option<&str> {
        match self {
            Scope::Position(id) => Some(id),
            Scope::Everyone => None,
        }
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    pub candidate_id: String,
    pub candidate: String,
    pub headline: String,
    pub location: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub experience_years: Option<f64>,
    pub added_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// From here on: the application, where there is one.
    pub application_id: Option<String>,
    pub position: Option<String>,
    pub fit: Option<i64>,
    /// The verdicts in the order of the requirements, one letter each: `MmPpNnSs`, capitals for musts.
    pub coverage: Option<String>,
    pub stage_id: Option<String>,
    pub stage: Option<String>,
    pub stage_kind: Option<String>,
    pub stage_ordinal: Option<i64>,
    pub outcome: Option<String>,
    pub outcome_reason: Option<String>,
    pub entered_stage_at: Option<DateTime<Utc>>,
    pub source: Option<String>,
    pub owner: Option<String>,
    pub applied_at: Option<DateTime<Utc>>,
}

impl Row {
    /// Where they stand: a stage's id, or the word of an outcome.
    pub fn place(&self) -> &str {
        match self.outcome.as_deref() {
            Some("active") => self.stage_id.as_deref().unwrap_or_default(),
            outcome => outcome.unwrap_or_default(),
        }
    }

    pub fn id(&self, scope: &Scope) -> &str {
        own_id(scope, self.application_id.as_deref(), &self.candidate_id)
    }

    pub fn href(&self) -> String {
        match &self.application_id {
            Some(id) => format!("/applications/{id}"),
            None => format!("/candidates/{}", self.candidate_id),
        }
    }
}

/// Somebody a deed is done to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Person {
    pub candidate_id: String,
    pub application_id: Option<String>,
    /// Where they stand: a stage's id, or the word of an outcome.
    pub seen: String,
}

impl Person {
    pub fn id(&self, scope: &Scope) -> &str {
        own_id(scope, self.application_id.as_deref(), &self.candidate_id)
    }
}

/// A row's own id in its table.
fn own_id<'a>(scope: &Scope, application: Option<&'a str>, candidate: &'a str) -> &'a str {
    match scope {
        Scope::Position(_) => application.unwrap_or(candidate),
        Scope::Everyone => candidate,
    }
}

/// Which rows, in what order.
#[derive(Clone, Debug)]
pub struct Ask {
    pub scope: Scope,
    /// In a position's table: who is in play, or out.
    pub outcome: Outcome,
    /// The id of the only stage.
    pub stage: Option<String>,
    /// Only these rows, by their own ids, whether or not they still match the rest.
    pub only: Option<Vec<String>>,
    /// Without this row.
    pub but: Option<String>,
    /// All of them; within one, any of its conditions.
    pub groups: Vec<Group>,
    pub order: Column,
    pub descending: bool,
    /// Where days begin and end.
    pub zone: Tz,
}

/// A place in an order: the row's value and its id.
#[derive(Clone, Debug)]
pub struct Spot {
    pub value: Value,
    pub id: String,
}

const SELECT: &str = "SELECT c.id AS candidate_id, c.name AS candidate, c.headline, c.location, c.email, c.phone, c.experience_years,
    c.created_at AS added_at, a.id AS application_id, q.title AS position, CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit,
    a.coverage, a.stage_id, s.name AS stage, s.kind AS stage_kind, s.ordinal AS stage_ordinal, a.outcome, a.outcome_reason,
    a.entered_stage_at, a.source, o.name AS owner, a.created_at AS applied_at, ";
// Joined from the left throughout: what a count does not look at, both engines then leave out.
const OF_POSITION: &str =
    " FROM applications a LEFT JOIN candidates c ON c.id = a.candidate_id LEFT JOIN stages s ON s.id = a.stage_id
    LEFT JOIN positions q ON q.id = a.position_id LEFT JOIN users o ON o.id = a.owner_id WHERE a.position_id = ?";
const OF_EVERYONE: &str = " FROM candidates c LEFT JOIN applications a ON a.id = c.newest_application_id
    LEFT JOIN stages s ON s.id = a.stage_id LEFT JOIN positions q ON q.id = a.position_id
    LEFT JOIN users o ON o.id = a.owner_id WHERE TRUE";

impl Ask {
    fn id(&self) -> &'static str {
        if self.scope == Scope::Everyone { "c.id" } else { "a.id" }
    }

    fn within(&self, query: Sql) -> Sql {
        match &self.scope {
            Scope::Position(id) => query.push_bound(OF_POSITION, id),
            Scope::Everyone => query.push(OF_EVERYONE),
        }
    }

    /// For a count. Of everyone, applications are looked at only where something is asked of them.
    fn counted(&self, db: &Db) -> Sql {
        let query = sql("SELECT COUNT(*) FROM (SELECT 1 AS one");
        match &self.scope {
            Scope::Everyone if !self.groups.iter().any(Group::is_of_applications) => {
                self.narrowed(db, query.push(" FROM candidates c WHERE TRUE"))
            }
            _ => self.narrow(db, query),
        }
    }

    fn narrow(&self, db: &Db, query: Sql) -> Sql {
        self.narrowed(db, self.within(query))
    }

    fn narrowed(&self, db: &Db, query: Sql) -> Sql {
        if let Some(ids) = &self.only {
            return query.push(" AND ").push(self.id()).any_of(ids);
        }
        let query = match &self.scope {
            Scope::Position(_) => query.push_bound(" AND a.outcome = ?", self.outcome),
            Scope::Everyone => query,
        };
        let query = query.and("a.stage_id = ?", self.stage.as_ref());
        let query = match &self.but {
            Some(id) => query.push(" AND ").push(self.id()).push_bound(" <> ?", id),
            None => query,
        };
        self.groups.iter().fold(query, |query, group| group.narrow(db, query.push(" AND "), self.zone))
    }

    fn columns(&self) -> Sql {
        let changed = if self.scope == Scope::Everyone { "c.updated_at" } else { "a.updated_at" };
        sql(SELECT).push(changed).push(" AS changed_at")
    }

    /// What some rows are asked for with.
    pub fn query(&self, db: &Db, turn: Option<Turn<Spot>>, most: i64) -> Sql {
        self.ordered(self.narrow(db, self.columns()), turn).push_bound(" LIMIT ?", most)
    }

    /// Every role of today may read every candidate.
    pub async fn page(&self, db: &Db, _reader: &User, turn: Option<Turn<Spot>>) -> Result<Page<Row>> {
        Ok(Page::cut(db.all(self.query(db, turn.clone(), PAGE + 1)).await?, PAGE, turn.as_ref()))
    }

    /// Some of the rows, the nearest first.
    pub async fn some(&self, db: &Db, _reader: &User, turn: Option<Turn<Spot>>, most: i64) -> Result<Vec<Row>> {
        Ok(db.all(self.query(db, turn, most)).await?)
    }

    /// How many there are, and no more than `most`.
    pub async fn count(&self, db: &Db, _reader: &User, most: i64) -> Result<i64> {
        let (count,): (i64,) = db.one(self.counted(db).push_bound(" LIMIT ?) found", most)).await?;
        Ok(count)
    }

    /// Who they all are, for doing something to them.
    pub async fn people(&self, db: &Db, _reader: &User, most: i64) -> Result<Vec<Person>> {
        let query = sql("SELECT c.id AS candidate_id, a.id AS application_id,
            COALESCE(CASE WHEN a.outcome = 'active' THEN a.stage_id ELSE a.outcome END, '') AS seen");
        let query = self.ordered(self.narrow(db, query), None);
        Ok(db.all(query.push_bound(" LIMIT ?", most)).await?)
    }

    fn ordered(&self, query: Sql, turn: Option<Turn<Spot>>) -> Sql {
        let (key, id) = (self.order.key(&self.scope).unwrap_or("c.name"), self.id());
        let (spot, backwards) = match turn {
            None => (None, false),
            Some(Turn::After(spot)) => (Some(spot), false),
            Some(Turn::Before(spot)) => (Some(spot), true),
        };
        let falls = self.descending != backwards;
        let query = match spot {
            None => query,
            Some(spot) => query
                .push(" AND (")
                .push(key)
                .push(", ")
                .push(id)
                .push_bound(if falls { ") < (?" } else { ") > (?" }, spot.value)
                .push_bound(", ?)", spot.id),
        };
        let falling = if falls { " DESC" } else { "" };
        query.push(" ORDER BY ").push(key).push(falling).push(", ").push(id).push(falling)
    }

    /// A row's place in this order, as an address names it.
    pub fn place(&self, row: &Row) -> String {
        format!("{}.{}", row.id(&self.scope), self.value(row))
    }

    /// What puts a row where it is in this order.
    pub fn value(&self, row: &Row) -> String {
        let micros = |at: DateTime<Utc>| at.timestamp_micros().to_string();
        match self.order {
            Column::Fit => row.fit.unwrap_or(-1).to_string(),
            Column::Experience => row.experience_years.unwrap_or(-1.0).to_string(),
            Column::InStage => row.entered_stage_at.map(micros).unwrap_or_default(),
            Column::Applied => row.applied_at.map(micros).unwrap_or_default(),
            Column::Changed => micros(row.changed_at),
            Column::Added => micros(row.added_at),
            _ => row.candidate.clone(),
        }
    }

    /// The place an address names.
    pub fn spot(&self, place: &str) -> Option<Spot> {
        let (id, value) = place.split_once('.')?;
        self.spot_of(id, value)
    }

    fn spot_of(&self, id: &str, value: &str) -> Option<Spot> {
        let value = match self.order {
            Column::Fit => value.parse::<i64>().ok()?.into(),
            Column::Experience => value.parse::<f64>().ok().filter(|years| years.is_finite())?.into(),
            Column::InStage | Column::Applied | Column::Changed | Column::Added => {
                DateTime::from_timestamp_micros(value.parse().ok()?)?.into()
            }
            _ if value.is_empty() => return None,
            _ => value.into(),
        };
        Some(Spot { value, id: id.to_owned() })
    }
}

/// The sources a position's candidates came from; everyone's are known elsewhere.
pub async fn sources(db: &Db, scope: &Scope) -> Result<Option<Vec<String>>> {
    let Scope::Position(id) = scope else { return Ok(None) };
    let query = sql(
        "SELECT DISTINCT source FROM applications WHERE position_id = $1 AND source <> '' ORDER BY source LIMIT 100",
    );
    let found: Vec<(String,)> = db.all(query.bind(id)).await?;
    Ok(Some(found.into_iter().map(|(source,)| source).collect()))
}

/// Writes down who took how many rows away, and in what form.
pub async fn exported(
    tx: &mut Tx,
    position: Option<&Position>,
    user: &User,
    count: i64,
    what: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = Entry {
        project: position.map(|position| position.project_id.as_str()),
        position: position.map(|position| position.id.as_str()),
        detail: json!({"count": count, "what": what}),
        ..Entry::new(Kind::Exported, Some(&user.id))
    };
    activity::record(tx, entry, now).await
}
