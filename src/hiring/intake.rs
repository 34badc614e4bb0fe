//! CVs coming in: a drop of files on a position, each followed from its arrival to a candidate or a reason.

mod read;
mod receive;

pub(in crate::hiring) use read::on_cpu;
pub use read::{ReadCv, Reader, read_cv};
pub(crate) use receive::take_in;
pub use receive::{Arrival, receive, refuse, retry};

use super::positions::{self, Position};
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::platform::events::Event;
use crate::platform::extraction::Unreadable;
use crate::text_enum;
use chrono::{DateTime, Utc};

text_enum! {
    pub enum State {
        Received = "received",
        Reading = "reading",
        /// Told to whoever watches, not stored: it takes milliseconds.
        Parsing = "parsing",
        /// Likewise.
        Screening = "screening",
        Done = "done",
        Duplicate = "duplicate",
        Failed = "failed",
    }
}

/// One drop of files on a position.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Upload {
    pub id: String,
    pub position_id: String,
    pub position: String,
    #[sqlx(try_from = "String")]
    pub position_status: positions::Status,
    pub project_id: String,
    pub project: String,
    pub source: String,
    /// How many files are to come in all, as far as anyone still waits for them.
    pub expected: i64,
    pub created_by: String,
    pub created_at: DateTime<Utc>,
    pub editable: bool,
}

/// One file of a drop, with whoever came of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct File {
    pub id: String,
    pub upload_id: String,
    pub ordinal: i64,
    pub file_name: String,
    pub size: i64,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Why it failed, or what is worth knowing about it.
    pub reason: String,
    /// Whether its content was kept, so that it can be tried again.
    pub kept: bool,
    /// The file this one is the same as.
    pub duplicate_of: Option<String>,
    pub duplicate_name: Option<String>,
    pub candidate_id: Option<String>,
    pub candidate: Option<String>,
    pub application_id: Option<String>,
    pub fit: Option<i64>,
    pub coverage: Option<String>,
}

/// How far a drop has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub total: i64,
    pub waiting: i64,
    pub in_work: i64,
    pub done: i64,
    pub duplicates: i64,
    pub failed: i64,
    /// When the latest of its files arrived or went a step further.
    pub last: Option<DateTime<Utc>>,
}

impl Progress {
    pub fn finished(&self) -> i64 {
        self.done + self.duplicates + self.failed
    }
}

const UPLOAD: &str =
    "SELECT u.id, u.position_id, q.title AS position, q.status AS position_status, q.project_id, p.name AS project, u.source, u.expected,
    u.created_by, u.created_at";
const UPLOAD_FROM: &str =
    "FROM uploads u JOIN positions q ON q.id = u.position_id JOIN projects p ON p.id = q.project_id WHERE u.id = ";

// A duplicate shows the person the first file became.
const FILE: &str = "SELECT f.id, f.upload_id, f.ordinal, f.file_name, f.size, f.state, f.reason, f.sha256 <> '' AS kept, f.duplicate_of,
        d.file_name AS duplicate_name, c.id AS candidate_id, c.name AS candidate, a.id AS application_id,
        CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit, a.coverage
    FROM upload_files f LEFT JOIN upload_files d ON d.id = f.duplicate_of
    LEFT JOIN candidates c ON c.id = COALESCE(f.candidate_id, d.candidate_id)
    LEFT JOIN applications a ON a.id = COALESCE(f.application_id, d.application_id) ";

impl Upload {
    pub fn topic(id: &str) -> String {
        format!("upload:{id}")
    }

    pub async fn find(db: &Db, reader: &User, id: &str) -> Result<Upload> {
        db.maybe(reader.select_editable(UPLOAD, UPLOAD_FROM).push_bound("?", id)).await?.ok_or(Error::NotFound)
    }

    /// For sending files: the upload if this user may change its position.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<Upload> {
        let upload = Upload::find(db, user, id).await?;
        if upload.editable { Ok(upload) } else { Err(Error::Forbidden("Only the project's team can add candidates.")) }
    }

    /// Begins a drop of `expected` files, at most `most`.
    pub async fn start(
        tx: &mut Tx,
        position: &Position,
        user: &User,
        source: &str,
        expected: i64,
        most: i64,
        now: DateTime<Utc>,
    ) -> Result<String> {
        if expected > most {
            return refused(format!("{expected} files are too many for one upload. Send at most {most} at a time."));
        }
        let id = new_id();
        let query = sql(
            "INSERT INTO uploads (id, position_id, source, expected, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        );
        tx.run(query.bind(&id).bind(&position.id).bind(source).bind(expected.max(0)).bind(&user.id).bind(now)).await?;
        Ok(id)
    }

    /// All its files, as they were chosen.
    pub async fn files(&self, db: &Db) -> Result<Vec<File>> {
        Ok(db
            .all(sql(FILE).push_bound("WHERE f.upload_id = ?", &self.id).push(" ORDER BY f.ordinal LIMIT 2000"))
            .await?)
    }

    /// Those that changed at a moment or since, for a page that was made then.
    pub async fn files_since(&self, db: &Db, at: DateTime<Utc>) -> Result<Vec<File>> {
        let query = sql(FILE).push_bound("WHERE f.upload_id = ?", &self.id).push_bound(" AND f.updated_at >= ?", at);
        Ok(db.all(query.push(" ORDER BY f.ordinal LIMIT 2000")).await?)
    }

    pub async fn progress(&self, db: &Db) -> Result<Progress> {
        let query = sql(
            "SELECT state, COUNT(*) AS n, MAX(updated_at) AS last FROM upload_files WHERE upload_id = $1 GROUP BY state",
        );
        let counts: Vec<(String, i64, DateTime<Utc>)> = db.all(query.bind(&self.id)).await?;
        let mut progress = Progress::default();
        for (state, count, last) in counts {
            progress.total += count;
            progress.last = progress.last.max(Some(last));
            match State::parse(&state) {
                Some(State::Received) | None => progress.waiting += count,
                Some(State::Reading | State::Parsing | State::Screening) => progress.in_work += count,
                Some(State::Done) => progress.done += count,
                Some(State::Duplicate) => progress.duplicates += count,
                Some(State::Failed) => progress.failed += count,
            }
        }
        Ok(progress)
    }

    /// Waits no longer for files that have not arrived. Those that come all the same are taken.
    pub async fn complete(&self, tx: &mut Tx) -> Result<()> {
        let query =
            sql("UPDATE uploads SET expected = (SELECT COUNT(*) FROM upload_files WHERE upload_id = $1) WHERE id = $1");
        tx.run(query.bind(&self.id)).await?;
        tx.announce(Event::new(Upload::topic(&self.id), "completed", &self.id));
        Ok(())
    }

    /// The newest uploads to a position.
    pub async fn of_position(db: &Db, reader: &User, position: &Position, limit: i64) -> Result<Vec<Upload>> {
        let query = reader
            .select_editable(
                UPLOAD,
                "FROM uploads u JOIN positions q ON q.id = u.position_id JOIN projects p ON p.id = q.project_id WHERE u.position_id = ",
            )
            .push_bound("?", &position.id)
            .push_bound(" ORDER BY u.created_at DESC LIMIT ?", limit);
        Ok(db.all(query).await?)
    }
}

impl File {
    /// Whether reading the same bytes again could end differently.
    pub fn is_worth_retrying(&self) -> bool {
        let is_for_good = |why: &Unreadable| !why.worth_retrying() && why.to_string() == self.reason;
        self.state == State::Failed && self.kept && !Unreadable::ALL.iter().any(is_for_good)
    }

    /// Those of one upload among these ids and their duplicates, in its order.
    pub async fn of_upload(db: &Db, upload: &Upload, ids: &[String]) -> Result<Vec<File>> {
        let mut query = sql(FILE).push_bound("WHERE f.upload_id = ?", &upload.id).push(" AND (FALSE");
        for id in ids {
            query = query.push_bound(" OR f.id = ? OR f.duplicate_of = ?", id);
        }
        Ok(db.all(query.push(") ORDER BY f.ordinal")).await?)
    }

    pub async fn find(db: &Db, id: &str) -> Result<File> {
        db.maybe(sql(FILE).push_bound("WHERE f.id = ?", id)).await?.ok_or(Error::NotFound)
    }
}
