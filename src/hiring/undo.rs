//! What was taken away, kept as it was, so that it can be brought back for thirty days.

use super::applications::UNDO_DAYS;
use super::users::User;
use super::{Error, Result, documents, notes, pools, refused, tasks, views};
use crate::platform::db::{Run, Tx, new_id, sql};
use crate::text_enum;
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use serde_json::Value as Json;

text_enum! {
    /// What kind of thing it was.
    pub enum Kind {
        PoolMember = "pool_member",
        Note = "note",
        NoteText = "note_text",
        Task = "task",
        Document = "document",
        View = "view",
    }
}

#[derive(sqlx::FromRow)]
struct Kept {
    #[sqlx(try_from = "String")]
    kind: Kind,
    data: sqlx::types::Json<Json>,
    by_id: String,
    at: DateTime<Utc>,
}

/// Keeps what `user` is about to take away; answers with the address of its undo.
pub(super) async fn keep(
    tx: &mut Tx,
    kind: Kind,
    candidate: Option<&str>,
    data: &impl Serialize,
    user: &User,
    now: DateTime<Utc>,
) -> Result<String> {
    let id = new_id();
    let data = serde_json::to_value(data).map_err(anyhow::Error::from)?;
    tx.run(
        sql("INSERT INTO undos (id, kind, candidate_id, data, by_id, at) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(&id)
            .bind(kind)
            .bind(candidate)
            .bind(data)
            .bind(&user.id)
            .bind(now),
    )
    .await?;
    Ok(format!("/undos/{id}"))
}

/// Brings it back, once; says what came back. Whoever took it away may, and admins.
pub async fn take_back(tx: &mut Tx, user: &User, id: &str, now: DateTime<Utc>) -> Result<String> {
    let kept: Kept = tx
        .maybe(sql("SELECT kind, data, by_id, at FROM undos WHERE id = $1").bind(id))
        .await?
        .ok_or(Error::NotFound)?;
    if kept.by_id != user.id && !user.role.is_admin() {
        return Err(Error::NotFound);
    }
    if now - kept.at > Duration::days(UNDO_DAYS) {
        return refused(format!("This can be undone for {UNDO_DAYS} days."));
    }
    let taken = sql("UPDATE undos SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL");
    if tx.run(taken.bind(now).bind(id)).await? == 0 {
        return refused("This was undone already.");
    }
    let data = kept.data.0;
    match kept.kind {
        Kind::PoolMember => pools::bring_back(tx, data).await,
        Kind::Note | Kind::NoteText => notes::bring_back(tx, data, now).await,
        Kind::Task => tasks::bring_back(tx, data).await,
        Kind::Document => documents::bring_back(tx, data).await,
        Kind::View => views::bring_back(tx, data).await,
    }
}

/// Forgets what can be undone no more.
pub async fn forget(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    tx.run(sql("DELETE FROM undos WHERE at < $1").bind(now - Duration::days(UNDO_DAYS + 1))).await?;
    Ok(())
}

/// The rows as they were.
pub(super) fn read<T: serde::de::DeserializeOwned>(data: Json) -> Result<T> {
    Ok(serde_json::from_value(data).map_err(anyhow::Error::from)?)
}
