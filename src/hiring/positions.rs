//! Jobs to fill.

mod copy;
mod places;

pub use places::{Place, Places};

use super::activity::{self, Entry, Kind};
use super::projects::{self, Project};
use super::requirements;
use super::rules::{self, Rule};
use super::stages::{Planned, Stage};
use super::users::User;
use super::{Error, Result, refused, search};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::screening::Words;
use crate::text_enum;
use chrono::{DateTime, Utc};
use serde_json::json;

text_enum! {
    pub enum Status {
        Draft = "draft",
        Open = "open",
        Closed = "closed",
    }
}

impl Status {
    pub fn label(self) -> &'static str {
        match self {
            Status::Draft => "Draft",
            Status::Open => "Open",
            Status::Closed => "Closed",
        }
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Position {
    pub id: String,
    pub project_id: String,
    pub project: String,
    #[sqlx(try_from = "String")]
    pub project_status: projects::Status,
    pub client: String,
    pub title: String,
    pub location: String,
    pub openings: i64,
    pub description: String,
    pub salary_from: Option<i64>,
    pub salary_to: Option<i64>,
    pub salary_currency: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    /// Grows with every change of the requirements; a screening says which it judged by.
    pub requirements_version: i64,
    /// How many candidates are being screened again just now, and how many of them have been.
    pub rescreening: Option<i64>,
    pub rescreened: Option<i64>,
    /// Grows with every change of the stages.
    pub stages_version: i64,
    /// Applications rejected or withdrawn.
    pub closed: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    /// Must-have and avoid words, one a line.
    pub must_words: String,
    pub avoid_words: String,
    /// Whether this reader may change it, and see what it pays.
    pub editable: bool,
}

/// A position as its project lists it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    pub id: String,
    pub title: String,
    pub location: String,
    pub openings: i64,
    #[sqlx(try_from = "String")]
    pub status: Status,
    pub created_at: DateTime<Utc>,
    pub closed: i64,
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

/// What a position's form says, checked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub title: String,
    pub location: String,
    pub openings: i64,
    pub description: String,
    pub salary_from: Option<i64>,
    pub salary_to: Option<i64>,
    pub salary_currency: String,
    pub status: Status,
}

/// The longest job description taken, in characters.
pub const DESCRIPTION: usize = 50_000;

impl Draft {
    pub fn title(text: &str) -> Rule<String> {
        rules::required(text, 120, "Give the position a title, for example “Warehouse planner”")
    }
    pub fn openings(text: &str) -> Rule<i64> {
        rules::number(text, 1, 10_000)
    }
    pub fn salary(text: &str) -> Rule<Option<i64>> {
        rules::optional_number(text, 0, 1_000_000_000)
    }
    pub fn salary_range(from: Option<i64>, to: Option<i64>) -> Rule<()> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err("The upper end is below the lower one.".into()),
            _ => Ok(()),
        }
    }
}

const SELECT: &str = "SELECT q.id, q.project_id, p.name AS project, p.status AS project_status, c.name AS client, q.title, q.location, q.openings,
    q.description, q.salary_from, q.salary_to, q.salary_currency, q.status, q.requirements_version, q.stages_version, q.closed,
    q.created_at, q.updated_at, q.version,
    (SELECT r.total FROM rescreens r WHERE r.position_id = q.id AND r.finished_at IS NULL
     ORDER BY r.started_at DESC, r.id DESC LIMIT 1) AS rescreening,
    (SELECT (SELECT COUNT(*) FROM rescreen_rows w WHERE w.rescreen_id = r.id) FROM rescreens r
     WHERE r.position_id = q.id AND r.finished_at IS NULL ORDER BY r.started_at DESC, r.id DESC LIMIT 1) AS rescreened,
    q.must_words, q.avoid_words";
const FROM: &str =
    "FROM positions q JOIN projects p ON p.id = q.project_id JOIN clients c ON c.id = p.client_id WHERE q.id = ";

impl Position {
    pub fn words(&self) -> Words {
        requirements::words_of(&self.must_words, &self.avoid_words)
    }

    pub async fn find(db: &Db, reader: &User, id: &str) -> Result<Position> {
        let query = reader.select_editable(SELECT, FROM).push_bound("?", id);
        let mut position: Position = db.maybe(query).await?.ok_or(Error::NotFound)?;
        if !position.editable {
            // What a position pays is for its own team.
            (position.salary_from, position.salary_to) = (None, None);
        }
        position.editable &= !position.is_archived();
        Ok(position)
    }

    /// For a change: the position if this user may change it.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<Position> {
        let position = Position::find(db, user, id).await?;
        if position.editable {
            Ok(position)
        } else if position.is_archived() {
            Err(Error::Forbidden(projects::ARCHIVED))
        } else {
            Err(Error::Forbidden("Only the project's team can change this."))
        }
    }

    /// Nothing changes in an archived project until it is restored.
    pub fn is_archived(&self) -> bool {
        self.project_status == projects::Status::Archived
    }

    /// A project's positions, oldest first; at most 500.
    pub async fn of_project(db: &Db, project: &Project) -> Result<Vec<Listed>> {
        let query = sql(
            "SELECT q.id, q.title, q.location, q.openings, q.status, q.created_at, q.closed,
                CAST(COALESCE(SUM(CASE WHEN s.kind = 'review' AND s.ordinal = 0 THEN s.active ELSE 0 END), 0) AS BIGINT) AS new,
                CAST(COALESCE(SUM(CASE WHEN s.kind = 'review' AND s.ordinal > 0 THEN s.active ELSE 0 END), 0) AS BIGINT) AS review,
                CAST(COALESCE(SUM(CASE WHEN s.kind = 'interview' THEN s.active ELSE 0 END), 0) AS BIGINT) AS interview,
                CAST(COALESCE(SUM(CASE WHEN s.kind = 'offer' THEN s.active ELSE 0 END), 0) AS BIGINT) AS offer,
                CAST(COALESCE(SUM(CASE WHEN s.kind = 'hired' THEN s.active ELSE 0 END), 0) AS BIGINT) AS hired
             FROM positions q LEFT JOIN stages s ON s.position_id = q.id
             WHERE q.project_id = $1 GROUP BY q.id ORDER BY q.created_at, q.id LIMIT 500",
        );
        Ok(db.all(query.bind(&project.id)).await?)
    }

    /// Adds the position with the standard stages.
    pub async fn add(tx: &mut Tx, project: &Project, user: &User, draft: Draft, now: DateTime<Utc>) -> Result<String> {
        Position::add_with(tx, project, user, draft, &Planned::standard(), now).await
    }

    /// Adds the position with these stages.
    pub async fn add_with(
        tx: &mut Tx,
        project: &Project,
        user: &User,
        draft: Draft,
        stages: &[Planned],
        now: DateTime<Utc>,
    ) -> Result<String> {
        if project.status == projects::Status::Archived {
            return Err(Error::Forbidden(projects::ARCHIVED));
        }
        let id = new_id();
        tx.run(
            sql(
                "INSERT INTO positions (id, project_id, title, location, openings, description, salary_from, salary_to,
                    salary_currency, status, created_at, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
            )
            .bind(&id)
            .bind(&project.id)
            .bind(&draft.title)
            .bind(draft.location)
            .bind(draft.openings)
            .bind(draft.description)
            .bind(draft.salary_from)
            .bind(draft.salary_to)
            .bind(draft.salary_currency)
            .bind(draft.status)
            .bind(now),
        )
        .await?;
        for (ordinal, plan) in (0..).zip(stages) {
            Stage::add(tx, &id, ordinal, plan).await?;
        }
        tx.run(sql("UPDATE projects SET updated_at = $1 WHERE id = $2").bind(now).bind(&project.id)).await?;
        let entry = Entry {
            project: Some(&project.id),
            position: Some(&id),
            detail: json!({"title": draft.title}),
            ..Entry::new(Kind::PositionAdded, Some(&user.id))
        };
        activity::record(tx, entry, now).await?;
        Ok(id)
    }

    /// Saves the form, unless someone saved it since it was opened at `version`.
    pub async fn update(&self, tx: &mut Tx, user: &User, draft: Draft, version: i64, now: DateTime<Utc>) -> Result<()> {
        let is_renamed = draft.title != self.title;
        let saved = tx
            .run(
                sql(
                    "UPDATE positions SET title = $1, location = $2, openings = $3, description = $4, salary_from = $5,
                        salary_to = $6, salary_currency = $7, status = $8, updated_at = $9, version = version + 1
                     WHERE id = $10 AND version = $11",
                )
                .bind(draft.title)
                .bind(draft.location)
                .bind(draft.openings)
                .bind(draft.description)
                .bind(draft.salary_from)
                .bind(draft.salary_to)
                .bind(draft.salary_currency)
                .bind(draft.status)
                .bind(now)
                .bind(&self.id)
                .bind(version),
            )
            .await?;
        if saved == 0 {
            return refused(
                "Someone changed this position while you had it open. Load the page again to see their changes.",
            );
        }
        if is_renamed {
            search::restand_position(tx, &self.id).await?;
        }
        self.record(tx, user, Kind::PositionChanged, json!({}), now).await
    }

    pub async fn set_status(&self, tx: &mut Tx, user: &User, status: Status, now: DateTime<Utc>) -> Result<()> {
        let query = sql("UPDATE positions SET status = $1, updated_at = $2, version = version + 1 WHERE id = $3");
        tx.run(query.bind(status).bind(now).bind(&self.id)).await?;
        self.record(tx, user, Kind::PositionChanged, json!({"status": status}), now).await
    }

    /// Gives a position that has no description this one.
    pub async fn describe(&self, tx: &mut Tx, user: &User, description: &str, now: DateTime<Utc>) -> Result<()> {
        let query = sql("UPDATE positions SET description = $1, updated_at = $2, version = version + 1
                         WHERE id = $3 AND description = ''");
        if tx.run(query.bind(description).bind(now).bind(&self.id)).await? > 0 {
            self.record(tx, user, Kind::PositionChanged, json!({}), now).await?;
        }
        Ok(())
    }

    pub(super) async fn record(
        &self,
        tx: &mut Tx,
        user: &User,
        kind: Kind,
        detail: serde_json::Value,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let entry = Entry {
            project: Some(&self.project_id),
            position: Some(&self.id),
            detail,
            ..Entry::new(kind, Some(&user.id))
        };
        activity::record(tx, entry, now).await
    }
}

/// An open position in the sidebar, with how many are in play.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Pinned {
    pub id: String,
    pub title: String,
    pub in_play: i64,
}

/// The newest open positions of the projects this user is on the team of.
pub async fn pinned(db: &Db, user: &User, limit: i64) -> Result<Vec<Pinned>> {
    let query = sql(
        "SELECT q.id, q.title, CAST((SELECT COALESCE(SUM(s.active), 0) FROM stages s WHERE s.position_id = q.id) AS BIGINT) AS in_play
         FROM positions q WHERE q.status = 'open'
           AND EXISTS (SELECT 1 FROM project_members m WHERE m.project_id = q.project_id AND m.user_id = $1)
         ORDER BY q.updated_at DESC, q.id DESC LIMIT $2",
    );
    Ok(db.all(query.bind(&user.id).bind(limit)).await?)
}
