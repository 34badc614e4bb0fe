//! Finding people by what is known about them: names, headlines, skills, notes and the texts of their CVs.
//!
//! Words are folded here and not by the databases, so SQLite and PostgreSQL find the same; only `sqlite.rs` and
//! `postgres.rs` say it in each one's own way. A question is answered in rounds: those named so come first, then those
//! who are it by title or skill, then all others who mention it, and the newest first in each.

mod entry;
mod facets;
mod named;
mod names;
mod postgres;
mod query;
mod snippets;
mod sqlite;
mod standing;
mod words;

pub use entry::Entry;
pub use facets::{Choice, Facet, Kind};
pub use named::{Named, named};
pub use query::Standing;
pub use snippets::Piece;
pub use standing::names;
pub(super) use standing::{restand, restand_position};
pub use words::folded;

use super::Result;
use super::candidates::{self, Listed};
use super::users::User;
use crate::platform::db::{Db, Run, Sql, Tx, Value, sql};
use crate::platform::queue::Job;
use entry::Facts;
use query::{Field, Tree};
use serde::{Deserialize, Serialize};
use snippets::{Wanted, passage};
use std::collections::HashMap;

/// How many a page of results holds.
pub const PAGE: usize = 20;
/// Results are counted and paged up to here; nobody reads further.
pub const MOST: i64 = 1_000;
/// With fewer results than this, names spelled a little differently are looked for too.
const FEW: i64 = 20;

/// How far into an entry a question without fields reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Name,
    /// Name, title and skill.
    Head,
    Any,
}

/// What someone looks for.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    pub text: String,
    /// Choices among the facets: one of each kind is enough.
    pub chosen: Vec<(Kind, String)>,
    /// From 0.
    pub page: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// At most [`MOST`].
    pub total: i64,
    /// There are more than `total`.
    pub is_capped: bool,
    pub has_next: bool,
    pub facets: Vec<Facet>,
    /// What of the question was not understood, in sentences.
    pub remarks: Vec<String>,
    /// Names spelled a little differently that were looked for too.
    pub similar: Vec<String>,
}

/// One person found, with the passages that say why.
#[derive(Clone, Debug)]
pub struct Hit {
    pub person: Listed,
    pub cv: Option<Vec<Piece>>,
    pub note: Option<(chrono::DateTime<chrono::Utc>, Vec<Piece>)>,
}

/// Answers a question with what its reader may see: every role of today reads every candidate.
pub async fn find(db: &Db, _reader: &User, ask: &Ask) -> Result<Found> {
    let query = query::parse(&ask.text);
    let mut parts: Vec<Tree> = Vec::new();
    if let Some(tree) = query.tree {
        parts.push(standing::named(db, tree).await?);
    }
    let has_text = !parts.is_empty();
    for kind in Kind::ALL.iter().copied() {
        let values: Vec<&str> =
            ask.chosen.iter().filter(|(one, _)| *one == kind).map(|(_, value)| value.as_str()).collect();
        if !values.is_empty() {
            parts.push(kind.narrowed(&values));
        }
    }
    let mut found = Found { remarks: query.remarks, ..Found::default() };
    if parts.is_empty() {
        return Ok(found);
    }
    let exact = flat(parts);
    let mut lines = counted(db, &mut found, &exact).await?;
    let mut wide = None;
    if found.total < FEW
        && has_text
        && let Some((tree, similar)) = names::widened(db, &exact).await?
    {
        let before = found.total;
        lines = counted(db, &mut found, &tree).await?;
        if found.total > before {
            (wide, found.similar) = (Some(tree), similar);
        }
    }
    found.facets = facets::count(&lines, &ask.chosen);
    let ordinals = ranked(db, &exact, wide.as_ref(), ask.page, &mut found.has_next).await?;
    found.hits = hits(db, &ordinals, wide.as_ref().unwrap_or(&exact)).await?;
    Ok(found)
}

fn flat(parts: Vec<Tree>) -> Tree {
    let parts = parts.into_iter().flat_map(|part| match part {
        Tree::All(parts) => parts,
        one => vec![one],
    });
    Tree::All(parts.collect())
}

fn hits_of(db: &Db, tree: &Tree, reach: Reach, limit: i64) -> Sql {
    let start = sql("WITH ");
    if db.is_postgres() { postgres::hits(start, tree, reach, limit) } else { sqlite::hits(start, tree, reach, limit) }
}

/// Counts what matches, and gathers what it can be narrowed by.
async fn counted(db: &Db, found: &mut Found, tree: &Tree) -> Result<String> {
    let query = hits_of(db, tree, Reach::Any, MOST + 1)
        .push_bound(" SELECT COUNT(*) AS n, string_agg(e.facets || e.standing, ?)", facets::NEXT)
        .push(" AS lines FROM hits h JOIN search_entries e ON e.ordinal = h.ordinal");
    let (total, lines): (i64, Option<String>) = db.one(query).await?;
    found.is_capped = total > MOST;
    found.total = total.min(MOST);
    Ok(lines.unwrap_or_default())
}

/// The entries of a page, the best first.
async fn ranked(db: &Db, exact: &Tree, wide: Option<&Tree>, page: usize, has_next: &mut bool) -> Result<Vec<i64>> {
    let most = usize::try_from(MOST).unwrap_or_default();
    let start = (page * PAGE).min(most);
    let needed = (start + PAGE + 1).min(most);
    let mut rounds = vec![(exact, Reach::Any)];
    let mut has_free = false;
    exact.each_wanted(&mut |field, _, _| has_free |= field.is_none());
    if has_free {
        rounds = vec![(exact, Reach::Name), (exact, Reach::Head), (exact, Reach::Any)];
    }
    rounds.extend(wide.map(|wide| (wide, Reach::Any)));
    let mut ordinals: Vec<i64> = Vec::new();
    for (tree, reach) in rounds {
        if ordinals.len() >= needed {
            break;
        }
        let limit = (needed + ordinals.len()) as i64;
        let query = hits_of(db, tree, reach, limit).push(" SELECT ordinal FROM hits ORDER BY ordinal DESC");
        let more: Vec<(i64,)> = db.all(query).await?;
        for (ordinal,) in more {
            if !ordinals.contains(&ordinal) {
                ordinals.push(ordinal);
            }
        }
    }
    *has_next = ordinals.len() > start + PAGE;
    Ok(ordinals.into_iter().skip(start).take(PAGE).collect())
}

/// Who they are, and the passages that say why they were found.
async fn hits(db: &Db, ordinals: &[i64], tree: &Tree) -> Result<Vec<Hit>> {
    let mut entries = sql("SELECT ordinal, candidate_id FROM search_entries WHERE ordinal IN (-1");
    for ordinal in ordinals {
        entries = entries.push_bound(", ?", *ordinal);
    }
    let entries: HashMap<i64, String> = db.all::<(i64, String)>(entries.push(")")).await?.into_iter().collect();
    let ids: Vec<&str> = ordinals.iter().filter_map(|ordinal| entries.get(ordinal)).map(String::as_str).collect();
    let (mut people, cvs, notes) =
        tokio::try_join!(candidates::listed(db, &ids), texts(db, CVS, &ids), texts(db, NOTES, &ids))?;
    let (in_cv, in_note) = (Wanted::of(tree, Field::Cv), Wanted::of(tree, Field::Note));
    let hit = |id: &&str| {
        let person = people.remove(*id)?;
        let mut cvs = cvs.iter().filter(|text| text.candidate_id == **id);
        let mut notes = notes.iter().filter(|text| text.candidate_id == **id);
        Some(Hit {
            person,
            cv: cvs.find_map(|cv| passage(&cv.text, &in_cv)),
            note: notes.find_map(|note| Some((note.at, passage(&note.text, &in_note)?))),
        })
    };
    Ok(ids.iter().filter_map(hit).collect())
}

#[derive(sqlx::FromRow)]
struct Text {
    candidate_id: String,
    text: String,
    at: chrono::DateTime<chrono::Utc>,
}

const CVS: &str =
    "SELECT d.candidate_id, t.text, d.created_at AS at FROM documents d JOIN document_texts t ON t.document_id = d.id
    WHERE d.removed_at IS NULL AND d.candidate_id IN (''";
const NOTES: &str = "SELECT n.candidate_id, n.body AS text, n.created_at AS at FROM notes n
    WHERE NOT n.is_private AND n.candidate_id IN (''";

async fn texts(db: &Db, start: &'static str, ids: &[&str]) -> Result<Vec<Text>> {
    let query = ids.iter().fold(sql(start), |query, id| query.push_bound(", ?", *id));
    Ok(db.all(query.push(") ORDER BY at DESC LIMIT 200")).await?)
}

/// Whether words asked of one field, or of any when it has no name, ask for anything.
pub(super) fn is_question(text: &str, field: &str) -> bool {
    query::in_field(text, field).is_some()
}

/// A condition on the candidate `c`: that words in one field, or in any, are as someone typed them. Private notes are in
/// nobody's entry, so it says nothing of them to anyone.
pub(super) fn among(db: &Db, query: Sql, field: &str, text: &str) -> Sql {
    let Some(tree) = query::in_field(text, field) else { return query.push("TRUE") };
    let query = query.push("COALESCE((SELECT e.ordinal FROM search_entries e WHERE e.candidate_id = c.id), -1)");
    if db.is_postgres() { postgres::among(query, &tree) } else { sqlite::among(query, &tree) }
}

/// Makes a candidate findable as they are now. Belongs into the transaction that changed them, their CVs or their notes.
pub async fn index(tx: &mut Tx, candidate: &str) -> Result<()> {
    let Some(entry) = Entry::gather(tx, candidate).await? else { return Ok(()) };
    let known: Option<(i64,)> =
        tx.maybe(sql("SELECT ordinal FROM search_entries WHERE candidate_id = $1").bind(candidate)).await?;
    if let Some((ordinal,)) = known {
        names::forget(tx, ordinal).await?;
    }
    write(tx, &[(candidate.to_owned(), entry)]).await?;
    restand(tx, candidate).await
}

/// Writes entries, of candidates known or new.
pub async fn write(tx: &mut Tx, entries: &[(String, Entry)]) -> Result<()> {
    // Many small statements beat few large ones: SQLite compares each numbered value with all before it.
    for some in entries.chunks(50) {
        write_some(tx, some).await?;
    }
    Ok(())
}

async fn write_some(tx: &mut Tx, entries: &[(String, Entry)]) -> Result<()> {
    let rows = entries.iter().map(|(candidate, entry)| vec![Value::from(candidate), Value::from(&entry.facets)]);
    let query = sql("INSERT INTO search_entries (candidate_id, facets)")
        .values(rows)
        .push(" ON CONFLICT (candidate_id) DO UPDATE SET facets = excluded.facets RETURNING candidate_id, ordinal");
    let ordinals: HashMap<String, i64> = tx.all::<(String, i64)>(query).await?.into_iter().collect();
    let numbered: Vec<(i64, &Entry)> = entries
        .iter()
        .filter_map(|(candidate, entry)| ordinals.get(candidate).map(|ordinal| (*ordinal, entry)))
        .collect();
    if tx.is_postgres() {
        postgres::write(tx, &numbered).await?;
    } else {
        sqlite::write(tx, &numbered).await?;
    }
    names::write(tx, &numbered).await
}

/// Forgets a candidate, before they are erased.
pub async fn forget(tx: &mut Tx, candidate: &str) -> Result<()> {
    let known = sql("SELECT ordinal FROM search_entries WHERE candidate_id = $1").bind(candidate);
    if let Some((ordinal,)) = tx.maybe::<(i64,)>(known).await? {
        names::forget(tx, ordinal).await?;
        tx.run(sql("DELETE FROM search_entries WHERE ordinal = $1").bind(ordinal)).await?;
    }
    Ok(())
}

/// Makes everyone findable who is not yet: those from before there was an index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IndexMissing {}

impl Job for IndexMissing {
    const QUEUE: &'static str = "index_missing";
}

/// Asks for it at start, where someone is missing.
pub async fn catch_up(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    if !missing(&mut tx, 1).await?.is_empty() {
        tx.enqueue(&IndexMissing {}).await?;
    }
    Ok(tx.commit().await?)
}

/// A hundred at a time, each hundred a transaction: it can be broken off anywhere.
pub async fn index_missing(db: &Db) -> Result<()> {
    loop {
        let mut tx = db.begin().await?;
        let batch = missing(&mut tx, 100).await?;
        for (candidate,) in &batch {
            index(&mut tx, candidate).await?;
        }
        tx.commit().await?;
        if batch.is_empty() {
            return Ok(());
        }
    }
}

async fn missing(tx: &mut Tx, most: i64) -> Result<Vec<(String,)>> {
    let query = sql(
        "SELECT c.id FROM candidates c WHERE NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.candidate_id = c.id)
        ORDER BY c.created_at, c.id LIMIT $1",
    );
    Ok(tx.all(query.bind(most)).await?)
}

/// After many entries were written at once, without their applications.
pub(crate) async fn settle_bulk(tx: &mut Tx) -> Result<()> {
    standing::restand_everyone(tx).await?;
    let tidy = if tx.is_postgres() {
        "SELECT gin_clean_pending_list('search_words_by_word')"
    } else {
        "INSERT INTO search_words (search_words) VALUES ('optimize')"
    };
    tx.run(sql(tidy)).await?;
    Ok(())
}

impl Entry {
    /// An entry of rows that are about to be written.
    pub(crate) fn of_new(row: NewPerson<'_>, cv: &str, notes: &[String]) -> Entry {
        let facts = Facts {
            name: row.name.to_owned(),
            headline: row.headline.to_owned(),
            location: row.location.to_owned(),
            email: Some(row.email.to_owned()),
            phone: Some(row.phone.to_owned()),
            experience_years: row.parsed.experience_years.map(f64::from),
            parsed: sqlx::types::Json(row.parsed.clone()),
        };
        Entry::of(&facts, &[cv.to_owned()], notes)
    }
}

/// What a bulk of new people says about each.
pub(crate) struct NewPerson<'a> {
    pub name: &'a str,
    pub headline: &'a str,
    pub location: &'a str,
    pub email: &'a str,
    pub phone: &'a str,
    pub parsed: &'a crate::screening::Parsed,
}
