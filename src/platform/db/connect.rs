//! Opening the database, whichever it is, the way this product needs it.

use super::{Db, Pool};
use crate::platform::events::Bus;
use anyhow::Context;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::{ptr, str::FromStr, time::Duration};

/// How to reach the database.
#[derive(Clone, Debug)]
pub struct Connect {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Connections for reading (SQLite) or in all (PostgreSQL).
    pub connections: u32,
}

impl Connect {
    pub async fn open(&self) -> anyhow::Result<Db> {
        let bus = Bus::new();
        let pool = if self.url.starts_with("postgres") {
            let options = PgConnectOptions::from_str(&self.url).context("the database address is not valid")?;
            let pool = PgPoolOptions::new()
                .max_connections(self.connections)
                .acquire_timeout(Duration::from_secs(10))
                .connect_with(options)
                .await
                .context("cannot reach PostgreSQL")?;
            bus.follow_postgres(pool.clone());
            Pool::Postgres(pool)
        } else {
            self.sqlite().await?
        };
        Ok(Db { pool, bus })
    }

    async fn sqlite(&self) -> anyhow::Result<Pool> {
        let options = SqliteConnectOptions::from_str(&self.url)
            .context("the database address is not valid")?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: a committed CV survives a power cut, not only a crash. What it costs is in docs/performance.md.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(256)
            // A page's rows cross from SQLite's thread in one go, instead of taking turns with their reader.
            .row_buffer_size(256)
            .pragma("cache_size", "-16000")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "MEMORY")
            .optimize_on_close(true, None);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .after_connect(|connection, _| Box::pin(keep_plans(connection)))
            .connect_with(options.clone())
            .await
            .with_context(|| format!("cannot open {}", self.url))?;
        let read = SqlitePoolOptions::new()
            .max_connections(self.connections)
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(|connection, _| Box::pin(keep_plans(connection)))
            .connect_with(options.read_only(true))
            .await?;
        Ok(Pool::Sqlite { read, write })
    }
}

/// Plans a statement once, whatever is bound to it. By default SQLite parses and plans a prepared statement anew each time
/// a value changes that could matter to its plan, a LIMIT among them: most of a list's time, for the same plan.
async fn keep_plans(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut handle = connection.lock_handle().await?;
    let raw = handle.as_raw_handle().as_ptr().cast();
    let (on, no_answer) = (1, ptr::null_mut::<i32>());
    // SAFETY: the connection is open and locked, and this option takes an int and a pointer that may be null.
    let code =
        unsafe { libsqlite3_sys::sqlite3_db_config(raw, libsqlite3_sys::SQLITE_DBCONFIG_ENABLE_QPSG, on, no_answer) };
    match code {
        libsqlite3_sys::SQLITE_OK => Ok(()),
        code => Err(sqlx::Error::Configuration(format!("SQLite refused to keep its plans ({code})").into())),
    }
}
