//! The work on a bulk: some at a time, each claimed in the transaction that does it, so that two who work on it at once
//! do nothing twice.

use super::deeds::Work;
use super::{Bulk, Deed, ITEMS, Item, SELECT, State};
use crate::hiring::requirements::ScreenPosition;
use crate::hiring::users::User;
use crate::hiring::{Error, Result};
use crate::platform::db::{Db, Run, Tx, sql};
use crate::platform::queue::Job;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Does what waits, or takes back what was done. Safe to repeat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunBulk {
    pub bulk: String,
    /// Who asked for it, and whose rights count.
    pub by: String,
    pub undo: bool,
}

impl Job for RunBulk {
    const QUEUE: &'static str = "run_bulk";
}

const AT_ONCE: i64 = 25;

pub async fn run(db: &Db, job: &RunBulk, now: DateTime<Utc>) -> Result<()> {
    let Some(bulk) = db.maybe::<Bulk>(sql("").push_bound(SELECT, &job.bulk)).await? else { return Ok(()) };
    let (from, to) = if job.undo { (State::Done, State::Undone) } else { (State::Waiting, State::Done) };
    let Some(user) = User::find(db, &job.by).await? else {
        return give_up(db, &bulk, from, "Whoever asked for this cannot sign in any more.").await;
    };
    let work = match Work::prepare(db, &user, &bulk).await {
        Ok(work) => work,
        Err(Error::Broken(source)) => return Err(Error::Broken(source)),
        Err(why) => return give_up(db, &bulk, from, &in_words(&why)).await,
    };
    let mut last = String::new();
    loop {
        let query = sql("").push_bound(ITEMS, &bulk.id).push_bound(" AND i.state = ?", from);
        let query = query.push_bound(" AND i.id > ?", &last).push_bound(" ORDER BY i.id LIMIT ?", AT_ONCE);
        let items: Vec<Item> = db.all(query).await?;
        let Some(end) = items.last() else { break };
        last = end.id.clone();
        let mut ready = Vec::new();
        for item in items {
            // Looked up before the transaction: what changes in between is told by its version.
            let whom = work.find(db, &user, &item).await;
            ready.push((item, whom));
        }
        let mut tx = db.begin().await?;
        for (item, whom) in ready {
            let claim = sql("UPDATE bulk_items SET state = $1 WHERE id = $2 AND state = $3");
            if tx.run(claim.bind(to).bind(&item.id).bind(from)).await? == 0 {
                continue;
            }
            let done = match whom {
                Ok(whom) if job.undo => {
                    work.take_back(db, &mut tx, &user, &item, &whom, now).await.map(|()| String::new())
                }
                Ok(whom) => work.carry_out(&mut tx, &user, &item, &whom, now).await,
                Err(why) => Err(why),
            };
            note(&mut tx, &item, job.undo, done).await?;
        }
        tx.commit().await?;
    }
    if bulk.deed == Deed::Add && !job.undo {
        let mut tx = db.begin().await?;
        tx.enqueue(&ScreenPosition { position: bulk.argument.clone() }).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What came of one of them. What could not be taken back stays done, with the reason beside it.
async fn note(tx: &mut Tx, item: &Item, undo: bool, done: Result<String>) -> Result<()> {
    let (state, why, before) = match done {
        Ok(before) => (if undo { State::Undone } else { State::Done }, String::new(), before),
        Err(Error::Broken(source)) => return Err(Error::Broken(source)),
        Err(why) => (if undo { State::Done } else { State::Refused }, in_words(&why), item.before.clone()),
    };
    let query = sql("UPDATE bulk_items SET state = $1, why = $2, before = $3 WHERE id = $4");
    tx.run(query.bind(state).bind(why).bind(before).bind(&item.id)).await?;
    Ok(())
}

/// Nothing more comes of it, and it says why.
async fn give_up(db: &Db, bulk: &Bulk, from: State, why: &str) -> Result<()> {
    let to = if from == State::Waiting { State::Refused } else { from };
    let mut tx = db.begin().await?;
    let query = sql("UPDATE bulk_items SET state = $1, why = $2 WHERE bulk_id = $3 AND state = $4");
    tx.run(query.bind(to).bind(why).bind(&bulk.id).bind(from)).await?;
    Ok(tx.commit().await?)
}

fn in_words(why: &Error) -> String {
    match why {
        Error::NotFound => "This is not there any more.".to_owned(),
        why => why.to_string(),
    }
}
