//! Archives of the workspace made in the background: one at a time, followed as they grow, fetched for a day and then gone.

use super::activity::{self, Entry, Kind};
use super::archive::{self, Progress};
use super::erasure::EraseFiles;
use super::intake::Reader;
use super::users::{Role, User};
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::platform::events::Event;
use crate::platform::queue::Job;
use crate::text_enum;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::pin::pin;
use tokio_util::io::ReaderStream;

text_enum! {
    pub enum State {
        Running = "running",
        Done = "done",
        Failed = "failed",
        /// It was there, and is no more.
        Gone = "gone",
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Archive {
    pub id: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Rows and files to write, and those written.
    pub total: i64,
    pub done: i64,
    pub sha256: String,
    pub size: i64,
    /// Files that rows name and that were not there.
    pub missing: i64,
    pub by: String,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes an archive that was asked for. Safe to repeat: it begins anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MakeArchive {
    pub archive: String,
}

impl Job for MakeArchive {
    const QUEUE: &'static str = "make_archive";
}

/// How long one can be fetched.
pub const KEPT_HOURS: i64 = 24;
/// How often is written down how far it has come.
const EVERY: std::time::Duration = std::time::Duration::from_millis(500);

const SELECT: &str = "SELECT a.id, a.state, a.total, a.done, a.sha256, a.size, a.missing, u.name AS by, a.created_at,
    a.finished_at, a.expires_at FROM archives a JOIN users u ON u.id = a.created_by ";

/// It holds everything, password hashes among it.
fn allow(user: &User) -> Result<()> {
    match user.role {
        Role::SuperAdmin => Ok(()),
        _ => Err(Error::Forbidden("Only a super admin can make an archive or fetch one.")),
    }
}

impl Archive {
    pub const TOPIC: &'static str = "archives";

    pub fn is_running(&self) -> bool {
        self.state == State::Running
    }

    pub fn percent(&self) -> i64 {
        self.done * 100 / self.total.max(1)
    }

    pub fn is_fetchable(&self, now: &DateTime<Utc>) -> bool {
        self.state == State::Done && self.expires_at.is_some_and(|at| at > *now)
    }

    /// The latest, for admins to see.
    pub async fn latest(db: &Db, _admin: &User) -> Result<Vec<Archive>> {
        Ok(db.all(sql(SELECT).push("ORDER BY a.created_at DESC, a.id DESC LIMIT 20")).await?)
    }

    /// One that can be fetched at this moment.
    pub async fn find_to_fetch(db: &Db, user: &User, id: &str, now: DateTime<Utc>) -> Result<Archive> {
        allow(user)?;
        let query =
            sql(SELECT).push_bound("WHERE a.id = ?", id).push_bound(" AND a.state = 'done' AND a.expires_at > ?", now);
        db.maybe(query).await?.ok_or(Error::NotFound)
    }

    /// Asks for one.
    pub async fn ask(tx: &mut Tx, user: &User, now: DateTime<Utc>) -> Result<String> {
        allow(user)?;
        let id = new_id();
        let query = sql("INSERT INTO archives (id, created_by, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        if tx.run(query.bind(&id).bind(&user.id).bind(now)).await? == 0 {
            return refused("An archive is being made already. Wait until it is done.");
        }
        activity::record(tx, Entry::new(Kind::ArchiveMade, Some(&user.id)), now).await?;
        tx.enqueue(&MakeArchive { archive: id.clone() }).await?;
        tell(tx, &id);
        Ok(id)
    }

    /// Writes down that someone took it away.
    pub async fn fetched(&self, tx: &mut Tx, user: &User, now: DateTime<Utc>) -> Result<()> {
        activity::record(tx, Entry::new(Kind::ArchiveFetched, Some(&user.id)), now).await
    }

    /// Deletes it before its time.
    pub async fn delete(&self, tx: &mut Tx, user: &User) -> Result<()> {
        allow(user)?;
        lose(tx, &[(self.id.clone(), self.sha256.clone())]).await
    }
}

fn tell(tx: &mut Tx, id: &str) {
    tx.announce(Event::new(Archive::TOPIC, "changed", id));
}

/// Makes it in a file of its own in `folder`, and keeps it with the other files. On the `last` try a breakdown is said.
pub async fn make(reader: &Reader, folder: &Path, id: &str, last: bool) -> Result<()> {
    let asked = sql("SELECT id FROM archives WHERE id = $1 AND state = 'running'");
    if reader.db.maybe::<(String,)>(asked.bind(id)).await?.is_none() {
        return Ok(());
    }
    let path = folder.join(format!("archive-{id}.zip"));
    let made = write(reader, &path, id).await;
    let _ = tokio::fs::remove_file(&path).await;
    if made.is_err() && last {
        let mut tx = reader.db.begin().await?;
        tx.run(sql("UPDATE archives SET state = 'failed' WHERE id = $1 AND state = 'running'").bind(id)).await?;
        tell(&mut tx, id);
        tx.commit().await?;
    }
    Ok(made?)
}

async fn write(reader: &Reader, path: &Path, id: &str) -> anyhow::Result<()> {
    let file = std::fs::File::create(path)?;
    let progress = Progress::default();
    let contents = {
        let mut export = pin!(archive::export(&reader.db, &reader.files, file, reader.clock.now(), &progress));
        loop {
            tokio::select! {
                contents = &mut export => break contents?,
                () = tokio::time::sleep(EVERY) => note(&reader.db, id, &progress).await?,
            }
        }
    };
    let bytes = ReaderStream::with_capacity(tokio::fs::File::open(path).await?, 256 << 10);
    let stored = reader.files.put(bytes, u64::MAX).await?;
    let (mut tx, now) = (reader.db.begin().await?, reader.clock.now());
    let query = sql("UPDATE archives SET state = 'done', sha256 = $1, size = $2, missing = $3, total = $4, done = $4,
                         finished_at = $5, expires_at = $6 WHERE id = $7 AND state = 'running'");
    let query = query.bind(&stored.sha256).bind(stored.size as i64).bind(contents.missing.len() as i64);
    let query = query.bind(progress.total()).bind(now).bind(now + Duration::hours(KEPT_HOURS)).bind(id);
    tx.run(query).await?;
    tell(&mut tx, id);
    Ok(tx.commit().await?)
}

async fn note(db: &Db, id: &str, progress: &Progress) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let query = sql("UPDATE archives SET total = $1, done = $2 WHERE id = $3 AND state = 'running'");
    tx.run(query.bind(progress.total()).bind(progress.done()).bind(id)).await?;
    tell(&mut tx, id);
    Ok(tx.commit().await?)
}

/// Deletes those that can be fetched no more.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    let over = sql("SELECT id, sha256 FROM archives WHERE state = 'done' AND expires_at <= $1");
    let over: Vec<(String, String)> = tx.all(over.bind(now)).await?;
    lose(tx, &over).await
}

async fn lose(tx: &mut Tx, archives: &[(String, String)]) -> Result<()> {
    for (id, sha256) in archives {
        let gone = sql("UPDATE archives SET state = 'gone', sha256 = '' WHERE id = $1 AND state = 'done'");
        if tx.run(gone.bind(id)).await? > 0 {
            tx.enqueue(&EraseFiles { files: vec![sha256.clone()] }).await?;
            tell(tx, id);
        }
    }
    Ok(())
}
