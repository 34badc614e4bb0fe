//! The immutable record of who did what, human or machine.

mod feeds;
mod kinds;
mod page;

pub use feeds::{Scope, of_candidate, of_project, recent};
pub use kinds::Group;
pub use page::{Filter, PAGE, Spot, page, page_of};

use super::Result;
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::platform::events::Event;
use crate::text_enum;
use chrono::{DateTime, Utc};
use serde_json::Value as Json;

/// Where the bus says that something was recorded.
pub const TOPIC: &str = "activity";

text_enum! {
    pub enum Kind {
        ProjectAdded = "project_added",
        ProjectChanged = "project_changed",
        PositionAdded = "position_added",
        PositionChanged = "position_changed",
        StagesChanged = "stages_changed",
        DocumentsChanged = "documents_changed",
        RequirementsChanged = "requirements_changed",
        CandidateAdded = "candidate_added",
        CvAdded = "cv_added",
        Applied = "applied",
        Screened = "screened",
        Moved = "moved",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
        Reopened = "reopened",
        Undone = "undone",
        Overruled = "overruled",
        OverruleWithdrawn = "overrule_withdrawn",
        NoteAdded = "note_added",
        Tagged = "tagged",
        Untagged = "untagged",
        Pooled = "pooled",
        Unpooled = "unpooled",
        DetailsChanged = "details_changed",
        DetailsRestored = "details_restored",
        FileAdded = "file_added",
        FileRemoved = "file_removed",
        CvChosen = "cv_chosen",
        Merged = "merged",
        Unmerged = "unmerged",
        Erased = "erased",
        Exported = "exported",
        ArchiveMade = "archive_made",
        ArchiveFetched = "archive_fetched",
        Assigned = "assigned",
        TakenOff = "taken_off",
    }
}

/// Something about to be recorded. Without an actor it was the machine.
pub struct Entry<'a> {
    pub kind: Kind,
    pub actor: Option<&'a str>,
    pub project: Option<&'a str>,
    pub position: Option<&'a str>,
    pub candidate: Option<&'a str>,
    pub application: Option<&'a str>,
    /// Facts for the sentence on screen, by kind: `from`, `to`, `reason`, `title`, `fit` …
    pub detail: Json,
}

impl<'a> Entry<'a> {
    pub fn new(kind: Kind, actor: Option<&'a str>) -> Self {
        Entry {
            kind,
            actor,
            project: None,
            position: None,
            candidate: None,
            application: None,
            detail: Json::Object(Default::default()),
        }
    }
}

/// One line of a feed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Activity {
    pub id: String,
    pub at: DateTime<Utc>,
    pub actor_name: Option<String>,
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    pub project_id: Option<String>,
    pub project_name: Option<String>,
    pub position_id: Option<String>,
    pub position_title: Option<String>,
    pub candidate_id: Option<String>,
    pub candidate_name: Option<String>,
    pub application_id: Option<String>,
    pub detail: sqlx::types::Json<Json>,
}

impl Activity {
    /// A fact of the detail as text; empty when absent.
    pub fn fact(&self, name: &str) -> String {
        match self.detail.0.get(name) {
            Some(Json::String(text)) => text.clone(),
            Some(Json::Null) | None => String::new(),
            Some(other) => other.to_string(),
        }
    }
}

pub async fn record(tx: &mut Tx, entry: Entry<'_>, at: DateTime<Utc>) -> Result<()> {
    tx.run(
        sql("INSERT INTO activities (id, at, actor_id, kind, project_id, position_id, candidate_id, application_id, detail)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(new_id())
        .bind(at)
        .bind(entry.actor)
        .bind(entry.kind)
        .bind(entry.project)
        .bind(entry.position)
        .bind(entry.candidate)
        .bind(entry.application)
        .bind(entry.detail),
    )
    .await?;
    // Says only that something happened: whoever hears it looks with their own rights.
    tx.announce(Event::new(TOPIC, "recorded", ""));
    Ok(())
}

const SELECT: &str = "SELECT a.id, a.at, u.name AS actor_name, a.kind, a.project_id, r.name AS project_name,
        a.position_id, p.title AS position_title,
        a.candidate_id, c.name AS candidate_name, a.application_id, a.detail
    FROM activities a
    LEFT JOIN users u ON u.id = a.actor_id
    LEFT JOIN projects r ON r.id = a.project_id
    LEFT JOIN positions p ON p.id = a.position_id
    LEFT JOIN candidates c ON c.id = a.candidate_id ";

/// The last time this was done to a project itself.
pub async fn latest_of_project(db: &Db, project: &str, kind: Kind) -> Result<Option<Activity>> {
    let query = sql(SELECT)
        .push_bound("WHERE a.project_id = ?", project)
        .push_bound(" AND a.kind = ?", kind)
        .push(" ORDER BY a.at DESC, a.id DESC LIMIT 1");
    Ok(db.maybe(query).await?)
}

/// The last time this was done to a position.
pub async fn latest(db: &Db, position: &str, kind: Kind) -> Result<Option<Activity>> {
    let query = sql(SELECT)
        .push_bound("WHERE a.position_id = ?", position)
        .push_bound(" AND a.kind = ?", kind)
        .push(" ORDER BY a.at DESC, a.id DESC LIMIT 1");
    Ok(db.maybe(query).await?)
}
