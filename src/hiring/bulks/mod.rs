//! One deed done to many people, each of them by themselves, with a word on those it could not be done to.

mod deeds;
mod run;

pub use run::{RunBulk, run};

use super::applications::UNDO_DAYS;
use super::table::{Person, Scope};
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, Value, new_id, sql};
use crate::text_enum;
use chrono::{DateTime, Duration, Utc};

/// Up to so many whoever asks waits for; more they look in on.
pub const WAITED_FOR: usize = 200;
/// More than this at a time is refused.
pub const MOST: usize = 10_000;

text_enum! {
    pub enum Deed {
        Move = "move",
        Reject = "reject",
        Assign = "assign",
        Tag = "tag",
        Pool = "pool",
        Add = "add",
    }
}

text_enum! {
    pub enum State {
        Waiting = "waiting",
        Done = "done",
        Refused = "refused",
        Undone = "undone",
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Bulk {
    pub id: String,
    pub position_id: Option<String>,
    pub position: Option<String>,
    #[sqlx(try_from = "String")]
    pub deed: Deed,
    /// The stage, owner, tag, pool or position it leads to, or the reason.
    pub argument: String,
    /// The table it was asked for on, as its address says.
    pub query: String,
    pub by_id: String,
    pub at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Item {
    pub id: String,
    pub candidate_id: String,
    pub candidate: String,
    pub application_id: Option<String>,
    pub seen: String,
    pub why: String,
    pub before: String,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub waiting: i64,
    pub done: i64,
    /// Done, and could not be undone.
    pub stuck: i64,
    pub refused: i64,
    pub undone: i64,
}

impl Progress {
    pub fn total(&self) -> i64 {
        self.waiting + self.done + self.stuck + self.refused + self.undone
    }
}

const SELECT: &str =
    "SELECT b.id, b.position_id, q.title AS position, b.deed, b.argument, b.query, b.by_id, b.at, b.undone_at
    FROM bulks b LEFT JOIN positions q ON q.id = b.position_id WHERE b.id = ?";
const ITEMS: &str = "SELECT i.id, i.candidate_id, c.name AS candidate, i.application_id, i.seen, i.why, i.before
    FROM bulk_items i JOIN candidates c ON c.id = i.candidate_id WHERE i.bulk_id = ?";

/// What is to be done, and on which table it was asked for.
pub struct Wish<'a> {
    pub scope: &'a Scope,
    pub query: &'a str,
    pub deed: Deed,
    pub argument: &'a str,
}

impl Bulk {
    /// Whoever asked for it sees what came of it, and admins do.
    pub async fn find(db: &Db, reader: &User, id: &str) -> Result<Bulk> {
        let query = sql("")
            .push_bound(SELECT, id)
            .push_bound(" AND (b.by_id = ?", &reader.id)
            .push_bound(" OR CAST(? AS BOOLEAN))", reader.role.is_admin());
        db.maybe(query).await?.ok_or(Error::NotFound)
    }

    /// Writes down what is to be done to whom, and has it done.
    pub async fn start(
        tx: &mut Tx,
        user: &User,
        wish: Wish<'_>,
        people: &[Person],
        now: DateTime<Utc>,
    ) -> Result<RunBulk> {
        if people.is_empty() {
            return refused("Choose somebody first.");
        }
        if people.len() > MOST {
            return refused(format!("That is more than {MOST} at once. Narrow the list and do it in parts."));
        }
        let id = new_id();
        let query = sql(
            "INSERT INTO bulks (id, position_id, deed, argument, query, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        );
        let query = query.bind(&id).bind(wish.scope.position().map(str::to_owned)).bind(wish.deed);
        tx.run(query.bind(wish.argument).bind(wish.query).bind(&user.id).bind(now)).await?;
        for some in people.chunks(200) {
            let rows = some.iter().map(|person| {
                let application = person.application_id.clone();
                vec![
                    new_id().into(),
                    (&id).into(),
                    (&person.candidate_id).into(),
                    Value::from(application),
                    (&person.seen).into(),
                ]
            });
            let insert = sql("INSERT INTO bulk_items (id, bulk_id, candidate_id, application_id, seen)");
            tx.run(insert.values(rows)).await?;
        }
        let job = RunBulk { bulk: id, by: user.id.clone(), undo: false };
        tx.enqueue(&job).await?;
        Ok(job)
    }

    pub async fn progress(&self, db: &Db) -> Result<Progress> {
        let query = sql("SELECT state, CAST(CASE WHEN why = '' THEN 0 ELSE 1 END AS BIGINT) AS trouble, COUNT(*) AS n
                         FROM bulk_items WHERE bulk_id = $1 GROUP BY 1, 2");
        let mut progress = Progress::default();
        for (state, trouble, count) in db.all::<(String, i64, i64)>(query.bind(&self.id)).await? {
            *match State::parse(&state) {
                Some(State::Done) if trouble > 0 => &mut progress.stuck,
                Some(State::Done) => &mut progress.done,
                Some(State::Refused) => &mut progress.refused,
                Some(State::Undone) => &mut progress.undone,
                _ => &mut progress.waiting,
            } += count;
        }
        Ok(progress)
    }

    /// The first of those it could not be done to, or that could not be taken back, each with why.
    pub async fn troubles(&self, db: &Db, most: i64) -> Result<Vec<Item>> {
        let query = sql("").push_bound(ITEMS, &self.id).push(" AND i.why <> '' ORDER BY i.id");
        Ok(db.all(query.push_bound(" LIMIT ?", most)).await?)
    }

    pub fn may_be_undone(&self, now: DateTime<Utc>) -> bool {
        self.undone_at.is_none() && now - self.at <= Duration::days(UNDO_DAYS)
    }

    /// Has it taken back, once.
    pub async fn undo(&self, tx: &mut Tx, user: &User, now: DateTime<Utc>) -> Result<RunBulk> {
        if now - self.at > Duration::days(UNDO_DAYS) {
            return refused(format!("This can be undone for {UNDO_DAYS} days."));
        }
        let waiting = sql("SELECT id FROM bulk_items WHERE bulk_id = $1 AND state = 'waiting' LIMIT 1");
        if tx.maybe::<(String,)>(waiting.bind(&self.id)).await?.is_some() {
            return refused("This is still being done. Undo it when it is through.");
        }
        let query = sql("UPDATE bulks SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL");
        if tx.run(query.bind(now).bind(&self.id)).await? == 0 {
            return refused("This was undone already.");
        }
        let job = RunBulk { bulk: self.id.clone(), by: user.id.clone(), undo: true };
        tx.enqueue(&job).await?;
        Ok(job)
    }
}
