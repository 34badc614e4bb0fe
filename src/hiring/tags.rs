//! Words the workspace puts on candidates, from one shared vocabulary.

use super::activity::{self, Entry, Kind};
use super::candidates::Candidate;
use super::rules::{self, Rule};
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Utc};
use serde_json::json;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Tag {
    pub id: String,
    pub name: String,
    /// How many candidates carry it.
    pub candidates: i64,
}

/// How many the vocabulary's page shows, and how many are suggested while typing.
pub const LISTED: i64 = 1_000;
pub const SUGGESTED: i64 = 200;

/// A tag's name: one line of at most 40 characters, without commas.
pub fn name(text: &str) -> Rule<String> {
    let name = rules::required(text, 40, "Type a tag")?;
    if name.contains(',') { Err("One tag at a time, without commas.".into()) } else { Ok(name) }
}

impl Tag {
    pub async fn find(db: &Db, _reader: &User, id: &str) -> Result<Tag> {
        let query = sql("SELECT id, name, candidates FROM tags WHERE id = $1");
        db.maybe(query.bind(id)).await?.ok_or(Error::NotFound)
    }

    /// The vocabulary, by name.
    pub async fn all(db: &Db, _reader: &User) -> Result<Vec<Tag>> {
        let query = sql("SELECT id, name, candidates FROM tags ORDER BY folded LIMIT $1");
        Ok(db.all(query.bind(LISTED)).await?)
    }

    /// The most used, for suggestions.
    pub async fn most_used(db: &Db) -> Result<Vec<Tag>> {
        let query = sql("SELECT id, name, candidates FROM tags ORDER BY candidates DESC, folded LIMIT $1");
        Ok(db.all(query.bind(SUGGESTED)).await?)
    }

    pub async fn of_candidate(db: &Db, candidate: &str) -> Result<Vec<Tag>> {
        let query = sql("SELECT t.id, t.name, t.candidates FROM candidate_tags ct JOIN tags t ON t.id = ct.tag_id
                         WHERE ct.candidate_id = $1 ORDER BY t.folded");
        Ok(db.all(query.bind(candidate)).await?)
    }

    /// The tag of this name, made if there is none.
    pub async fn of_name(tx: &mut Tx, user: &User, name: &str, now: DateTime<Utc>) -> Result<Tag> {
        let query = sql("INSERT INTO tags (id, name, folded, created_by, created_at) VALUES ($1, $2, $3, $4, $5)
                         ON CONFLICT (folded) DO UPDATE SET folded = excluded.folded RETURNING id, name, candidates");
        let query = query.bind(new_id()).bind(name).bind(name.to_lowercase()).bind(&user.id).bind(now);
        Ok(tx.one(query).await?)
    }

    /// Puts the tag on a candidate; false if it was there.
    pub async fn put_on(&self, tx: &mut Tx, candidate: &Candidate, user: &User, now: DateTime<Utc>) -> Result<bool> {
        self.put_on_id(tx, &candidate.id, user, now).await
    }

    pub(super) async fn put_on_id(
        &self,
        tx: &mut Tx,
        candidate: &str,
        user: &User,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let put = sql("INSERT INTO candidate_tags (candidate_id, tag_id, added_by, added_at) VALUES ($1, $2, $3, $4)
                       ON CONFLICT DO NOTHING");
        if tx.run(put.bind(candidate).bind(&self.id).bind(&user.id).bind(now)).await? == 0 {
            return Ok(false);
        }
        self.count(tx, 1).await?;
        self.record(tx, Kind::Tagged, candidate, user, now).await?;
        Ok(true)
    }

    /// Takes the tag off a candidate; false if it was not there.
    pub async fn take_off(&self, tx: &mut Tx, candidate: &Candidate, user: &User, now: DateTime<Utc>) -> Result<bool> {
        self.take_off_id(tx, &candidate.id, user, now).await
    }

    pub(super) async fn take_off_id(
        &self,
        tx: &mut Tx,
        candidate: &str,
        user: &User,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let take = sql("DELETE FROM candidate_tags WHERE candidate_id = $1 AND tag_id = $2");
        if tx.run(take.bind(candidate).bind(&self.id)).await? == 0 {
            return Ok(false);
        }
        self.count(tx, -1).await?;
        self.record(tx, Kind::Untagged, candidate, user, now).await?;
        Ok(true)
    }

    async fn count(&self, tx: &mut Tx, by: i64) -> Result<()> {
        tx.run(sql("UPDATE tags SET candidates = candidates + $1 WHERE id = $2").bind(by).bind(&self.id)).await?;
        Ok(())
    }

    async fn record(&self, tx: &mut Tx, kind: Kind, candidate: &str, user: &User, now: DateTime<Utc>) -> Result<()> {
        let detail = json!({"tag": self.name});
        let entry = Entry { candidate: Some(candidate), detail, ..Entry::new(kind, Some(&user.id)) };
        activity::record(tx, entry, now).await
    }

    /// Another spelling, or another word that is not taken yet.
    pub async fn rename(&self, tx: &mut Tx, name: &str) -> Result<()> {
        let query = sql("UPDATE tags SET name = $1, folded = $2 WHERE id = $3");
        match tx.run(query.bind(name).bind(name.to_lowercase()).bind(&self.id)).await {
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                refused(format!("There is a tag “{name}” already. Merge the two instead."))
            }
            renamed => Ok(renamed.map(drop)?),
        }
    }

    /// Gives everyone who carries this tag the other, and ends this one.
    pub async fn merge_into(&self, tx: &mut Tx, other: &Tag) -> Result<()> {
        if other.id == self.id {
            return refused("Choose another tag to merge it into.");
        }
        let query = sql("INSERT INTO candidate_tags (candidate_id, tag_id, added_by, added_at)
                         SELECT candidate_id, $1, added_by, added_at FROM candidate_tags WHERE tag_id = $2
                         ON CONFLICT DO NOTHING");
        tx.run(query.bind(&other.id).bind(&self.id)).await?;
        self.delete(tx).await?;
        let recount = sql("UPDATE tags SET candidates = (SELECT COUNT(*) FROM candidate_tags WHERE tag_id = $1)
                           WHERE id = $1");
        tx.run(recount.bind(&other.id)).await?;
        Ok(())
    }

    /// Ends the tag; nobody carries it any more.
    pub async fn delete(&self, tx: &mut Tx) -> Result<()> {
        if tx.run(sql("DELETE FROM tags WHERE id = $1").bind(&self.id)).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(())
    }
}
