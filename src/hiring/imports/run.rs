//! The work on an import: fifty rows a transaction, each row counted in the transaction that takes it in.

use super::check::{Placed, read_all};
use super::{Import, Outcome, Person, SELECT};
use crate::hiring::applications;
use crate::hiring::candidates::{self, Field, Record};
use crate::hiring::erasure::EraseFiles;
use crate::hiring::intake::Reader;
use crate::hiring::notes::{Note, NoteBody};
use crate::hiring::positions::{Place, Places};
use crate::hiring::requirements::ScreenPosition;
use crate::hiring::tags::Tag;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, duplicates, search};
use crate::platform::db::{Run, Tx, new_id, sql};
use crate::platform::events::Event;
use crate::platform::extraction::table::Row;
use crate::platform::queue::Job;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

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
    /// The application that began with it.
    pub application: Option<String>,
    /// The CV that came with it.
    pub document: Option<String>,
}

/// An import under way.
struct Work {
    user: User,
    import: Import,
    places: Places,
}

/// What is to be done once some rows are in.
#[derive(Default)]
struct After {
    /// Positions whose people are to be screened anew.
    to_screen: BTreeSet<String>,
    /// Files that nobody was given.
    unused: Vec<String>,
}

pub async fn run(reader: &Reader, id: &str, most: usize) -> Result<()> {
    let query = sql(SELECT).push_bound("WHERE i.id = ?", id).push(" AND i.state = 'running'");
    let Some(import) = reader.db.maybe::<Import>(query).await? else { return Ok(()) };
    let user = User::find(&reader.db, &import.created_by).await?.ok_or(Error::NotFound)?;
    let table = import.table(reader, most).await?.map_err(anyhow::Error::from)?;
    let places = Places::of(&reader.db, &user).await?;
    let mut done = import.done;
    let work = Work { user, import, places };
    let rest = table.rows.get(usize::try_from(done).unwrap_or_default()..).unwrap_or_default();
    for rows in rest.chunks(AT_ONCE) {
        let (columns, for_all) = (&work.import.columns.0, work.import.position_id.as_deref());
        let people = read_all(reader, columns, rows, &work.places, for_all).await?;
        keep_files(reader, &people).await?;
        let now = reader.clock.now();
        let mut tx = reader.db.begin().await?;
        // First the count: of two that run at once, one finds it changed and leaves.
        let mine = sql("UPDATE imports SET done = done + $1 WHERE id = $2 AND done = $3 AND state = 'running'");
        if tx.run(mine.bind(rows.len() as i64).bind(id).bind(done)).await? == 0 {
            return Ok(());
        }
        done += rows.len() as i64;
        let mut counts = [0_i64; 3];
        let mut after = After::default();
        for (row, person) in rows.iter().zip(people) {
            match take_in(&mut tx, &work, row, person, &mut after, now).await? {
                Outcome::Added => counts[0] += 1,
                Outcome::Joined => counts[1] += 1,
                _ => counts[2] += 1,
            }
        }
        let [added, joined, failed] = counts;
        let count =
            sql("UPDATE imports SET added = added + $1, joined = joined + $2, failed = failed + $3 WHERE id = $4");
        tx.run(count.bind(added).bind(joined).bind(failed).bind(id)).await?;
        for position in after.to_screen {
            tx.enqueue(&ScreenPosition { position }).await?;
        }
        if !after.unused.is_empty() {
            tx.enqueue(&EraseFiles { files: after.unused }).await?;
        }
        Import::tell(&mut tx, id);
        tx.commit().await?;
    }
    let mut tx = reader.db.begin().await?;
    let over =
        sql("UPDATE imports SET state = 'done', sha256 = '', finished_at = $1 WHERE id = $2 AND state = 'running'");
    if tx.run(over.bind(reader.clock.now()).bind(id)).await? > 0 {
        tx.enqueue(&EraseFiles { files: vec![work.import.sha256] }).await?;
        Import::tell(&mut tx, id);
    }
    Ok(tx.commit().await?)
}

/// CVs are on the disk before the rows that name them are in the database.
async fn keep_files(reader: &Reader, people: &[Placed<'_>]) -> Result<()> {
    for resume in people.iter().flatten().filter_map(|(_, person)| person.resume.as_ref()) {
        reader.files.put_bytes(resume.json.clone()).await.map_err(anyhow::Error::from)?;
    }
    Ok(())
}

async fn take_in(
    tx: &mut Tx,
    Work { user, import, .. }: &Work,
    row: &Row,
    placed: Placed<'_>,
    after: &mut After,
    now: DateTime<Utc>,
) -> Result<Outcome> {
    let (place, person) = match placed {
        Ok(placed) => placed,
        Err(why) => {
            // Of a CV its file's name is enough.
            let cells = if import.is_of_resumes() { &row.cells[..1] } else { &row.cells[..] };
            note(tx, import, row, (Outcome::Failed, &why), None, json!({ "cells": cells }), now).await?;
            return Ok(Outcome::Failed);
        }
    };
    let fresh = new_id();
    let (candidate, is_new) = candidates::claim(tx, &fresh, &person.sha256, &person.parsed).await?;
    if is_new {
        candidates::add(tx, &candidate, &person.parsed, &person.name, Some(&user.id), now).await?;
    }
    let text = person.resume.as_ref().map_or("", |resume| &resume.text);
    duplicates::look(tx, &candidate, &duplicates::signs(&person.parsed, text), now).await?;
    let mut put = Put::default();
    if is_new || may_change(tx, user, &candidate).await? {
        put = put_on(tx, user, &candidate, &person, (is_new, place.is_some()), now).await?;
        if let Some(resume) = &person.resume {
            put.document = resume.keep(tx, user, &candidate, &person.name, &mut after.to_screen, now).await?;
        }
    }
    if let Some(resume) = person.resume.as_ref().filter(|_| put.document.is_none()) {
        after.unused.push(resume.sha256.clone());
    }
    search::index(tx, &candidate).await?;
    if let Some(place) = place {
        put.application = consider(tx, user, &candidate, &person, place, &mut after.to_screen, now).await?;
    }
    let outcome = if is_new { Outcome::Added } else { Outcome::Joined };
    let detail = serde_json::to_value(put).map_err(anyhow::Error::from)?;
    note(tx, import, row, (outcome, ""), Some(&candidate), detail, now).await?;
    Ok(outcome)
}

/// Considers someone for a position, unless they are or were; answers with the application that began.
async fn consider(
    tx: &mut Tx,
    user: &User,
    candidate: &str,
    person: &Person,
    place: &Place,
    to_screen: &mut BTreeSet<String>,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let there = sql("SELECT id FROM applications WHERE position_id = $1 AND candidate_id = $2");
    if tx.maybe::<(String,)>(there.bind(&place.id).bind(candidate)).await?.is_some() {
        return Ok(None);
    }
    let cv = sql("SELECT d.id FROM documents d JOIN candidates c ON c.id = d.candidate_id
                  WHERE c.id = $1 AND d.kind = 'cv' AND d.removed_at IS NULL
                  ORDER BY CASE WHEN d.id = c.cv_id THEN 0 ELSE 1 END, d.created_at DESC, d.id DESC LIMIT 1");
    let cv = tx.maybe::<(String,)>(cv.bind(candidate)).await?.map(|(id,)| id);
    let new = applications::New {
        project: &place.project_id,
        position: &place.id,
        candidate,
        cv: cv.as_deref(),
        owner: Some(&user.id),
        source: &person.source,
    };
    let (application, is_new) = applications::apply(tx, new, now).await?;
    if cv.is_some() {
        to_screen.insert(place.id.clone());
    }
    tx.announce(Event::new(format!("position:{}", place.id), "screened", &application));
    Ok(Some(application).filter(|_| is_new))
}

async fn may_change(tx: &mut Tx, user: &User, candidate: &str) -> Result<bool> {
    let query = user.select_candidate_editable("SELECT c.id", "FROM candidates c WHERE c.id = ");
    let found: Option<(String, bool)> = tx.maybe(query.push_bound("?", candidate)).await?;
    Ok(found.is_some_and(|(_, editable)| editable))
}

/// Tags and a note; and of someone known, what was not known about them. Where someone was found is said by their
/// application, or else by the note.
async fn put_on(
    tx: &mut Tx,
    user: &User,
    candidate: &str,
    person: &Person,
    (is_new, is_placed): (bool, bool),
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
    let words = person.told(is_placed);
    if let Ok(body) = NoteBody::parse(&words) {
        let same = sql("SELECT id FROM notes WHERE candidate_id = $1 AND body = $2 LIMIT 1");
        if tx.maybe::<(String,)>(same.bind(candidate).bind(&words)).await?.is_none() {
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
