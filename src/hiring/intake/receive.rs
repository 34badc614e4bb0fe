//! The moment a file arrives: it is accounted for, once, before the browser hears that it was taken.

use super::{File, ReadCv, State, Upload};
use crate::hiring::rules;
use crate::hiring::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::platform::events::Event;
use chrono::{DateTime, Utc};

/// A file as it came in. Its bytes are stored already, under `sha256`.
pub struct Arrival<'a> {
    /// Its place in the drop, from 0: a browser that sends it again after a cut names the same place.
    pub ordinal: i64,
    /// The name it was given, unchecked.
    pub name: &'a str,
    pub size: i64,
    pub sha256: &'a str,
}

#[derive(sqlx::FromRow)]
struct Known {
    id: String,
    state: String,
    sha256: String,
}

/// Takes a file in, and asks for it to be read unless this position has its content already.
pub async fn receive(tx: &mut Tx, upload: &Upload, file: Arrival<'_>, now: DateTime<Utc>) -> Result<String> {
    let (id, is_new) = take_in(tx, upload, file, now).await?;
    if is_new {
        tx.enqueue(&ReadCv { file: id.clone() }).await?;
    }
    // A duplicate is finished as it arrives: nothing else would tell of it.
    tx.announce(Event::new(Upload::topic(&upload.id), "file", &id));
    Ok(id)
}

/// Accounts for a file: its row's id, and whether it is still to be read. The sample workspace reads its files itself.
pub(crate) async fn take_in(
    tx: &mut Tx,
    upload: &Upload,
    file: Arrival<'_>,
    now: DateTime<Utc>,
) -> Result<(String, bool)> {
    if let Some(known) = at_place(tx, upload, file.ordinal).await? {
        if known.sha256 == file.sha256 {
            return Ok((known.id, false));
        }
        if !known.sha256.is_empty() || known.state != State::Failed.as_str() {
            return refused("Another file was sent for this place. Start a new upload.");
        }
        tx.run(sql("DELETE FROM upload_files WHERE id = $1").bind(&known.id)).await?;
    }
    // The second round is for the moment in which another upload of the same file was faster.
    for _ in 0..2 {
        let owner = sql(
            "SELECT id, state, sha256 FROM upload_files WHERE position_id = $1 AND sha256 = $2 AND duplicate_of IS NULL",
        );
        let owner: Option<Known> = tx.maybe(owner.bind(&upload.position_id).bind(file.sha256)).await?;
        let inserted = match owner {
            Some(owner) if owner.state == State::Failed.as_str() => {
                Some((replace(tx, upload, &file, &owner, now).await?, true))
            }
            Some(owner) => insert(tx, upload, &file, Some(&owner.id), now).await?.map(|id| (id, false)),
            None => insert(tx, upload, &file, None, now).await?.map(|id| (id, true)),
        };
        if let Some(taken) = inserted {
            return Ok(taken);
        }
    }
    Err(Error::Broken(anyhow::anyhow!("two uploads kept taking the same file from each other")))
}

/// Accounts for a file that was not taken, and says why.
pub async fn refuse(
    tx: &mut Tx,
    upload: &Upload,
    ordinal: i64,
    name: &str,
    size: i64,
    why: &str,
    now: DateTime<Utc>,
) -> Result<String> {
    if let Some(known) = at_place(tx, upload, ordinal).await? {
        return Ok(known.id);
    }
    let id = new_id();
    tx.run(
        sql(
            "INSERT INTO upload_files (id, upload_id, position_id, ordinal, file_name, size, state, reason, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'failed', $7, $8)",
        )
        .bind(&id)
        .bind(&upload.id)
        .bind(&upload.position_id)
        .bind(ordinal)
        .bind(rules::file_name(name))
        .bind(size)
        .bind(why)
        .bind(now),
    )
    .await?;
    tx.announce(Event::new(Upload::topic(&upload.id), "file", &id));
    Ok(id)
}

/// Tries a failed file again.
pub async fn retry(db: &Db, tx: &mut Tx, upload: &Upload, file: &str, now: DateTime<Utc>) -> Result<()> {
    let file = File::find(db, file).await?;
    if file.upload_id != upload.id {
        return Err(Error::NotFound);
    }
    let query = sql("UPDATE upload_files SET state = 'received', reason = '', updated_at = $1
                     WHERE id = $2 AND state = 'failed' AND sha256 <> ''");
    if tx.run(query.bind(now).bind(&file.id)).await? == 0 {
        return refused("This file was not kept, so it cannot be tried again. Upload it once more.");
    }
    tx.enqueue(&ReadCv { file: file.id.clone() }).await?;
    tx.announce(Event::new(Upload::topic(&upload.id), "file", &file.id));
    Ok(())
}

async fn at_place(tx: &mut Tx, upload: &Upload, ordinal: i64) -> Result<Option<Known>> {
    let query = sql("SELECT id, state, sha256 FROM upload_files WHERE upload_id = $1 AND ordinal = $2");
    Ok(tx.maybe(query.bind(&upload.id).bind(ordinal)).await?)
}

/// The file's new row, unless another row owns its content or its place: then nothing, and the caller looks again.
async fn insert(
    tx: &mut Tx,
    upload: &Upload,
    file: &Arrival<'_>,
    duplicate_of: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let id = new_id();
    let state = if duplicate_of.is_some() { State::Duplicate } else { State::Received };
    let inserted = tx
        .run(
            sql("INSERT INTO upload_files (id, upload_id, position_id, ordinal, file_name, size, sha256, state, duplicate_of, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING")
            .bind(&id)
            .bind(&upload.id)
            .bind(&upload.position_id)
            .bind(file.ordinal)
            .bind(rules::file_name(file.name))
            .bind(file.size)
            .bind(file.sha256)
            .bind(state)
            .bind(duplicate_of)
            .bind(now),
        )
        .await?;
    Ok((inserted > 0).then_some(id))
}

/// The same content failed before: this file takes its place and is tried; the old row points here.
async fn replace(tx: &mut Tx, upload: &Upload, file: &Arrival<'_>, old: &Known, now: DateTime<Utc>) -> Result<String> {
    tx.run(sql("UPDATE upload_files SET sha256 = '' WHERE id = $1").bind(&old.id)).await?;
    let Some(id) = insert(tx, upload, file, None, now).await? else {
        return Err(Error::Broken(anyhow::anyhow!("a file could not take the place of its failed twin")));
    };
    let query = sql(
        "UPDATE upload_files SET sha256 = $1, state = 'duplicate', duplicate_of = $2, reason = '', updated_at = $3 WHERE id = $4",
    );
    tx.run(query.bind(&old.sha256).bind(&id).bind(now).bind(&old.id)).await?;
    Ok(id)
}
