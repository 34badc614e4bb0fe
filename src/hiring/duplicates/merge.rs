//! Making two candidates one. Everything of the one who goes moves to the one who stays; what cannot stand twice is kept
//! as it was. Either can be undone for thirty days, row by row.

mod moving;

pub(super) use moving::{APPLICATION_TABLES, CANDIDATE_TABLES};

use crate::hiring::activity::{self, Entry, Kind};
use crate::hiring::applications::{UNDO_DAYS, newest_application};
use crate::hiring::candidates::{Candidate, Field, Record, replace};
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused, search};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Duration, Utc};
use moving::Moved;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Whose word counts for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Kept,
    Gone,
}

/// A field's choice.
pub struct Choice {
    pub field: Field,
    pub side: Side,
}

/// A merge that stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Merge {
    pub id: String,
    pub gone_name: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// What a merge did.
#[derive(Serialize, Deserialize)]
struct Done {
    moved: Moved,
    /// What each chosen field was before, and is since.
    fields: Vec<(String, String, String)>,
}

/// Who came back.
pub struct UndoneMerge {
    pub gone: String,
    pub gone_name: String,
}

/// The candidate that somebody became, when they were merged.
pub async fn moved_to(db: &Db, id: &str) -> Result<Option<String>> {
    let query = sql("SELECT kept_id FROM merges WHERE gone_id = $1 AND undone_at IS NULL ORDER BY at DESC LIMIT 1");
    Ok(db.maybe::<(String,)>(query.bind(id)).await?.map(|(kept,)| kept))
}

/// The candidate a merge was into.
pub async fn kept_of(db: &Db, merge: &str) -> Result<String> {
    let found: Option<(String,)> = db.maybe(sql("SELECT kept_id FROM merges WHERE id = $1").bind(merge)).await?;
    found.map(|(kept,)| kept).ok_or(Error::NotFound)
}

/// The latest merge into a candidate that can still be undone.
pub async fn latest_merge(db: &Db, candidate: &str, now: DateTime<Utc>) -> Result<Option<Merge>> {
    let query = sql("SELECT m.id, m.gone_name, u.name AS by, m.at FROM merges m JOIN users u ON u.id = m.by_id
                     WHERE m.kept_id = $1 AND m.undone_at IS NULL AND m.at > $2 ORDER BY m.at DESC, m.id DESC LIMIT 1");
    Ok(db.maybe(query.bind(candidate).bind(now - Duration::days(UNDO_DAYS))).await?)
}

/// Makes `gone` part of `kept`, who takes the fields chosen from `gone`. Answers with the merge's id.
pub async fn merge(
    tx: &mut Tx,
    user: &User,
    kept: &Candidate,
    gone: &Candidate,
    choices: &[Choice],
    now: DateTime<Utc>,
) -> Result<String> {
    if kept.id == gone.id {
        return refused("These are one candidate already.");
    }
    let (before, other) = hold_both(tx, &kept.id, &gone.id, now).await?;
    let mut fields = Vec::new();
    for choice in choices.iter().filter(|choice| choice.side == Side::Gone) {
        let (was, is) = (before.get(choice.field), other.get(choice.field));
        if was != is {
            fields.push((choice.field, was, is));
        }
    }
    replace(tx, &kept.id, user, &fields, now).await?;
    search::forget(tx, &gone.id).await?;
    let moved = Moved::all(tx, &kept.id, &gone.id).await?;
    newest_application(tx, &kept.id).await?;
    search::index(tx, &kept.id).await?;

    let id = new_id();
    let fields = fields.into_iter().map(|(field, was, is)| (field.to_string(), was, is)).collect();
    let record = serde_json::to_value(Done { moved, fields }).map_err(anyhow::Error::from)?;
    let query = sql(
        "INSERT INTO merges (id, kept_id, gone_id, gone_name, record, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    tx.run(query.bind(&id).bind(&kept.id).bind(&gone.id).bind(&gone.name).bind(record).bind(&user.id).bind(now))
        .await?;
    told(tx, Kind::Merged, &kept.id, &gone.name, user, now).await?;
    Ok(id)
}

/// Takes a merge back: whoever went is there again with all that was theirs. Later merges come first.
pub async fn undo(tx: &mut Tx, user: &User, id: &str, now: DateTime<Utc>) -> Result<UndoneMerge> {
    #[derive(sqlx::FromRow)]
    struct Kept {
        kept_id: String,
        gone_id: String,
        gone_name: String,
        record: sqlx::types::Json<Done>,
        at: DateTime<Utc>,
    }
    let query = sql("SELECT kept_id, gone_id, gone_name, record, at FROM merges WHERE id = $1").bind(id);
    let merge: Kept = tx.maybe(query).await?.ok_or(Error::NotFound)?;
    if now - merge.at > Duration::days(UNDO_DAYS) {
        return refused(format!("A merge can be undone for {UNDO_DAYS} days."));
    }
    let later = sql("SELECT id FROM merges WHERE kept_id = $1 AND at > $2 AND undone_at IS NULL LIMIT 1");
    if tx.maybe::<(String,)>(later.bind(&merge.kept_id).bind(merge.at)).await?.is_some() {
        return refused("There was another merge since. Undo that one first.");
    }
    let taken = sql("UPDATE merges SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL");
    if tx.run(taken.bind(now).bind(id)).await? == 0 {
        return refused("This merge was undone already.");
    }
    let Done { moved, fields } = merge.record.0;
    moved.back(tx, &merge.kept_id, &merge.gone_id).await?;
    // What somebody changed since stays theirs.
    let record: Record = tx
        .one(
            sql(
                "SELECT name, email, phone, headline, location, experience_years, parsed FROM candidates WHERE id = $1",
            )
            .bind(&merge.kept_id),
        )
        .await?;
    let fields: Vec<(Field, String, String)> = fields
        .into_iter()
        .filter_map(|(field, was, is)| Some((Field::parse(&field)?, is, was)))
        .filter(|(field, is, _)| record.get(*field) == *is)
        .collect();
    replace(tx, &merge.kept_id, user, &fields, now).await?;
    newest_application(tx, &merge.kept_id).await?;
    newest_application(tx, &merge.gone_id).await?;
    search::index(tx, &merge.kept_id).await?;
    search::index(tx, &merge.gone_id).await?;
    told(tx, Kind::Unmerged, &merge.kept_id, &merge.gone_name, user, now).await?;
    Ok(UndoneMerge { gone: merge.gone_id, gone_name: merge.gone_name })
}

/// Holds both rows, in one order for everyone: of two merges at once the second finds one gone.
async fn hold_both(tx: &mut Tx, kept: &str, gone: &str, now: DateTime<Utc>) -> Result<(Record, Record)> {
    let mut ids = [kept, gone];
    ids.sort_unstable();
    let mut found = Vec::new();
    for id in ids {
        let query = sql("UPDATE candidates SET updated_at = $1 WHERE id = $2
                         RETURNING name, email, phone, headline, location, experience_years, parsed");
        let Some(record) = tx.maybe::<Record>(query.bind(now).bind(id)).await? else {
            return refused("One of the two is gone already. Load the page again.");
        };
        found.push(record);
    }
    let (Some(second), Some(first)) = (found.pop(), found.pop()) else { return Err(Error::NotFound) };
    Ok(if ids[0] == kept { (first, second) } else { (second, first) })
}

async fn told(tx: &mut Tx, kind: Kind, kept: &str, gone: &str, user: &User, now: DateTime<Utc>) -> Result<()> {
    let entry = Entry { candidate: Some(kept), detail: json!({"name": gone}), ..Entry::new(kind, Some(&user.id)) };
    activity::record(tx, entry, now).await
}
