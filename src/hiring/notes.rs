//! What the team writes about a candidate. A private note is for its author and admins alone: whatever reads notes,
//! searches or counts them has to leave out other people's private ones.

mod mentions;

pub use mentions::{Mention, MentionSpot, count_unseen, mark_seen, of_user as mentions_of, text_parts};

use super::activity::{self, Entry, Kind};
use super::rules::Rule;
use super::undo;
use super::users::User;
use super::{Error, Result, refused, search};
use crate::platform::db::{Db, Run, Sql, Tx, new_id, sql};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Note {
    pub id: String,
    pub candidate_id: String,
    pub author_id: String,
    pub author: String,
    pub body: String,
    pub is_private: bool,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    /// Whether this reader wrote it, and may change it.
    pub mine: bool,
}

/// A note's text: never blank, at most 5,000 characters.
#[derive(Clone, Debug)]
pub struct NoteBody(String);

impl NoteBody {
    pub fn parse(text: &str) -> Rule<Self> {
        match super::rules::paragraphs(text, 5_000)? {
            empty if empty.is_empty() => Err("Write something first.".into()),
            text => Ok(Self(text)),
        }
    }
}

/// A note as it was, for its undo.
#[derive(Serialize, Deserialize, sqlx::FromRow)]
struct Row {
    id: String,
    candidate_id: String,
    author_id: String,
    body: String,
    is_private: bool,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
}

const ROW: &str =
    "SELECT id, candidate_id, author_id, body, is_private, created_at, edited_at FROM notes WHERE id = $1";

/// Notes this reader may see, up to the conditions that follow.
fn visible(reader: &User) -> Sql {
    sql("SELECT n.id, n.candidate_id, n.author_id, u.name AS author, n.body, n.is_private, n.created_at, n.edited_at, ")
        .push_bound("n.author_id = ? AS mine FROM notes n JOIN users u ON u.id = n.author_id", &reader.id)
        .push_bound(" WHERE (NOT n.is_private OR n.author_id = ?", &reader.id)
        .push_bound(" OR CAST(? AS BOOLEAN))", reader.role.is_admin())
}

impl Note {
    /// When its words became what they are.
    pub fn written_at(&self) -> DateTime<Utc> {
        self.edited_at.unwrap_or(self.created_at)
    }

    /// Those on a candidate before a moment and an id, newest first.
    pub async fn before(
        db: &Db,
        reader: &User,
        candidate: &str,
        before: Option<(DateTime<Utc>, String)>,
        limit: i64,
    ) -> Result<Vec<Note>> {
        let query = visible(reader).push_bound(" AND n.candidate_id = ?", candidate);
        let query = match before {
            Some((at, id)) => query.push_bound(" AND (n.created_at, n.id) < (?", at).push_bound(", ?)", id),
            None => query,
        };
        Ok(db.all(query.push_bound(" ORDER BY n.created_at DESC, n.id DESC LIMIT ?", limit)).await?)
    }

    /// One's own note, for a change.
    pub async fn find_own(db: &Db, user: &User, id: &str) -> Result<Note> {
        let note: Note = db.maybe(visible(user).push_bound(" AND n.id = ?", id)).await?.ok_or(Error::NotFound)?;
        if note.mine { Ok(note) } else { Err(Error::Forbidden("Only whoever wrote a note can change it.")) }
    }

    pub async fn add(
        tx: &mut Tx,
        candidate: &str,
        author: &User,
        body: NoteBody,
        is_private: bool,
        now: DateTime<Utc>,
    ) -> Result<Note> {
        let id = new_id();
        let query = sql("INSERT INTO notes (id, candidate_id, author_id, body, is_private, created_at)
                         VALUES ($1, $2, $3, $4, $5, $6)");
        let query = query.bind(&id).bind(candidate).bind(&author.id).bind(&body.0).bind(is_private).bind(now);
        tx.run(query).await?;
        mentions::note_down(tx, &id, author, &body.0, is_private, now).await?;
        if !is_private {
            let entry = Entry { candidate: Some(candidate), ..Entry::new(Kind::NoteAdded, Some(&author.id)) };
            activity::record(tx, entry, now).await?;
        }
        search::index(tx, candidate).await?;
        Ok(Note {
            id,
            candidate_id: candidate.to_owned(),
            author_id: author.id.clone(),
            author: author.name.clone(),
            body: body.0,
            is_private,
            created_at: now,
            edited_at: None,
            mine: true,
        })
    }

    /// Other words, seen by others or not; answers with the address of the undo. Refused when the note was written anew
    /// since it was looked at, as `self`.
    pub async fn rewrite(
        &self,
        tx: &mut Tx,
        user: &User,
        body: NoteBody,
        is_private: bool,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let before: Row = tx.maybe(sql(ROW).bind(&self.id)).await?.ok_or(Error::NotFound)?;
        let undo = undo::keep(tx, undo::Kind::NoteText, Some(&self.candidate_id), &before, user, now).await?;
        let query = sql("UPDATE notes SET body = $1, is_private = $2, edited_at = $3
                         WHERE id = $4 AND COALESCE(edited_at, created_at) = $5");
        let query = query.bind(&body.0).bind(is_private).bind(now).bind(&self.id).bind(self.written_at());
        if tx.run(query).await? == 0 {
            return refused("This note was written anew meanwhile. Load it again.");
        }
        mentions::note_down(tx, &self.id, user, &body.0, is_private, now).await?;
        search::index(tx, &self.candidate_id).await?;
        Ok(undo)
    }

    /// Takes the note away; answers with the address of the undo.
    pub async fn delete(&self, tx: &mut Tx, user: &User, now: DateTime<Utc>) -> Result<String> {
        let before: Row = tx.maybe(sql(ROW).bind(&self.id)).await?.ok_or(Error::NotFound)?;
        let undo = undo::keep(tx, undo::Kind::Note, Some(&self.candidate_id), &before, user, now).await?;
        tx.run(sql("DELETE FROM notes WHERE id = $1").bind(&self.id)).await?;
        search::index(tx, &self.candidate_id).await?;
        Ok(undo)
    }
}

/// Brings back a note that was deleted, or the words it had before.
pub(super) async fn bring_back(tx: &mut Tx, data: serde_json::Value, now: DateTime<Utc>) -> Result<String> {
    let row: Row = undo::read(data)?;
    let put = sql("INSERT INTO notes (id, candidate_id, author_id, body, is_private, created_at, edited_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)
                   ON CONFLICT (id) DO UPDATE SET body = excluded.body, is_private = excluded.is_private,
                       edited_at = excluded.edited_at");
    tx.run(
        put.bind(&row.id)
            .bind(&row.candidate_id)
            .bind(&row.author_id)
            .bind(&row.body)
            .bind(row.is_private)
            .bind(row.created_at)
            .bind(row.edited_at),
    )
    .await?;
    let author: User = tx.one(sql("SELECT * FROM users WHERE id = $1").bind(&row.author_id)).await?;
    mentions::note_down(tx, &row.id, &author, &row.body, row.is_private, now).await?;
    search::index(tx, &row.candidate_id).await?;
    Ok("The note is as it was.".into())
}
