//! The list of projects, narrowed and ordered, a page at a time.

use super::{Priority, Project, Status};
use crate::hiring::paging::{Page, Turn};
use crate::hiring::{Result, users::User};
use crate::platform::db::{Db, Run, Sql, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};

/// How many a page of the list holds.
pub const PAGE: i64 = 50;

/// A project as the list shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    pub id: String,
    pub name: String,
    pub client: String,
    pub sector: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    #[sqlx(try_from = "String")]
    pub priority: Priority,
    pub owner: String,
    pub updated_at: DateTime<Utc>,
    pub open_positions: i64,
    /// In play at review, interview and offer stages, and hired.
    pub new: i64,
    pub review: i64,
    pub interview: i64,
    pub offer: i64,
    pub hired: i64,
}

impl Listed {
    pub fn in_play(&self) -> i64 {
        self.new + self.review + self.interview + self.offer
    }
}

text_enum! {
    pub enum Order {
        Change = "change",
        Name = "name",
    }
}

/// Which projects to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: Option<Status>,
    pub priority: Option<Priority>,
    /// A user's id.
    pub owner: Option<String>,
    pub tag: Option<String>,
    /// In the name or the client's.
    pub text: String,
}

/// A place in the list's order.
#[derive(Clone, Debug)]
pub enum Spot {
    Change(DateTime<Utc>, String),
    Name(String, String),
}

impl Spot {
    pub fn of(order: Order, row: &Listed) -> Spot {
        match order {
            Order::Change => Spot::Change(row.updated_at, row.id.clone()),
            Order::Name => Spot::Name(row.name.clone(), row.id.clone()),
        }
    }

    /// As an address carries it.
    pub fn key(&self) -> String {
        match self {
            Spot::Change(at, id) => format!("{}.{id}", at.timestamp_micros()),
            Spot::Name(name, id) => format!("{name}.{id}"),
        }
    }

    pub fn parse(order: Order, key: &str) -> Option<Spot> {
        let (value, id) = key.rsplit_once('.')?;
        Some(match order {
            Order::Change => Spot::Change(DateTime::from_timestamp_micros(value.parse().ok()?)?, id.to_owned()),
            Order::Name => Spot::Name(value.to_owned(), id.to_owned()),
        })
    }
}

impl Project {
    /// One page of those the filter lets through.
    pub async fn page(
        db: &Db,
        _reader: &User,
        filter: &Filter,
        order: Order,
        turn: Option<Turn<Spot>>,
    ) -> Result<Page<Listed>> {
        let query = sql("WITH page AS (SELECT p.id, p.name, p.client_id, p.sector, p.status, p.priority, p.owner_id,
                p.updated_at FROM projects p WHERE TRUE")
        .and("p.status = ?", filter.status)
        .and("p.priority = ?", filter.priority)
        .and("p.owner_id = ?", filter.owner.as_deref())
        .and("EXISTS (SELECT 1 FROM project_tags t WHERE t.project_id = p.id AND t.tag = ?)", filter.tag.as_deref());
        let query = match filter.text.as_str() {
            "" => query,
            text => {
                let text = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                query
                    .push_bound(r" AND (LOWER(p.name) LIKE ? ESCAPE '\'", format!("%{}%", text.to_lowercase()))
                    .push_bound(r" OR p.name LIKE ? ESCAPE '\' OR p.client_id IN (SELECT k.id FROM clients k WHERE k.name LIKE ? ESCAPE '\'", format!("%{text}%"))
                    .push_bound(r" OR LOWER(k.name) LIKE ? ESCAPE '\'))", format!("%{}%", text.to_lowercase()))
            }
        };
        let query = match turn.clone() {
            None => query,
            Some(Turn::After(spot)) => behind(query, spot, true),
            Some(Turn::Before(spot)) => behind(query, spot, false),
        };
        let sorted = match (order, matches!(turn, Some(Turn::Before(_)))) {
            (Order::Change, false) => " ORDER BY p.updated_at DESC, p.id DESC",
            (Order::Change, true) => " ORDER BY p.updated_at, p.id",
            (Order::Name, false) => " ORDER BY p.name, p.id",
            (Order::Name, true) => " ORDER BY p.name DESC, p.id DESC",
        };
        let query = query.push(sorted).push_bound(" LIMIT ?)", PAGE + 1).push(
            " SELECT p.id, p.name, c.name AS client, p.sector, p.status, p.priority, o.name AS owner, p.updated_at,
                (SELECT COUNT(*) FROM positions q WHERE q.project_id = p.id AND q.status = 'open') AS open_positions,
                CAST(COALESCE(s.new, 0) AS BIGINT) AS new, CAST(COALESCE(s.review, 0) AS BIGINT) AS review,
                CAST(COALESCE(s.interview, 0) AS BIGINT) AS interview, CAST(COALESCE(s.offer, 0) AS BIGINT) AS offer,
                CAST(COALESCE(s.hired, 0) AS BIGINT) AS hired
              FROM page p JOIN clients c ON c.id = p.client_id JOIN users o ON o.id = p.owner_id
              LEFT JOIN (
                SELECT q.project_id,
                    SUM(CASE WHEN s.kind = 'review' AND s.ordinal = 0 THEN s.active ELSE 0 END) AS new,
                    SUM(CASE WHEN s.kind = 'review' AND s.ordinal > 0 THEN s.active ELSE 0 END) AS review,
                    SUM(CASE WHEN s.kind = 'interview' THEN s.active ELSE 0 END) AS interview,
                    SUM(CASE WHEN s.kind = 'offer' THEN s.active ELSE 0 END) AS offer,
                    SUM(CASE WHEN s.kind = 'hired' THEN s.active ELSE 0 END) AS hired
                FROM positions q JOIN stages s ON s.position_id = q.id
                WHERE q.project_id IN (SELECT id FROM page) GROUP BY q.project_id
              ) s ON s.project_id = p.id",
        );
        Ok(Page::cut(db.all(query.push(sorted)).await?, PAGE, turn.as_ref()))
    }

    /// How many projects there are of each status that any has.
    pub async fn counts(db: &Db, _reader: &User) -> Result<Vec<(Status, i64)>> {
        let counts: Vec<(String, i64)> = db.all(sql("SELECT status, COUNT(*) FROM projects GROUP BY status")).await?;
        Ok(counts.into_iter().filter_map(|(status, count)| Some((Status::parse(&status)?, count))).collect())
    }
}

/// What lies on one side of a place: the list's own side, or back.
fn behind(query: Sql, spot: Spot, on: bool) -> Sql {
    match (spot, on) {
        (Spot::Change(at, id), true) => query.push_bound(" AND (p.updated_at, p.id) < (?", at).push_bound(", ?)", id),
        (Spot::Change(at, id), false) => query.push_bound(" AND (p.updated_at, p.id) > (?", at).push_bound(", ?)", id),
        (Spot::Name(name, id), true) => query.push_bound(" AND (p.name, p.id) > (?", name).push_bound(", ?)", id),
        (Spot::Name(name, id), false) => query.push_bound(" AND (p.name, p.id) < (?", name).push_bound(", ?)", id),
    }
}
