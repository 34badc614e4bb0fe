//! The workspace itself: its name, its time zone, and its one-time set-up.

use super::{
    Error, Result,
    rescreens::ApplyThresholds,
    users::{NewUser, Role, User},
};
use crate::platform::{
    db::{Db, Run, Tx, sql},
    queue::Job,
};
use crate::screening::Thresholds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Workspace {
    pub name: String,
    /// IANA name, e.g. `Europe/Lisbon`.
    pub time_zone: String,
    pub strong_from: i64,
    pub potential_from: i64,
    /// Holds the sample data.
    pub sample: bool,
    pub created_at: DateTime<Utc>,
}

/// What may be changed about a workspace, checked. `strong_from` is above `potential_from`, both from 1 to 100.
pub struct WorkspaceChange {
    pub name: String,
    pub time_zone: String,
    pub strong_from: i64,
    pub potential_from: i64,
}

/// Fills the workspace with sample data. Carried out by `jobs`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoadSample {}

impl Job for LoadSample {
    const QUEUE: &'static str = "load_sample";
}

/// What the set-up page asks for, checked.
pub struct SetUp {
    pub name: String,
    pub time_zone: String,
    pub sample: bool,
    pub owner_email: String,
    pub owner_name: String,
    pub password_hash: String,
}

impl Workspace {
    /// The workspace, once it has been set up.
    pub async fn find(db: &Db) -> Result<Option<Workspace>> {
        Ok(db.maybe(sql("SELECT * FROM workspace WHERE id = 1")).await?)
    }

    pub async fn update(tx: &mut Tx, user: &User, change: WorkspaceChange, now: DateTime<Utc>) -> Result<()> {
        let before: Workspace = tx.one(sql("SELECT * FROM workspace WHERE id = 1")).await?;
        let (before, after) = (before.thresholds(), thresholds(change.strong_from, change.potential_from));
        if before != after {
            tx.enqueue(&ApplyThresholds { before, after, by: user.id.clone(), at: now }).await?;
        }
        let changed =
            sql("UPDATE workspace SET name = $1, time_zone = $2, strong_from = $3, potential_from = $4 WHERE id = 1")
                .bind(change.name)
                .bind(change.time_zone)
                .bind(change.strong_from)
                .bind(change.potential_from);
        tx.run(changed).await?;
        Ok(())
    }

    /// Makes the workspace and its first super admin. Works once, ever.
    pub async fn set_up(tx: &mut Tx, ask: SetUp, now: DateTime<Utc>) -> Result<User> {
        let made = sql("INSERT INTO workspace (id, name, time_zone, sample, created_at)
             VALUES (1, $1, $2, $3, $4) ON CONFLICT (id) DO NOTHING")
        .bind(ask.name)
        .bind(ask.time_zone)
        .bind(ask.sample)
        .bind(now);
        if tx.run(made).await? == 0 {
            return Err(Error::NotFound);
        }
        let owner = NewUser {
            email: ask.owner_email,
            name: ask.owner_name,
            role: Role::SuperAdmin,
            password_hash: ask.password_hash,
        };
        User::add(tx, owner, now).await
    }

    pub fn thresholds(&self) -> Thresholds {
        thresholds(self.strong_from, self.potential_from)
    }

    pub fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(chrono_tz::UTC)
    }
}

fn thresholds(strong_from: i64, potential_from: i64) -> Thresholds {
    Thresholds { strong: strong_from.clamp(0, 100) as u8, potential: potential_from.clamp(0, 100) as u8 }
}
