//! Who is in a pool, since when and why.

use super::{PAGE, Pool};
use crate::hiring::Result;
use crate::hiring::activity::{self, Entry, Kind};
use crate::hiring::candidates::Candidate;
use crate::hiring::paging::{Page, Turn};
use crate::hiring::undo;
use crate::hiring::users::User;
use crate::hiring::{Error, refused};
use crate::platform::db::{Db, Run, Tx, sql};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Member {
    pub candidate_id: String,
    pub name: String,
    pub headline: String,
    pub location: String,
    pub why: String,
    pub added_by: Option<String>,
    pub added_at: DateTime<Utc>,
}

/// A place in a pool's order: when someone was added, then who, both descending.
#[derive(Clone, Debug)]
pub struct Spot {
    pub at: DateTime<Utc>,
    pub candidate: String,
}

/// A member as it was.
#[derive(Serialize, Deserialize, sqlx::FromRow)]
struct Removed {
    pool_id: String,
    candidate_id: String,
    why: String,
    added_by: Option<String>,
    added_at: DateTime<Utc>,
}

/// One page of a pool, the latest first.
pub async fn members(db: &Db, pool: &Pool, turn: Option<Turn<Spot>>) -> Result<Page<Member>> {
    let query = sql("SELECT m.candidate_id, c.name, c.headline, c.location, m.why, u.name AS added_by, m.added_at
         FROM pool_members m JOIN candidates c ON c.id = m.candidate_id LEFT JOIN users u ON u.id = m.added_by")
    .push_bound(" WHERE m.pool_id = ?", &pool.id);
    let query = match turn.clone() {
        None => query.push(" ORDER BY m.added_at DESC, m.candidate_id DESC"),
        Some(Turn::After(spot)) => query
            .push_bound(" AND (m.added_at, m.candidate_id) < (?", spot.at)
            .push_bound(", ?) ORDER BY m.added_at DESC, m.candidate_id DESC", spot.candidate),
        Some(Turn::Before(spot)) => query
            .push_bound(" AND (m.added_at, m.candidate_id) > (?", spot.at)
            .push_bound(", ?) ORDER BY m.added_at, m.candidate_id", spot.candidate),
    };
    Ok(Page::cut(db.all(query.push_bound(" LIMIT ?", PAGE + 1)).await?, PAGE, turn.as_ref()))
}

/// The pools someone is in, among those the reader may see, by name.
pub async fn of_candidate(db: &Db, reader: &User, candidate: &str) -> Result<Vec<Pool>> {
    let query = super::visible(reader)
        .push_bound(" AND p.id IN (SELECT m.pool_id FROM pool_members m WHERE m.candidate_id = ?)", candidate)
        .push(" ORDER BY p.name, p.id LIMIT 100");
    Ok(db.all(query).await?)
}

/// Puts someone into a pool, or says anew why they are in it. Says whether they are new in it.
pub async fn add(
    tx: &mut Tx,
    pool: &Pool,
    candidate: &Candidate,
    why: &str,
    user: &User,
    now: DateTime<Utc>,
) -> Result<bool> {
    let put =
        sql("INSERT INTO pool_members (pool_id, candidate_id, why, added_by, added_at) VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT DO NOTHING");
    let put = put.bind(&pool.id).bind(&candidate.id).bind(why).bind(&user.id).bind(now);
    let is_new = tx.run(put).await? > 0;
    if is_new {
        count(tx, &pool.id, 1, Some(now)).await?;
        record(tx, Kind::Pooled, pool, candidate, user, now).await?;
    } else if !why.is_empty() {
        let say = sql("UPDATE pool_members SET why = $1 WHERE pool_id = $2 AND candidate_id = $3");
        tx.run(say.bind(why).bind(&pool.id).bind(&candidate.id)).await?;
    }
    Ok(is_new)
}

/// Takes someone out of a pool; answers with the address of the undo.
pub async fn remove(
    tx: &mut Tx,
    pool: &Pool,
    candidate: &Candidate,
    user: &User,
    now: DateTime<Utc>,
) -> Result<String> {
    let take = sql("DELETE FROM pool_members WHERE pool_id = $1 AND candidate_id = $2
                    RETURNING pool_id, candidate_id, why, added_by, added_at");
    let Some(removed) = tx.maybe::<Removed>(take.bind(&pool.id).bind(&candidate.id)).await? else {
        return refused(format!("{} is not in this pool any more.", candidate.name));
    };
    count(tx, &pool.id, -1, None).await?;
    record(tx, Kind::Unpooled, pool, candidate, user, now).await?;
    undo::keep(tx, undo::Kind::PoolMember, Some(&candidate.id), &removed, user, now).await
}

/// Brings back someone who was taken out.
pub(in crate::hiring) async fn bring_back(tx: &mut Tx, data: serde_json::Value) -> Result<String> {
    let gone: Removed = undo::read(data)?;
    let pool: Option<(String,)> = tx.maybe(sql("SELECT name FROM pools WHERE id = $1").bind(&gone.pool_id)).await?;
    let person: Option<(String,)> =
        tx.maybe(sql("SELECT name FROM candidates WHERE id = $1").bind(&gone.candidate_id)).await?;
    let (Some((pool,)), Some((name,))) = (pool, person) else { return Err(Error::NotFound) };
    let put =
        sql("INSERT INTO pool_members (pool_id, candidate_id, why, added_by, added_at) VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT DO NOTHING");
    let put = put.bind(&gone.pool_id).bind(&gone.candidate_id).bind(gone.why).bind(gone.added_by).bind(gone.added_at);
    if tx.run(put).await? > 0 {
        count(tx, &gone.pool_id, 1, None).await?;
    }
    Ok(format!("{name} is in {pool} again."))
}

async fn count(tx: &mut Tx, pool: &str, by: i64, used: Option<DateTime<Utc>>) -> Result<()> {
    let query = sql("UPDATE pools SET members = members + $1, updated_at = COALESCE($2, updated_at) WHERE id = $3");
    tx.run(query.bind(by).bind(used).bind(pool)).await?;
    Ok(())
}

/// A private pool stays out of what everyone reads.
async fn record(
    tx: &mut Tx,
    kind: Kind,
    pool: &Pool,
    candidate: &Candidate,
    user: &User,
    now: DateTime<Utc>,
) -> Result<()> {
    if pool.is_private {
        return Ok(());
    }
    let detail = json!({"pool": pool.name, "pool_id": pool.id});
    let entry = Entry { candidate: Some(&candidate.id), detail, ..Entry::new(kind, Some(&user.id)) };
    activity::record(tx, entry, now).await
}
