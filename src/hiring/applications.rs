//! One candidate considered for one position.

mod again;
mod compared;
mod moves;
mod overrules;
mod owners;
mod removal;
mod review;
mod together;

pub use again::{consider, cv_of, unconsider};
pub use compared::{Compared, Contender, compared, contenders};
pub use moves::{Move, UNDO_DAYS, advance, decide, expect_in, history, reason, reopen, reopen_in, undo};
pub(super) use overrules::overrules_in;
pub use overrules::{Overrule, Word, overrule, overrules_of, withdraw_overrule};
pub use owners::assign;
pub(super) use removal::{newest_application, remove};
pub use review::note_review;
pub use together::{Goal, Seen, Together, move_together, moved_together, undo_together};

use super::activity::{self, Entry, Kind};
use super::projects;
use super::stages::Stage;
use super::users::User;
use super::{Error, Result, search};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};
use serde_json::json;

text_enum! {
    /// Whether someone is still in play. Rejected and withdrawn keep the stage that was reached.
    pub enum Outcome {
        Active = "active",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Application {
    pub id: String,
    pub position_id: String,
    pub position: String,
    pub project_id: String,
    pub project: String,
    #[sqlx(try_from = "String")]
    pub project_status: projects::Status,
    pub candidate_id: String,
    pub candidate: String,
    pub stage_id: String,
    pub stage: String,
    #[sqlx(try_from = "String")]
    pub stage_kind: super::stages::Kind,
    pub stage_ordinal: i64,
    #[sqlx(try_from = "String")]
    pub outcome: Outcome,
    pub outcome_reason: String,
    pub owner_id: Option<String>,
    pub owner: Option<String>,
    pub source: String,
    pub cv_id: Option<String>,
    pub screening_id: Option<String>,
    pub fit: Option<i64>,
    pub coverage: String,
    pub entered_stage_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// When somebody first looked at the CV; none while it waits for that.
    pub reviewed_at: Option<DateTime<Utc>>,
    pub version: i64,
    /// Whether this reader may change it.
    pub editable: bool,
}

const SELECT: &str = "SELECT a.id, a.position_id, q.title AS position, q.project_id, p.name AS project, p.status AS project_status, a.candidate_id,
    c.name AS candidate, a.stage_id, s.name AS stage, s.kind AS stage_kind, s.ordinal AS stage_ordinal, a.outcome,
    a.outcome_reason, a.owner_id, o.name AS owner, a.source, a.cv_id, a.screening_id, CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit,
    a.coverage, a.entered_stage_at, a.created_at, a.reviewed_at, a.version";
const FROM: &str = "FROM applications a JOIN positions q ON q.id = a.position_id JOIN projects p ON p.id = q.project_id
    JOIN candidates c ON c.id = a.candidate_id JOIN stages s ON s.id = a.stage_id LEFT JOIN users o ON o.id = a.owner_id
    WHERE a.id = ";

impl Application {
    pub async fn find(db: &Db, reader: &User, id: &str) -> Result<Application> {
        let query = reader.select_editable(SELECT, FROM).push_bound("?", id);
        let mut application: Application = db.maybe(query).await?.ok_or(Error::NotFound)?;
        application.editable &= application.project_status != projects::Status::Archived;
        Ok(application)
    }

    /// For a change: the application if this user may change it.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<Application> {
        let application = Application::find(db, user, id).await?;
        if application.editable {
            Ok(application)
        } else if application.project_status == projects::Status::Archived {
            Err(Error::Forbidden(projects::ARCHIVED))
        } else {
            Err(Error::Forbidden("Only the project's team can change this."))
        }
    }

    fn entry<'a>(&'a self, kind: Kind, user: &'a User, detail: serde_json::Value) -> Entry<'a> {
        Entry {
            project: Some(&self.project_id),
            position: Some(&self.position_id),
            candidate: Some(&self.candidate_id),
            application: Some(&self.id),
            detail,
            ..Entry::new(kind, Some(&user.id))
        }
    }
}

/// A candidate about to be considered for a position.
pub(super) struct New<'a> {
    pub project: &'a str,
    pub position: &'a str,
    pub candidate: &'a str,
    pub cv: Option<&'a str>,
    pub owner: Option<&'a str>,
    pub source: &'a str,
}

/// The candidate's application for the position, made in its first stage if there is none, with this CV, where there is one, either way.
pub(super) async fn apply(tx: &mut Tx, new: New<'_>, now: DateTime<Utc>) -> Result<(String, bool)> {
    let stage = Stage::first_of(tx, new.position).await?;
    let id = new_id();
    let query = sql(
        "INSERT INTO applications (id, position_id, candidate_id, stage_id, owner_id, source, cv_id, entered_stage_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8)
         ON CONFLICT (position_id, candidate_id) DO UPDATE
         SET cv_id = COALESCE(excluded.cv_id, applications.cv_id), updated_at = excluded.updated_at,
            reviewed_at = CASE WHEN excluded.cv_id IS NULL THEN applications.reviewed_at ELSE NULL END
         RETURNING id",
    );
    let (application,): (String,) = tx
        .one(
            query
                .bind(&id)
                .bind(new.position)
                .bind(new.candidate)
                .bind(&stage.id)
                .bind(new.owner)
                .bind(new.source)
                .bind(new.cv)
                .bind(now),
        )
        .await?;
    let is_new = application == id;
    if is_new {
        let newest = sql("UPDATE candidates SET newest_application_id = $1 WHERE id = $2");
        tx.run(newest.bind(&id).bind(new.candidate)).await?;
        Stage::count(tx, vec![(&stage.id, 1)]).await?;
        search::restand(tx, new.candidate).await?;
        let entry = Entry {
            project: Some(new.project),
            position: Some(new.position),
            candidate: Some(new.candidate),
            application: Some(&id),
            detail: json!({"source": new.source}),
            ..Entry::new(Kind::Applied, new.owner)
        };
        activity::record(tx, entry, now).await?;
    }
    Ok((application, is_new))
}
