//! What the team writes about a candidate.

use super::activity::{self, Entry, Kind};
use super::rules::Rule;
use super::users::User;
use super::{Result, candidates::Candidate, search};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Note {
    pub id: String,
    pub author: String,
    pub body: String,
    pub created_at: DateTime<Utc>,
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

impl Note {
    /// Newest first.
    pub async fn of_candidate(db: &Db, candidate: &Candidate, limit: i64) -> Result<Vec<Note>> {
        let query =
            sql("SELECT n.id, u.name AS author, n.body, n.created_at FROM notes n JOIN users u ON u.id = n.author_id
                         WHERE n.candidate_id = $1 ORDER BY n.created_at DESC, n.id DESC LIMIT $2");
        Ok(db.all(query.bind(&candidate.id).bind(limit)).await?)
    }

    pub async fn add(tx: &mut Tx, candidate: &str, author: &User, body: NoteBody, now: DateTime<Utc>) -> Result<Note> {
        let id = new_id();
        tx.run(
            sql("INSERT INTO notes (id, candidate_id, author_id, body, created_at) VALUES ($1, $2, $3, $4, $5)")
                .bind(&id)
                .bind(candidate)
                .bind(&author.id)
                .bind(&body.0)
                .bind(now),
        )
        .await?;
        let entry = Entry { candidate: Some(candidate), ..Entry::new(Kind::NoteAdded, Some(&author.id)) };
        activity::record(tx, entry, now).await?;
        search::index(tx, candidate).await?;
        Ok(Note { id, author: author.name.clone(), body: body.0, created_at: now })
    }
}
