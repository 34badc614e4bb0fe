//! Candidates brought in from a table: its columns named, all of it tried first, then taken in by a job that may be
//! broken off anywhere, and the whole taken back for thirty days.

mod check;
mod columns;
mod person;
mod preview;
mod resume;
mod run;
mod undo;

pub use check::{Checked, Line};
pub use columns::{Column, remembered};
pub use person::Person;
pub use preview::Preview;
pub use run::{RunImport, run};
pub use undo::{UndoImport, undo, undo_rows};

use super::erasure::EraseFiles;
use super::intake::{Reader, on_cpu};
use super::positions::Places;
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::platform::events::Event;
use crate::platform::extraction::table::{self, Table, Unfit};
use crate::text_enum;
use chrono::{DateTime, Duration, Utc};
use sqlx::types::Json;

text_enum! {
    pub enum State {
        /// Its columns are being named; nothing has come in yet.
        Prepared = "prepared",
        Running = "running",
        Done = "done",
        Undoing = "undoing",
        Undone = "undone",
    }
}

text_enum! {
    /// What came of a row.
    pub enum Outcome {
        Added = "added",
        /// Someone known already: what they lacked was filled in.
        Joined = "joined",
        Failed = "failed",
        Undone = "undone",
        /// Not taken back by the undo, since someone changed it meanwhile.
        Kept = "kept",
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Import {
    pub id: String,
    pub file_name: String,
    /// Empty once the file is no longer needed.
    pub sha256: String,
    pub headings: Json<Vec<String>>,
    pub columns: Json<Vec<Column>>,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub total: i64,
    pub done: i64,
    pub added: i64,
    pub joined: i64,
    pub failed: i64,
    pub kept: i64,
    /// The position for everyone whose row names no other.
    pub position_id: Option<String>,
    pub position: Option<String>,
    pub preview: Option<Json<Preview>>,
    pub created_by: String,
    pub by: String,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// A row that is worth a word: it failed, or it was kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Told {
    pub number: i64,
    pub reason: String,
    pub candidate_id: Option<String>,
    pub candidate: Option<String>,
    pub detail: Json<serde_json::Value>,
}

impl Told {
    /// What stands in a row that failed.
    pub fn words(&self) -> String {
        self.cells().into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    pub fn cells(&self) -> Vec<String> {
        serde_json::from_value(self.detail.0["cells"].clone()).unwrap_or_default()
    }
}

const SELECT: &str =
    "SELECT i.id, i.file_name, i.sha256, i.headings, i.columns, i.state, i.total, i.done, i.added, i.joined,
    i.failed, i.kept, i.position_id, q.title AS position, i.preview, i.created_by, u.name AS by, i.created_at, i.finished_at
    FROM imports i JOIN users u ON u.id = i.created_by LEFT JOIN positions q ON q.id = i.position_id ";
/// For how many days a table waits for its columns to be named.
const WAITS: i64 = 2;

/// A table about to be kept.
pub struct NewImport<'a> {
    pub file_name: &'a str,
    pub sha256: &'a str,
    pub table: &'a Table,
    pub columns: &'a [Column],
    pub preview: &'a Preview,
    /// Kept files that it was put together of, needed no more.
    pub parts: Vec<String>,
}

impl Import {
    pub fn topic(id: &str) -> String {
        format!("import:{id}")
    }

    /// Tells whoever watches that it has come further.
    fn tell(tx: &mut Tx, id: &str) {
        tx.announce(Event::new(Import::topic(id), "changed", id));
    }

    /// One's own; an admin sees everyone's.
    pub async fn find(db: &Db, user: &User, id: &str) -> Result<Import> {
        let query = sql(SELECT).push_bound("WHERE i.id = ?", id).push_bound(" AND (i.created_by = ?", &user.id);
        db.maybe(query.push_bound(" OR CAST(? AS BOOLEAN))", user.role.is_admin())).await?.ok_or(Error::NotFound)
    }

    pub async fn latest(db: &Db, user: &User) -> Result<Vec<Import>> {
        let query = sql(SELECT).push_bound("WHERE (i.created_by = ?", &user.id);
        let query = query.push_bound(" OR CAST(? AS BOOLEAN))", user.role.is_admin());
        Ok(db.all(query.push(" ORDER BY i.created_at DESC, i.id DESC LIMIT 20")).await?)
    }

    /// Keeps a table that came, with what its columns seem to hold.
    pub async fn prepare(tx: &mut Tx, user: &User, new: NewImport<'_>, now: DateTime<Utc>) -> Result<String> {
        let id = new_id();
        tx.run(
            sql(
                "INSERT INTO imports (id, file_name, sha256, headings, columns, preview, total, created_by, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            )
            .bind(&id)
            .bind(new.file_name)
            .bind(new.sha256)
            .bind(json(&new.table.head)?)
            .bind(json(&new.columns)?)
            .bind(json(new.preview)?)
            .bind(new.table.rows.len() as i64)
            .bind(&user.id)
            .bind(now),
        )
        .await?;
        if !new.parts.is_empty() {
            tx.enqueue(&EraseFiles { files: new.parts }).await?;
        }
        Ok(id)
    }

    /// Whether its rows are JSON Resumes rather than a table's.
    pub fn is_of_resumes(&self) -> bool {
        self.headings.0 == table::RESUMES
    }

    /// What its rows are called together.
    pub fn rows_word(&self) -> &'static str {
        if self.is_of_resumes() { "resumes" } else { "rows" }
    }

    /// What a row is called before its number.
    pub fn row_word(&self) -> &'static str {
        if self.is_of_resumes() { "No." } else { "Row" }
    }

    /// Says what the columns hold and where everyone goes, and remembers the columns for tables with the same headings.
    pub async fn name_columns(
        &self,
        tx: &mut Tx,
        columns: &[Column],
        position: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let query = sql("UPDATE imports SET columns = $1, position_id = $2 WHERE id = $3 AND state = 'prepared'");
        if tx.run(query.bind(json(&columns)?).bind(position).bind(&self.id)).await? == 0 {
            return refused("This import has begun already.");
        }
        columns::remember(tx, &self.headings.0, columns, now).await
    }

    /// Lets the job begin.
    pub async fn begin(&self, tx: &mut Tx) -> Result<()> {
        let query = sql("UPDATE imports SET state = 'running', preview = NULL WHERE id = $1 AND state = 'prepared'");
        if tx.run(query.bind(&self.id)).await? == 0 {
            return refused("This import has begun already.");
        }
        Ok(tx.enqueue(&RunImport { import: self.id.clone() }).await?)
    }

    /// The rows that came to this, in the order of the table.
    pub async fn rows(&self, db: &Db, outcome: Outcome, limit: i64) -> Result<Vec<Told>> {
        let query = sql("SELECT r.number, r.reason, r.candidate_id, c.name AS candidate, r.detail FROM import_rows r
                         LEFT JOIN candidates c ON c.id = r.candidate_id
                         WHERE r.import_id = $1 AND r.outcome = $2 ORDER BY r.number LIMIT $3");
        Ok(db.all(query.bind(&self.id).bind(outcome).bind(limit)).await?)
    }

    /// The table itself, while it is kept.
    pub async fn table(&self, reader: &Reader, most: usize) -> Result<std::result::Result<Table, Unfit>> {
        read(reader, &self.sha256, most).await
    }
}

/// Reads a kept file as a table.
pub async fn read(reader: &Reader, sha256: &str, most: usize) -> Result<std::result::Result<Table, Unfit>> {
    let bytes = reader.files.read(sha256).await?;
    on_cpu(reader, move || table::read(&bytes, most)).await
}

fn json(value: &impl serde::Serialize) -> Result<serde_json::Value> {
    Ok(serde_json::to_value(value).map_err(anyhow::Error::from)?)
}

/// Whether people can be made of these columns, and go where they are to go.
pub fn fit(columns: &[Column], headings: usize, places: &Places, position: Option<&str>) -> Result<()> {
    if position.is_some_and(|id| places.find(id).is_none()) {
        return refused("Choose one of the positions on the list, or none.");
    }
    if columns.len() != headings {
        return refused("Say for each column what it holds.");
    }
    let many = |wanted: &Column| columns.iter().filter(|column| *column == wanted).count();
    if let Some(twice) = Column::ALL.iter().find(|column| !column.repeats() && many(column) > 1) {
        return refused(format!("Two columns hold “{}”. Choose one, and leave the other out.", twice.label()));
    }
    if ![Column::Name, Column::FirstName, Column::LastName, Column::Resume].iter().any(|name| many(name) > 0) {
        return refused("Say which column holds the name.");
    }
    Ok(())
}

/// Forgets tables that nobody went on with, and what can be undone no more.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    let idle = sql("DELETE FROM imports WHERE state = 'prepared' AND created_at < $1 RETURNING sha256");
    let idle: Vec<(String,)> = tx.all(idle.bind(now - Duration::days(WAITS))).await?;
    if !idle.is_empty() {
        tx.enqueue(&EraseFiles { files: idle.into_iter().map(|(sha256,)| sha256).collect() }).await?;
    }
    let old = sql("DELETE FROM imports WHERE finished_at < $1");
    tx.run(old.bind(now - Duration::days(super::applications::UNDO_DAYS + 1))).await?;
    Ok(())
}
