//! Sessions in our own database, so that signing out everywhere is one statement.

use super::{
    clock::Clock,
    db::{self, Db, Run, Tx, sql},
    memo::Memo,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Keeps sessions in the table `sessions`. The id kept is a hash of the cookie's: a stolen database opens no session.
#[derive(Clone)]
pub struct Sessions {
    db: Db,
    clock: Clock,
    opened: Memo<Option<Kept>>,
}

#[derive(Clone, sqlx::FromRow)]
struct Kept {
    data: Vec<u8>,
    expires_at: DateTime<Utc>,
}

impl Sessions {
    pub fn new(db: Db, clock: Clock) -> Sessions {
        Sessions { db, clock, opened: Memo::default() }
    }

    /// Signs a user out everywhere, except in the session `here`. Returns how many sessions ended.
    pub async fn end_of_user(tx: &mut Tx, user_id: &str, here: Option<&Id>) -> db::Result<u64> {
        let ending = sql("DELETE FROM sessions WHERE user_id = $1").bind(user_id);
        tx.run(ending.and("id <> ?", here.map(hashed))).await
    }

    /// Forgets the sessions that ended before `now`. Returns how many.
    pub async fn delete_expired(db: &Db, now: DateTime<Utc>) -> db::Result<u64> {
        let mut tx = db.begin().await?;
        let gone = tx.run(sql("DELETE FROM sessions WHERE expires_at <= $1").bind(now)).await?;
        tx.commit().await?;
        Ok(gone)
    }

    async fn write(&self, record: &Record, statement: db::Sql) -> Result<u64> {
        let data = serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let statement = statement.bind(hashed(&record.id)).bind(user_of(record)).bind(data).bind(expiry(record)?);
        let written = async {
            let mut tx = self.db.begin().await?;
            let rows = tx.run(statement).await?;
            tx.commit().await?;
            Ok(rows)
        };
        written.await.map_err(broken)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let add = sql("INSERT INTO sessions (id, user_id, data, expires_at) VALUES ($1, $2, $3, $4)
                           ON CONFLICT (id) DO NOTHING");
            if self.write(record, add).await? > 0 {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let put = sql("INSERT INTO sessions (id, user_id, data, expires_at) VALUES ($1, $2, $3, $4)
                       ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, data = excluded.data,
                                                      expires_at = excluded.expires_at");
        self.write(record, put).await.map(drop)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let id_kept = hashed(id);
        let find = sql("SELECT data, expires_at FROM sessions WHERE id = $1").bind(&id_kept);
        let kept = self.opened.get(&self.db, &id_kept, self.db.maybe::<Kept>(find)).await.map_err(broken)?;
        let Some(kept) = kept.filter(|kept| kept.expires_at > self.clock.now()) else { return Ok(None) };
        let nanoseconds = i128::from(kept.expires_at.timestamp_micros()) * 1_000;
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(undecodable)?;
        let data = serde_json::from_slice(&kept.data).map_err(undecodable)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let deleted = async {
            let mut tx = self.db.begin().await?;
            tx.run(sql("DELETE FROM sessions WHERE id = $1").bind(hashed(id))).await?;
            tx.commit().await
        };
        deleted.await.map_err(broken)
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

fn hashed(id: &Id) -> String {
    hex::encode(Sha256::digest(id.to_string()))
}

/// Who is signed in, from where axum-login keeps it.
fn user_of(record: &Record) -> Option<String> {
    record.data.get("axum-login.data")?.get("user_id")?.as_str().map(str::to_owned)
}

fn expiry(record: &Record) -> Result<DateTime<Utc>> {
    let date = record.expiry_date;
    DateTime::from_timestamp(date.unix_timestamp(), date.microsecond() * 1_000)
        .ok_or_else(|| Error::Encode("the session ends beyond all dates".into()))
}

fn broken(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

fn undecodable(error: impl fmt::Display) -> Error {
    Error::Decode(error.to_string())
}
