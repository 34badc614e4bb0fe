//! Documents of a project or a position: agreements, briefings, whatever the team wants at hand.

use super::{Document, Kind, ReadDocument};
use crate::hiring::activity::{self, Entry, Kind as Deed};
use crate::hiring::positions::Position;
use crate::hiring::projects::Project;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Utc};
use serde_json::json;

/// What a document belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'a> {
    Project(&'a Project),
    Position(&'a Position),
}

/// A document as the team's list shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Shared {
    pub id: String,
    pub project_id: Option<String>,
    pub position_id: Option<String>,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub version: i64,
    pub by: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// A file about to be kept.
pub struct NewShared<'a> {
    pub file_name: &'a str,
    pub media_type: &'a str,
    pub size: i64,
    pub sha256: &'a str,
}

const SELECT: &str =
    "SELECT d.id, d.project_id, d.position_id, d.file_name, d.media_type, d.size, d.version, u.name AS by,
    d.created_at FROM documents d LEFT JOIN users u ON u.id = d.created_by WHERE ";
const STANDS: &str = " AND NOT EXISTS (SELECT 1 FROM removed_documents r WHERE r.document_id = d.id)";

impl Owner<'_> {
    /// The project's id, and the position's where it is one.
    fn ids(&self) -> (&str, Option<&str>) {
        match self {
            Owner::Project(project) => (&project.id, None),
            Owner::Position(position) => (&position.project_id, Some(&position.id)),
        }
    }

    /// Its documents, newest first.
    pub async fn documents(&self, db: &Db) -> Result<Vec<Shared>> {
        let query = match self.ids() {
            (project, None) => sql(SELECT).push_bound("d.project_id = ?", project),
            (_, Some(position)) => sql(SELECT).push_bound("d.position_id = ?", position),
        };
        Ok(db.all(query.push(STANDS).push(" ORDER BY d.created_at DESC, d.id DESC LIMIT 200")).await?)
    }

    /// Keeps a file; one of the same name is its next version.
    pub async fn add(&self, tx: &mut Tx, user: &User, file: NewShared<'_>, now: DateTime<Utc>) -> Result<String> {
        let id = new_id();
        let (project, position) = self.ids();
        let belongs = if position.is_some() { None } else { Some(project) };
        let query = sql(
            "INSERT INTO documents (id, project_id, position_id, kind, file_name, media_type, size, sha256, version,
                created_by, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
                (SELECT COALESCE(MAX(version), 0) + 1 FROM documents
                 WHERE file_name = $5 AND (project_id = $2 OR position_id = $3)), $9, $10)",
        );
        let query = query.bind(&id).bind(belongs).bind(position).bind(Kind::Other).bind(file.file_name);
        let query = query.bind(file.media_type).bind(file.size).bind(file.sha256).bind(&user.id).bind(now);
        tx.run(query).await?;
        if !Document::is_shown_as_it_is(file.media_type) && file.media_type != "application/octet-stream" {
            tx.enqueue(&ReadDocument { document: id.clone() }).await?;
        }
        said(tx, user, project, position, format!("added the document {}", file.file_name), now).await?;
        Ok(id)
    }
}

impl Shared {
    /// One that stands; whoever is here may read it.
    pub async fn find(db: &Db, _reader: &User, id: &str) -> Result<Shared> {
        let query = sql(SELECT).push_bound("d.candidate_id IS NULL AND d.id = ?", id).push(STANDS);
        db.maybe(query).await?.ok_or(Error::NotFound)
    }

    /// A document of a project or a position this user may change.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<(Shared, Project)> {
        let query = sql(SELECT).push_bound("d.candidate_id IS NULL AND d.id = ?", id);
        let shared: Shared = db.maybe(query).await?.ok_or(Error::NotFound)?;
        let project = match (&shared.project_id, &shared.position_id) {
            (_, Some(position)) => Position::find_to_edit(db, user, position).await?.project_id,
            (Some(project), _) => project.clone(),
            _ => return Err(Error::NotFound),
        };
        Ok((shared, Project::find_to_edit(db, user, &project).await?))
    }

    /// The page it is listed on.
    pub fn page(&self) -> String {
        match (&self.position_id, &self.project_id) {
            (Some(position), _) => format!("/positions/{position}/description"),
            (None, project) => format!("/projects/{}", project.as_deref().unwrap_or_default()),
        }
    }

    /// Takes it off the list; the file stays, and [`Shared::restore`] brings it back.
    pub async fn remove(&self, tx: &mut Tx, user: &User, project: &Project, now: DateTime<Utc>) -> Result<()> {
        let query =
            sql("INSERT INTO removed_documents (document_id, by_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        if tx.run(query.bind(&self.id).bind(&user.id).bind(now)).await? == 0 {
            return refused("This document was removed already.");
        }
        let what = format!("removed the document {}", self.file_name);
        said(tx, user, &project.id, self.position_id.as_deref(), what, now).await
    }

    pub async fn restore(&self, tx: &mut Tx, user: &User, project: &Project, now: DateTime<Utc>) -> Result<()> {
        if tx.run(sql("DELETE FROM removed_documents WHERE document_id = $1").bind(&self.id)).await? == 0 {
            return refused("This document is back already.");
        }
        let what = format!("brought the document {} back", self.file_name);
        said(tx, user, &project.id, self.position_id.as_deref(), what, now).await
    }
}

async fn said(
    tx: &mut Tx,
    user: &User,
    project: &str,
    position: Option<&str>,
    what: String,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = Entry {
        project: Some(project),
        position,
        detail: json!({"what": what}),
        ..Entry::new(Deed::DocumentsChanged, Some(&user.id))
    };
    activity::record(tx, entry, now).await
}
