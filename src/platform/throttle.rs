//! Counts failures per account or address, and says when the next try is allowed.

use super::db::{Db, Result, Run, Tx, sql};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use std::{net::IpAddr, time::Duration};

/// The longest window.
const LONGEST: TimeDelta = TimeDelta::days(1);

/// At most `limit` failures in any `window` of up to a day. Counted in the database, so it holds across restarts and
/// processes.
///
/// Strike before the slow check and clear after it passed: then guesses made at the same time all count.
#[derive(Clone, Copy, Debug)]
pub struct Throttle {
    pub limit: u32,
    pub window: Duration,
}

#[derive(sqlx::FromRow)]
struct Strike {
    at: DateTime<Utc>,
}

impl Throttle {
    /// How long `key` must wait for its next try; `None` when it may try now.
    pub async fn wait(&self, db: &Db, key: &str, now: DateTime<Utc>) -> Result<Option<Duration>> {
        // Room is made when the limit-th strike from the end grows too old to count.
        let decisive = sql("SELECT at FROM throttle WHERE key = $1 AND at > $2 ORDER BY at DESC LIMIT 1 OFFSET $3")
            .bind(hashed(key))
            .bind(now - self.window())
            .bind(i64::from(self.limit.saturating_sub(1)));
        let strike: Option<Strike> = db.maybe(decisive).await?;
        Ok(strike.and_then(|strike| (strike.at + self.window() - now).to_std().ok()))
    }

    /// Counts a failure of `key`, and forgets what no longer counts: its own, and anyone's after a day.
    pub async fn strike(&self, tx: &mut Tx, key: &str, now: DateTime<Utc>) -> Result<()> {
        let old = sql("DELETE FROM throttle WHERE (key = $1 AND at <= $2) OR at <= $3")
            .bind(hashed(key))
            .bind(now - self.window())
            .bind(now - LONGEST);
        tx.run(old).await?;
        tx.run(sql("INSERT INTO throttle (key, at) VALUES ($1, $2)").bind(hashed(key)).bind(now)).await?;
        Ok(())
    }

    /// How many failures of `key` count now.
    pub async fn strikes(&self, db: &Db, key: &str, now: DateTime<Utc>) -> Result<u32> {
        let count = sql("SELECT COUNT(*) FROM throttle WHERE key = $1 AND at > $2");
        let (count,): (i64,) = db.one(count.bind(hashed(key)).bind(now - self.window())).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Takes back what was struck at a moment.
    pub async fn forgive(&self, tx: &mut Tx, key: &str, at: DateTime<Utc>) -> Result<()> {
        tx.run(sql("DELETE FROM throttle WHERE key = $1 AND at = $2").bind(hashed(key)).bind(at)).await?;
        Ok(())
    }

    /// Forgets the failures of `key`.
    pub async fn clear(&self, tx: &mut Tx, key: &str) -> Result<()> {
        tx.run(sql("DELETE FROM throttle WHERE key = $1").bind(hashed(key))).await?;
        Ok(())
    }

    fn window(&self) -> TimeDelta {
        TimeDelta::from_std(self.window).unwrap_or(LONGEST).min(LONGEST)
    }
}

/// The key of a visitor's address. One household or office of IPv6 has a whole /64: it counts as one.
pub fn address_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("address:{address}"),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("address:{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

/// Names and addresses of people are nobody's business in this table.
fn hashed(key: &str) -> String {
    hex::encode(Sha256::digest(key))
}
