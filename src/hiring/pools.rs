//! Named lists of candidates, kept for later. A private one is its owner's, and admins can see it.

mod members;

pub(super) use members::bring_back;
pub use members::{Member, Spot, add, members, of_candidate, remove};

use super::paging::{Page, Turn};
use super::rules::{self, Rule};
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Sql, Tx, new_id, sql};
use chrono::{DateTime, Utc};

/// How many a page of the list holds.
pub const PAGE: i64 = 50;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Pool {
    pub id: String,
    pub name: String,
    pub purpose: String,
    pub owner: String,
    pub is_private: bool,
    /// How many candidates are in it.
    pub members: i64,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    /// Whether this reader may rename or delete it. Whoever sees a pool may add to it and take from it.
    pub editable: bool,
}

/// A pool as its form gives it.
pub struct Draft {
    pub name: String,
    pub purpose: String,
    pub is_private: bool,
}

impl Draft {
    pub fn name(text: &str) -> Rule<String> {
        rules::required(text, 80, "Give the pool a name")
    }

    pub fn purpose(text: &str) -> Rule<String> {
        rules::paragraphs(text, 1_000)
    }
}

/// Pools this reader may see, up to the conditions that follow.
fn visible(reader: &User) -> Sql {
    let is_admin = reader.role.is_admin();
    sql("SELECT p.id, p.name, p.purpose, u.name AS owner, p.is_private, p.members, p.updated_at, p.version, ")
        .push_bound("(CAST(? AS BOOLEAN)", is_admin)
        .push_bound(" OR p.owner_id = ?) AS editable FROM pools p JOIN users u ON u.id = p.owner_id", &reader.id)
        .push_bound(" WHERE (NOT p.is_private OR CAST(? AS BOOLEAN)", is_admin)
        .push_bound(" OR p.owner_id = ?)", &reader.id)
}

/// The pools this reader may see, by what tells them apart, up to the conditions that follow.
pub(super) fn named(reader: &User) -> Sql {
    sql("SELECT p.id, p.name, u.name AS about, TRUE AS is_open FROM pools p JOIN users u ON u.id = p.owner_id")
        .push_bound(" WHERE (NOT p.is_private OR CAST(? AS BOOLEAN)", reader.role.is_admin())
        .push_bound(" OR p.owner_id = ?)", &reader.id)
}

impl Pool {
    pub async fn find(db: &Db, reader: &User, id: &str) -> Result<Pool> {
        db.maybe(visible(reader).push_bound(" AND p.id = ?", id)).await?.ok_or(Error::NotFound)
    }

    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<Pool> {
        let pool = Pool::find(db, user, id).await?;
        if pool.editable {
            Ok(pool)
        } else {
            Err(Error::Forbidden("Only the pool's owner and admins can change its name or delete it."))
        }
    }

    /// One page of the pools, by name; the place is a name and an id.
    pub async fn page(db: &Db, reader: &User, turn: Option<Turn<(String, String)>>) -> Result<Page<Pool>> {
        let query = match turn.clone() {
            None => visible(reader).push(" ORDER BY p.name, p.id"),
            Some(Turn::After((name, id))) => visible(reader)
                .push_bound(" AND (p.name, p.id) > (?", name)
                .push_bound(", ?) ORDER BY p.name, p.id", id),
            Some(Turn::Before((name, id))) => visible(reader)
                .push_bound(" AND (p.name, p.id) < (?", name)
                .push_bound(", ?) ORDER BY p.name DESC, p.id DESC", id),
        };
        Ok(Page::cut(db.all(query.push_bound(" LIMIT ?", PAGE + 1)).await?, PAGE, turn.as_ref()))
    }

    /// Those to choose from when someone is added to one: the most lately used first.
    pub async fn to_choose(db: &Db, reader: &User) -> Result<Vec<Pool>> {
        Ok(db.all(visible(reader).push(" ORDER BY p.updated_at DESC, p.id DESC LIMIT 100")).await?)
    }

    pub async fn create(tx: &mut Tx, owner: &User, draft: Draft, now: DateTime<Utc>) -> Result<Pool> {
        let (id, Draft { name, purpose, is_private }) = (new_id(), draft);
        let query = sql("INSERT INTO pools (id, name, purpose, owner_id, is_private, created_at, updated_at)
                         VALUES ($1, $2, $3, $4, $5, $6, $6)");
        tx.run(query.bind(&id).bind(&name).bind(&purpose).bind(&owner.id).bind(is_private).bind(now)).await?;
        let owner = owner.name.clone();
        Ok(Pool { id, name, purpose, owner, is_private, members: 0, updated_at: now, version: 1, editable: true })
    }

    /// Changes the pool if it still is as the editor saw it.
    pub async fn update(&self, tx: &mut Tx, draft: Draft, version: i64, now: DateTime<Utc>) -> Result<()> {
        let query =
            sql("UPDATE pools SET name = $1, purpose = $2, is_private = $3, updated_at = $4, version = version + 1
                         WHERE id = $5 AND version = $6");
        let query = query.bind(draft.name).bind(draft.purpose).bind(draft.is_private).bind(now);
        match tx.run(query.bind(&self.id).bind(version)).await? {
            0 => refused("Someone changed this pool while you had it open."),
            _ => Ok(()),
        }
    }

    /// Deletes the list; the people in it stay.
    pub async fn delete(&self, tx: &mut Tx) -> Result<()> {
        match tx.run(sql("DELETE FROM pools WHERE id = $1").bind(&self.id)).await? {
            0 => Err(Error::NotFound),
            _ => Ok(()),
        }
    }
}
