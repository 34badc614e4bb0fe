//! What someone's day begins with: who waits for them, and how their open positions stand.
//!
//! A CV waits for review while its application is in play in the first stage of an open position, that stage is one of
//! reviewing, and nobody looked: nobody of the project's team opened it, and nobody moved or judged it
//! (`applications.reviewed_at`). Someone waits too long who came into their stage before its target days. Positions of
//! projects that are on hold, completed or archived ask nothing of anybody.

mod people;
mod pipeline;

pub use people::{Ask, MOST, Show, Spot, Waiting, count, page};
pub use pipeline::{Health, pipeline};

use super::users::User;
use crate::platform::db::Sql;
use crate::text_enum;
use chrono::{DateTime, Duration, Utc};

text_enum! {
    /// Whose open positions count: those of projects one owns, of projects one is on the team of, or all.
    pub enum Scope {
        Mine = "mine",
        Team = "team",
        Everyone = "everyone",
    }
}

/// Who came within so many days is new.
pub const NEW_DAYS: i64 = 7;

impl Scope {
    /// Narrows a query with the project `p` and its position `q` to positions that ask something of someone.
    fn narrow(self, query: Sql, user: &User) -> Sql {
        let query = query.push(" AND p.status = 'active' AND q.status = 'open'");
        match self {
            Scope::Mine => query.push_bound(" AND p.owner_id = ?", &user.id),
            Scope::Team => query.push_bound(
                " AND EXISTS (SELECT 1 FROM project_members m WHERE m.project_id = p.id AND m.user_id = ?)",
                &user.id,
            ),
            Scope::Everyone => query,
        }
    }
}

fn new_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - Duration::days(NEW_DAYS)
}

/// Adds the moment before which one must have come into the stage `s` to be there too long, for stages of these targets.
/// It depends on the stage alone, so that an index by stage and time answers.
fn push_cutoff(query: Sql, targets: &[i64], now: DateTime<Utc>) -> Sql {
    if targets.is_empty() {
        return query.push("NULL");
    }
    let each =
        |query: Sql, days: &i64| query.push_bound(" WHEN ?", *days).push_bound(" THEN ?", now - Duration::days(*days));
    targets.iter().fold(query.push("CASE s.target_days"), each).push(" END")
}
