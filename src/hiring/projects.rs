//! Pieces of hiring work for a client, each holding positions.

mod lifecycle;
mod list;
mod tags;
mod team;

pub use lifecycle::{set_status, undo_status};
pub use list::{Filter, Listed, Order, PAGE, Spot};
pub use tags::{all_tags, tags};
pub use team::Member;

use super::activity::{self, Entry, Kind};
use super::rules::{self, Rule};
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};
use serde_json::json;

text_enum! {
    pub enum Status {
        Active = "active",
        OnHold = "on_hold",
        Completed = "completed",
        Archived = "archived",
    }
}

text_enum! {
    pub enum Priority {
        Low = "low",
        Normal = "normal",
        High = "high",
    }
}

/// Why nothing can be changed in an archived project.
pub const ARCHIVED: &str = "This project is archived. Restore it to change what is in it.";

impl Status {
    pub fn label(self) -> &'static str {
        match self {
            Status::Active => "Active",
            Status::OnHold => "On hold",
            Status::Completed => "Completed",
            Status::Archived => "Archived",
        }
    }
}

impl Priority {
    pub fn label(self) -> &'static str {
        match self {
            Priority::Low => "Low",
            Priority::Normal => "Normal",
            Priority::High => "High",
        }
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Project {
    pub id: String,
    pub name: String,
    pub client: String,
    pub sector: String,
    pub region: String,
    pub description: String,
    #[sqlx(try_from = "String")]
    pub status: Status,
    #[sqlx(try_from = "String")]
    pub priority: Priority,
    pub target_hires: i64,
    pub owner_id: String,
    pub owner: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Grows with every change, so that a stale form is noticed.
    pub version: i64,
    /// Whether this reader may change it.
    pub editable: bool,
}

/// What a project's form says, checked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub name: String,
    pub client: String,
    pub sector: String,
    pub region: String,
    pub description: String,
    pub status: Status,
    pub priority: Priority,
    pub target_hires: i64,
}

impl Draft {
    pub fn name(text: &str) -> Rule<String> {
        rules::required(text, 120, "Give the project a name, for example “Northern line renewal”")
    }
    pub fn client(text: &str) -> Rule<String> {
        rules::required(text, 120, "Name the client; in-house, the department")
    }
    pub fn target_hires(text: &str) -> Rule<i64> {
        rules::number(text, 1, 10_000)
    }
}

const SELECT: &str = "SELECT p.id, p.name, c.name AS client, p.sector, p.region, p.description, p.status, p.priority,
    p.target_hires, p.owner_id, o.name AS owner, p.created_at, p.updated_at, p.version";
const FROM: &str =
    "FROM projects p JOIN clients c ON c.id = p.client_id JOIN users o ON o.id = p.owner_id WHERE p.id = ";

impl Project {
    pub async fn find(db: &Db, reader: &User, id: &str) -> Result<Project> {
        let query = reader.select_editable(SELECT, FROM).push_bound("?", id);
        db.maybe(query).await?.ok_or(Error::NotFound)
    }

    /// For a change: the project if this user may change it.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<Project> {
        let project = Project::find(db, user, id).await?;
        if project.editable { Ok(project) } else { Err(Error::Forbidden("Only the project's team can change this.")) }
    }

    /// Adds the project; its owner is on its team.
    pub async fn add(tx: &mut Tx, owner: &User, draft: Draft, now: DateTime<Utc>) -> Result<String> {
        let client = client_id(tx, &draft.client, now).await?;
        let id = new_id();
        tx.run(
            sql("INSERT INTO projects (id, client_id, name, sector, region, description, status, priority, target_hires,
                    owner_id, created_at, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)")
            .bind(&id)
            .bind(client)
            .bind(&draft.name)
            .bind(draft.sector)
            .bind(draft.region)
            .bind(draft.description)
            .bind(draft.status)
            .bind(draft.priority)
            .bind(draft.target_hires)
            .bind(&owner.id)
            .bind(now),
        )
        .await?;
        Project::add_member(tx, &id, &owner.id).await?;
        let entry = Entry {
            project: Some(&id),
            detail: json!({"name": draft.name}),
            ..Entry::new(Kind::ProjectAdded, Some(&owner.id))
        };
        activity::record(tx, entry, now).await?;
        Ok(id)
    }

    /// Saves the form, unless someone saved it since it was opened at `version`.
    pub async fn update(
        tx: &mut Tx,
        project: &Project,
        user: &User,
        draft: Draft,
        version: i64,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let client = client_id(tx, &draft.client, now).await?;
        let saved = tx
            .run(
                sql("UPDATE projects SET client_id = $1, name = $2, sector = $3, region = $4, description = $5, status = $6,
                        priority = $7, target_hires = $8, updated_at = $9, version = version + 1
                     WHERE id = $10 AND version = $11")
                .bind(client)
                .bind(draft.name)
                .bind(draft.sector)
                .bind(draft.region)
                .bind(draft.description)
                .bind(draft.status)
                .bind(draft.priority)
                .bind(draft.target_hires)
                .bind(now)
                .bind(&project.id)
                .bind(version),
            )
            .await?;
        if saved == 0 {
            refused("Someone changed this project while you had it open. Load the page again to see their changes.")
        } else {
            said(tx, project, user, "changed the project".into(), now).await
        }
    }
}

/// Keeps what someone did with a project.
async fn said(tx: &mut Tx, project: &Project, user: &User, what: String, now: DateTime<Utc>) -> Result<()> {
    let entry = Entry {
        project: Some(&project.id),
        detail: json!({"what": what}),
        ..Entry::new(Kind::ProjectChanged, Some(&user.id))
    };
    activity::record(tx, entry, now).await
}

/// The client of this name, made if there is none.
async fn client_id(tx: &mut Tx, name: &str, now: DateTime<Utc>) -> Result<String> {
    let query = sql("INSERT INTO clients (id, name, created_at) VALUES ($1, $2, $3)
                     ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id");
    let (id,): (String,) = tx.one(query.bind(new_id()).bind(name).bind(now)).await?;
    Ok(id)
}

impl Project {
    /// Ids and names of all projects, to choose from; at most 500.
    pub async fn names(db: &Db, _reader: &User) -> Result<Vec<(String, String)>> {
        Ok(db.all(sql("SELECT id, name FROM projects ORDER BY name, id LIMIT 500")).await?)
    }
}

/// Clients' names, for the form's suggestions.
pub async fn client_names(db: &Db) -> Result<Vec<String>> {
    let names: Vec<(String,)> = db.all(sql("SELECT name FROM clients ORDER BY name LIMIT 500")).await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}
