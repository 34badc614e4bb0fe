//! The work on an import: fifty rows a transaction, each row counted in the transaction that takes it in.

use super::{Import, Outcome, Person, SELECT};
use crate::hiring::candidates::{self, Field, Record};
use crate::hiring::erasure::EraseFiles;
use crate::hiring::intake::Reader;
use crate::hiring::notes::{Note, NoteBody};
use crate::hiring::tags::Tag;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, duplicates, search};
use crate::platform::db::{Run, Tx, new_id, sql};
use crate::platform::extraction::table::Row;
use crate::platform::queue::Job;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// Takes in the rows of an import that are not taken in yet. Safe to repeat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunImport {
    pub import: String,
}

impl Job for RunImport {
    const QUEUE: &'static str = "run_import";
}

const AT_ONCE: usize = 50;

/// What was put on someone who was known, so that it can be taken off again.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Put {
    pub fields: Vec<(Field, String)>,
    pub tags: Vec<String>,
    pub note: Option<String>,
}

pub async fn run(reader: &Reader, id: &str, most: usize) -> Result<()> {
    let query = sql(SELECT).push_bound("WHERE i.id = ?", id).push(" AND i.state = 'running'");
    let Some(import) = reader.db.maybe::<Import>(query).await? else { return Ok(()) };
    let user = User::find(&reader.db, &import.created_by).await?.ok_or(Error::NotFound)?;
    let table = import.table(reader, most).await?.map_err(anyhow::Error::from)?;
    let mut done = import.done;
    let rest = table.rows.get(usize::try_from(done).unwrap_or_default()..).unwrap_or_default();
    for rows in rest.chunks(AT_ONCE) {
        let now = reader.clock.now();
        let mut tx = reader.db.begin().await?;
        // First the count: of two that run at once, one finds it changed and leaves.
        let mine = sql("UPDATE imports SET done = done + $1 WHERE id = $2 AND done = $3 AND state = 'running'");
        if tx.run(mine.bind(rows.len() as i64).bind(id).bind(done)).await? == 0 {
            return Ok(());
        }
        done += rows.len() as i64;
        let mut counts = [0_i64; 3];
        for row in rows {
            match take_in(&mut tx, &user, &import, row, now).await? {
                Outcome::Added => counts[0] += 1,
                Outcome::Joined => counts[1] += 1,
                _ => counts[2] += 1,
            }
        }
        let [added, joined, failed] = counts;
        let count =
            sql("UPDATE imports SET added = added + $1, joined = joined + $2, failed = failed + $3 WHERE id = $4");
        tx.run(count.bind(added).bind(joined).bind(failed).bind(id)).await?;
        tx.commit().await?;
    }
    let mut tx = reader.db.begin().await?;
    let over =
        sql("UPDATE imports SET state = 'done', sha256 = '', finished_at = $1 WHERE id = $2 AND state = 'running'");
    if tx.run(over.bind(reader.clock.now()).bind(id)).await? > 0 {
        tx.enqueue(&EraseFiles { files: vec![import.sha256] }).await?;
    }
    Ok(tx.commit().await?)
}

async fn take_in(tx: &mut Tx, user: &User, import: &Import, row: &Row, now: DateTime<Utc>) -> Result<Outcome> {
    let person = match Person::read(&import.columns.0, row) {
        Ok(person) => person,
        Err(why) => {
            note(tx, import, row, (Outcome::Failed, &why), None, json!({ "cells": row.cells }), now).await?;
            return Ok(Outcome::Failed);
        }
    };
    let fresh = new_id();
    let (candidate, is_new) = candidates::claim(tx, &fresh, &person.sha256, &person.parsed).await?;
    if is_new {
        candidates::add(tx, &candidate, &person.parsed, &person.name, Some(&user.id), now).await?;
    }
    duplicates::look(tx, &candidate, &duplicates::signs(&person.parsed, ""), now).await?;
    let put = match is_new || may_change(tx, user, &candidate).await? {
        true => put_on(tx, user, &candidate, &person, is_new, now).await?,
        false => Put::default(),
    };
    search::index(tx, &candidate).await?;
    let outcome = if is_new { Outcome::Added } else { Outcome::Joined };
    let detail = serde_json::to_value(put).map_err(anyhow::Error::from)?;
    note(tx, import, row, (outcome, ""), Some(&candidate), detail, now).await?;
    Ok(outcome)
}

async fn may_change(tx: &mut Tx, user: &User, candidate: &str) -> Result<bool> {
    let query = user.select_candidate_editable("SELECT c.id", "FROM candidates c WHERE c.id = ");
    let found: Option<(String, bool)> = tx.maybe(query.push_bound("?", candidate)).await?;
    Ok(found.is_some_and(|(_, editable)| editable))
}

/// Tags and a note; and of someone known, what was not known about them.
async fn put_on(
    tx: &mut Tx,
    user: &User,
    candidate: &str,
    person: &Person,
    is_new: bool,
    now: DateTime<Utc>,
) -> Result<Put> {
    let mut put = Put::default();
    if !is_new {
        let query = sql(
            "SELECT name, email, phone, headline, location, experience_years, parsed FROM candidates WHERE id = $1",
        );
        let known: Record = tx.one(query.bind(candidate)).await?;
        let told = Record::of(&person.parsed);
        let missing = [Field::Email, Field::Phone, Field::Headline, Field::Location, Field::Skills, Field::Links];
        let missing = missing.into_iter().filter(|field| known.get(*field).is_empty() && !told.get(*field).is_empty());
        put.fields = missing.map(|field| (field, told.get(field))).collect();
        let fields: Vec<_> = put.fields.iter().map(|(field, value)| (*field, String::new(), value.clone())).collect();
        candidates::replace(tx, candidate, user, &fields, now).await?;
    }
    for name in &person.tags {
        let tag = Tag::of_name(tx, user, name, now).await?;
        if tag.put_on_id(tx, candidate, user, now).await? {
            put.tags.push(tag.id);
        }
    }
    if let Ok(body) = NoteBody::parse(&person.note) {
        let same = sql("SELECT id FROM notes WHERE candidate_id = $1 AND body = $2 LIMIT 1");
        if tx.maybe::<(String,)>(same.bind(candidate).bind(&person.note)).await?.is_none() {
            put.note = Some(Note::add(tx, candidate, user, body, false, now).await?.id);
        }
    }
    Ok(put)
}

/// Writes down what came of a row.
async fn note(
    tx: &mut Tx,
    import: &Import,
    row: &Row,
    (outcome, reason): (Outcome, &str),
    candidate: Option<&str>,
    detail: Json,
    now: DateTime<Utc>,
) -> Result<()> {
    let query = sql("INSERT INTO import_rows (id, import_id, number, outcome, reason, candidate_id, detail, at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    let query = query.bind(new_id()).bind(&import.id).bind(row.number).bind(outcome).bind(reason);
    tx.run(query.bind(candidate).bind(detail).bind(now)).await?;
    Ok(())
}
