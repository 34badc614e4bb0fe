//! Work for later, stored in the same transaction as the change that asked for it.
//!
//! A job may run more than once (a crash between the work and its receipt), so every handler must be safe to repeat.

mod dead;

pub use dead::{DeadJob, dead_jobs, retry_dead};

use super::db::{Db, Open, Pool, Tx};
use super::events::{Event, Heard};
use apalis::layers::WorkerBuilderExt;
use apalis::layers::retry::backoff::{ExponentialBackoffMaker, MakeBackoff};
use apalis::layers::retry::{HasherRng, RetryPolicy};
use apalis::prelude::*;
use futures::Stream;
use serde::{Serialize, de::DeserializeOwned};
use std::{pin::Pin, time::Duration};
use tokio::sync::watch;

/// A job is a small message carrying ids only; `jobs/` knows how to carry it out.
pub trait Job: Serialize + DeserializeOwned + Clone + Send + Sync + Unpin + 'static {
    const QUEUE: &'static str;
}

/// Which try this is.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    /// After this one the job is left for an admin.
    pub is_last: bool,
}

/// What the queue keeps of a failure: words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failed(String);

/// How often a job is tried before it is left for an admin to look at.
const TRIES: usize = 4;
/// A worker of another process that has not been heard of for so many of these is taken for dead.
const HEARTBEAT: Duration = Duration::from_secs(5);
const MISSED: usize = 2;

impl Tx {
    /// Stores the job; it starts once the transaction has committed, and never if it has not.
    pub async fn enqueue<J: Job>(&mut self, job: &J) -> anyhow::Result<()> {
        let task = TaskBuilder::new(serde_json::to_vec(job)?).max_attempts(TRIES).build();
        match &mut self.open {
            Open::Sqlite(tx) => apalis_sqlite::queries::push_tasks(&mut **tx, J::QUEUE, &[task]).await?,
            Open::Postgres(tx) => apalis_postgres::queries::push_tasks(&mut **tx, J::QUEUE, vec![task]).await?,
        }
        self.announce(Event::new("queue", "enqueued", J::QUEUE));
        Ok(())
    }
}

impl Db {
    pub(super) async fn prepare_queue(&self) -> anyhow::Result<()> {
        match &self.pool {
            // Not `setup()`: it would turn `synchronous` off and trip over our rows in `_sqlx_migrations`.
            Pool::Sqlite { write, .. } => {
                apalis_sqlite::SqliteStorage::<()>::migrations().set_ignore_missing(true).run(write).await?;
            }
            Pool::Postgres(pool) => {
                apalis_postgres::PostgresStorage::<()>::migrations().set_ignore_missing(true).run(pool).await?;
            }
        }
        Ok(())
    }

    /// Hands back what a killed process left half done, before any worker starts.
    ///
    /// On SQLite there is only ever one server, so whatever is marked running is an orphan. On PostgreSQL other
    /// servers may be at work: there the heartbeat decides, within ten seconds.
    pub async fn recover_orphans(&self) -> anyhow::Result<u64> {
        let Pool::Sqlite { write, .. } = &self.pool else { return Ok(0) };
        let freed = sqlx::query(
            "UPDATE Jobs SET status = 'Pending', lock_by = NULL, lock_at = NULL WHERE status IN ('Running', 'Queued')",
        )
        .execute(write)
        .await?
        .rows_affected();
        Ok(freed)
    }

    /// How many jobs wait or run, in all queues.
    pub async fn jobs_waiting(&self) -> anyhow::Result<i64> {
        let open = "status IN ('Pending', 'Queued', 'Running') OR (status = 'Failed' AND attempts < max_attempts)";
        let text = |table: &str| sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table} WHERE {open}"));
        Ok(match &self.pool {
            Pool::Sqlite { read, .. } => sqlx::query_scalar(text("Jobs")).fetch_one(read).await?,
            Pool::Postgres(pool) => sqlx::query_scalar(text("apalis.jobs")).fetch_one(pool).await?,
        })
    }

    /// Forgets finished jobs older than a day, and the workers that are gone.
    pub async fn sweep_jobs(&self) -> anyhow::Result<()> {
        match &self.pool {
            Pool::Sqlite { write, .. } => {
                sqlx::query("DELETE FROM Jobs WHERE status = 'Done' AND done_at < CAST(strftime('%s', 'now') AS INTEGER) - 86400")
                    .execute(write)
                    .await?;
                sqlx::query(
                    "DELETE FROM Workers WHERE last_seen < CAST(strftime('%s', 'now') AS INTEGER) - 86400
                     AND NOT EXISTS (SELECT 1 FROM Jobs WHERE lock_by = Workers.id)",
                )
                .execute(write)
                .await?;
            }
            Pool::Postgres(pool) => {
                sqlx::query("DELETE FROM apalis.jobs WHERE status = 'Done' AND done_at < now() - interval '1 day'")
                    .execute(pool)
                    .await?;
                sqlx::query(
                    "DELETE FROM apalis.workers w WHERE last_seen < now() - interval '1 day'
                     AND NOT EXISTS (SELECT 1 FROM apalis.jobs WHERE lock_by = w.id)",
                )
                .execute(pool)
                .await?;
            }
        }
        Ok(())
    }

    /// A tick for each moment at which the queue may have work: at once when something is enqueued, else every second.
    fn wakes(&self, queue: &'static str) -> Pin<Box<dyn Stream<Item = ()> + Send>> {
        let enqueued = futures::stream::unfold(self.events().listen(), move |mut listener| async move {
            loop {
                match listener.next().await? {
                    Heard::Event(event) if event.topic != "queue" || event.id != queue => continue,
                    _ => return Some(((), listener)),
                }
            }
        });
        let every_second = futures::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Some(((), ()))
        });
        Box::pin(futures::stream::select(enqueued, every_second))
    }
}

/// Runs a queue's worker until `stop` turns true, then finishes what has begun.
///
/// `at_once` jobs run side by side. A failed job is tried again after one, four and sixteen seconds or so.
pub async fn work<J, F, Fut>(db: Db, at_once: usize, mut stop: watch::Receiver<bool>, handle: F) -> anyhow::Result<()>
where
    J: Job,
    F: Fn(J, Try) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let stopped = async move {
        let _ = stop.wait_for(|stop| *stop).await;
        Ok::<(), std::io::Error>(())
    };
    let backoff =
        ExponentialBackoffMaker::new(Duration::from_secs(1), Duration::from_secs(20), 0.5, HasherRng::default())?
            .make_backoff();
    let name = format!("{}-{}", J::QUEUE, uuid::Uuid::now_v7());
    let carry_out = move |job: J, attempt: Attempt| {
        let handle = handle.clone();
        async move {
            let this = Try { is_last: attempt.current() >= TRIES };
            // A task of its own: a panic in the handler is this job's failure and nobody else's.
            let outcome = match tokio::spawn(handle(job, this)).await {
                Ok(outcome) => outcome,
                Err(panic) => Err(anyhow::anyhow!("the job panicked: {panic}")),
            };
            outcome.map_err(|error| {
                tracing::error!(queue = J::QUEUE, error = ?error, "job failed");
                Failed(format!("{error:#}"))
            })
        }
    };
    macro_rules! run {
        ($storage:expr) => {
            WorkerBuilder::new(name)
                .backend($storage.poll_with_stream(db.wakes(J::QUEUE)))
                .concurrency(at_once)
                .retry(RetryPolicy::retries(TRIES - 1).with_backoff(backoff))
                .build(carry_out)
                .run_until(stopped)
                .await?
        };
    }
    match &db.pool {
        Pool::Sqlite { write, .. } => {
            let config =
                apalis_sqlite::Config::default().queue(J::QUEUE).batch_size(at_once).heartbeat_interval(HEARTBEAT);
            run!(apalis_sqlite::SqliteStorage::<J>::new(write).with_config(config));
        }
        Pool::Postgres(pool) => {
            let config = apalis_postgres::Config::default()
                .queue(J::QUEUE)
                .batch_size(at_once)
                .heartbeat_interval(HEARTBEAT)
                .missed_heartbeats(MISSED);
            run!(apalis_postgres::PostgresStorage::<J>::new(pool).with_config(config));
        }
    }
    Ok(())
}
