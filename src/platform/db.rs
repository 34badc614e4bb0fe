//! One database handle, two engines: SQLite by default, PostgreSQL when it grows.
//!
//! A query is plain data (portable SQL text plus its values, see [`sql`]), so this file and its two neighbours
//! (`queue`, `events`) are the only places that ask which engine is running.

mod connect;
mod query;
mod rows;
pub mod whole;

pub use connect::Connect;
pub use query::{Row, Sql, Value, sql};

use super::events::{Bus, Event};
use query::bound;
use sqlx::{AssertSqlSafe, PgPool, Postgres, Sqlite, SqlitePool};

pub type Result<T> = std::result::Result<T, sqlx::Error>;

/// A handle to the database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pub(super) pool: Pool,
    bus: Bus,
}

#[derive(Clone)]
pub(super) enum Pool {
    /// One connection writes, several read: SQLite never has to wait for itself.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(PgPool),
}

/// An open transaction. Every write takes `&mut Tx`, so no write can happen outside one.
pub struct Tx {
    pub(super) open: Open,
    bus: Bus,
    announced: Vec<Event>,
}

pub(super) enum Open {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Db {
    pub async fn begin(&self) -> Result<Tx> {
        let open = match &self.pool {
            // Take SQLite's write lock now: upgrading a read lock later can fail with BUSY.
            Pool::Sqlite { write, .. } => Open::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => Open::Postgres(pool.begin().await?),
        };
        Ok(Tx { open, bus: self.bus.clone(), announced: Vec::new() })
    }

    /// What happened, as it happens: in this process, and with PostgreSQL in the others too.
    pub fn events(&self) -> &Bus {
        &self.bus
    }

    /// Says something that changes nothing stored, such as progress, at once.
    pub async fn announce(&self, event: Event) -> Result<()> {
        match &self.pool {
            Pool::Sqlite { .. } => self.bus.publish_all(vec![event]),
            Pool::Postgres(pool) => {
                for payload in Bus::payloads(&[event]) {
                    sqlx::query("SELECT pg_notify($1, $2)").bind(Bus::CHANNEL).bind(payload).execute(pool).await?;
                }
            }
        }
        Ok(())
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.pool, Pool::Postgres(_))
    }

    /// Brings the schema up to date. Safe to repeat, and with several processes at once.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        match &self.pool {
            // The queue keeps its own migrations in the same table, so ours must not mind theirs.
            Pool::Sqlite { write, .. } => {
                sqlx::migrate!("migrations/sqlite").set_ignore_missing(true).run(write).await?;
            }
            Pool::Postgres(pool) => {
                sqlx::migrate!("migrations/postgres").set_ignore_missing(true).run(pool).await?;
            }
        }
        self.prepare_queue().await
    }

    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Says what changed to whoever listens, once and only if the transaction commits.
    pub fn announce(&mut self, event: Event) {
        if !self.announced.contains(&event) {
            self.announced.push(event);
        }
    }

    pub async fn commit(self) -> Result<()> {
        match self.open {
            Open::Sqlite(tx) => {
                tx.commit().await?;
                self.bus.count_write();
                self.bus.publish_all(self.announced);
            }
            Open::Postgres(mut tx) => {
                for payload in Bus::payloads(&self.announced) {
                    sqlx::query("SELECT pg_notify($1, $2)").bind(Bus::CHANNEL).bind(payload).execute(&mut *tx).await?;
                }
                tx.commit().await?;
                self.bus.count_write();
            }
        }
        Ok(())
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.open, Open::Postgres(_))
    }

    /// How the engine means to answer a query, line by line: for tests that watch over indexes.
    pub async fn explain(&mut self, mut query: Sql) -> Result<Vec<String>> {
        if self.is_postgres() {
            query.text.insert_str(0, "EXPLAIN ");
            let lines: Vec<(String,)> = self.all(query).await?;
            return Ok(lines.into_iter().map(|(line,)| line).collect());
        }
        query.text.insert_str(0, "EXPLAIN QUERY PLAN ");
        let lines: Vec<(i64, i64, i64, String)> = self.all(query).await?;
        Ok(lines.into_iter().map(|(.., line)| line).collect())
    }

    /// Runs a statement and says how many rows it touched.
    pub async fn run(&mut self, sql: Sql) -> Result<u64> {
        match &mut self.open {
            Open::Sqlite(tx) => bound!(sqlx::query(AssertSqlSafe(sql.text)), sql.values)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
            Open::Postgres(tx) => bound!(sqlx::query(AssertSqlSafe(sql.text)), sql.values)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        }
    }
}

/// Anything a query can run on: `&Db` for reads, `&mut Tx` for writes and the reads among them.
#[allow(async_fn_in_trait)]
pub trait Run: Sized {
    async fn all<T: Row>(self, sql: Sql) -> Result<Vec<T>>;
    async fn maybe<T: Row>(self, sql: Sql) -> Result<Option<T>>;
    async fn one<T: Row>(self, sql: Sql) -> Result<T>;
}

macro_rules! run_on {
    ($target:ty, $this:ident => $field:expr, $sqlite:pat => $on_sqlite:expr, $postgres:pat => $on_postgres:expr) => {
        impl Run for $target {
            async fn all<T: Row>($this, sql: Sql) -> Result<Vec<T>> {
                match $field {
                    $sqlite => bound!(sqlx::query_as(AssertSqlSafe(sql.text)), sql.values).fetch_all($on_sqlite).await,
                    $postgres => bound!(sqlx::query_as(AssertSqlSafe(sql.text)), sql.values).fetch_all($on_postgres).await,
                }
            }
            async fn maybe<T: Row>($this, sql: Sql) -> Result<Option<T>> {
                match $field {
                    $sqlite => bound!(sqlx::query_as(AssertSqlSafe(sql.text)), sql.values).fetch_optional($on_sqlite).await,
                    $postgres => bound!(sqlx::query_as(AssertSqlSafe(sql.text)), sql.values).fetch_optional($on_postgres).await,
                }
            }
            async fn one<T: Row>($this, sql: Sql) -> Result<T> {
                match $field {
                    $sqlite => bound!(sqlx::query_as(AssertSqlSafe(sql.text)), sql.values).fetch_one($on_sqlite).await,
                    $postgres => bound!(sqlx::query_as(AssertSqlSafe(sql.text)), sql.values).fetch_one($on_postgres).await,
                }
            }
        }
    };
}
run_on!(&Db, self => &self.pool, Pool::Sqlite { read, .. } => read, Pool::Postgres(pool) => pool);
run_on!(&mut Tx, self => &mut self.open, Open::Sqlite(tx) => &mut **tx, Open::Postgres(tx) => &mut **tx);

/// A fresh id: time-ordered, so that ids sort as rows were made.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
