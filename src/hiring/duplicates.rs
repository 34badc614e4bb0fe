//! Candidates who may be one person: found as CVs come in, decided by people, and made one by a merge.

mod merge;
mod signs;

pub use merge::{Choice, Merge, Side, UndoneMerge, kept_of, latest_merge, merge, moved_to, undo as undo_merge};
pub use signs::{Sign, signs};

use super::candidates::Candidate;
use super::intake::Reader;
use super::paging::{Page, Turn};
use super::users::User;
use super::{Result, refused};
use crate::platform::db::{Db, Run, Sql, Tx, sql};
use crate::platform::queue::Job;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many a page of the list holds.
const PAGE: i64 = 30;

/// What more candidates than this have in common, an agency's number or a school's template, tells nobody apart.
const COMMON: usize = 5;

/// From which share of common passages two CVs count as much the same.
const ALIKE: f64 = 0.6;

/// Compares the texts of two candidates' CVs, after a look-up said that they may be alike. Safe to repeat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CompareTexts {
    pub a: String,
    pub b: String,
}

impl Job for CompareTexts {
    const QUEUE: &'static str = "compare_texts";
}

/// Two candidates who may be one person.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Pair {
    pub a_id: String,
    pub a_name: String,
    pub a_headline: String,
    pub a_email: Option<String>,
    pub b_id: String,
    pub b_name: String,
    pub b_headline: String,
    pub b_email: Option<String>,
    reasons: String,
    pub found_at: DateTime<Utc>,
}

/// A place in the list: when a pair was found, then its ids, all descending.
#[derive(Clone, Debug)]
pub struct Spot {
    pub at: DateTime<Utc>,
    pub a: String,
    pub b: String,
}

const PAIR: &str =
    "SELECT d.a_id, a.name AS a_name, a.headline AS a_headline, a.email AS a_email, d.b_id, b.name AS b_name,
        b.headline AS b_headline, b.email AS b_email, d.reasons, d.found_at
    FROM duplicates d JOIN candidates a ON a.id = d.a_id JOIN candidates b ON b.id = d.b_id WHERE d.state = 'open'";

impl Pair {
    /// Why they may be one, in words.
    pub fn reasons(&self) -> Vec<&'static str> {
        let word = |reason: &str| match reason {
            "email" => "same e-mail address",
            "tel" | "end" => "same phone number",
            "link" => "same profile",
            "name" => "same name and employer or school",
            _ => "much the same CV",
        };
        let mut words: Vec<&'static str> = self.reasons.split(' ').map(word).collect();
        words.dedup();
        words
    }

    /// The other of the two, as id and name.
    pub fn other(&self, than: &str) -> (&str, &str) {
        if self.a_id == than { (&self.b_id, &self.b_name) } else { (&self.a_id, &self.a_name) }
    }
}

/// The tables whose rows follow a candidate and an application in a merge.
pub fn tables() -> (&'static [&'static str], &'static [&'static str]) {
    (&merge::CANDIDATE_TABLES, &merge::APPLICATION_TABLES)
}

/// One page of those nobody decided about, the latest first. Every role of today may read every candidate.
pub async fn open(db: &Db, _reader: &User, turn: Option<Turn<Spot>>) -> Result<Page<Pair>> {
    let after = |query: Sql, spot: Spot, text: &'static str| {
        query.push_bound(text, spot.at).push_bound(", ?", spot.a).push_bound(", ?)", spot.b)
    };
    let query = match turn.clone() {
        None => sql(PAIR).push(" ORDER BY d.found_at DESC, d.a_id DESC, d.b_id DESC"),
        Some(Turn::After(spot)) => after(sql(PAIR), spot, " AND (d.found_at, d.a_id, d.b_id) < (?")
            .push(" ORDER BY d.found_at DESC, d.a_id DESC, d.b_id DESC"),
        Some(Turn::Before(spot)) => after(sql(PAIR), spot, " AND (d.found_at, d.a_id, d.b_id) > (?")
            .push(" ORDER BY d.found_at, d.a_id, d.b_id"),
    };
    Ok(Page::cut(db.all(query.push_bound(" LIMIT ?", PAGE + 1)).await?, PAGE, turn.as_ref()))
}

/// Those a candidate may be one with.
pub async fn of_candidate(db: &Db, candidate: &str) -> Result<Vec<Pair>> {
    let query = sql(PAIR).push_bound(" AND (d.a_id = ? OR d.b_id = ?)", candidate);
    Ok(db.all(query.push(" ORDER BY d.found_at DESC LIMIT 5")).await?)
}

/// Keeps a candidate's signs and writes down whom they meet. Look-ups by key alone: this is part of taking a CV in.
pub(super) async fn look(tx: &mut Tx, candidate: &str, signs: &[Sign], now: DateTime<Utc>) -> Result<()> {
    let kept: BTreeSet<&String> = signs.iter().flat_map(|sign| &sign.kept).collect();
    if kept.is_empty() {
        return Ok(());
    }
    let mut query =
        sql("SELECT sign, candidate_id FROM candidate_signs WHERE candidate_id <> $1 AND sign IN (''").bind(candidate);
    for word in signs.iter().flat_map(|sign| &sign.meets) {
        query = query.push_bound(", ?", word);
    }
    let met: Vec<(String, String)> = tx.all(query.push(") ORDER BY candidate_id LIMIT 100")).await?;
    let rows = kept.into_iter().map(|word| vec![word.into(), candidate.into()]);
    tx.run(sql("INSERT INTO candidate_signs (sign, candidate_id)").values(rows).push(" ON CONFLICT DO NOTHING"))
        .await?;
    let mut others: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let shared_by = |sign: &String| met.iter().filter(|(one, _)| one == sign).count();
    let telling = met.iter().filter(|(sign, _)| shared_by(sign) <= COMMON);
    for (sign, other) in telling.cloned() {
        let reason = sign.split(':').next().unwrap_or_default().to_owned();
        others.entry(other).or_default().insert(reason);
    }
    for (other, mut reasons) in others {
        if reasons.remove("text") {
            tx.enqueue(&CompareTexts { a: candidate.to_owned(), b: other.clone() }).await?;
        }
        if !reasons.is_empty() {
            suspect(tx, candidate, &other, &reasons, now).await?;
        }
    }
    Ok(())
}

/// Writes down that two may be one. What people decided about them stands.
async fn suspect(tx: &mut Tx, one: &str, other: &str, reasons: &BTreeSet<String>, now: DateTime<Utc>) -> Result<()> {
    let (a, b) = if one < other { (one, other) } else { (other, one) };
    let known = sql("SELECT reasons FROM duplicates WHERE a_id = $1 AND b_id = $2").bind(a).bind(b);
    let known: Option<(String,)> = tx.maybe(known).await?;
    let mut all = reasons.clone();
    all.extend(known.iter().flat_map(|(known,)| known.split(' ')).filter(|word| !word.is_empty()).map(str::to_owned));
    let all = all.into_iter().collect::<Vec<_>>().join(" ");
    let query = sql("INSERT INTO duplicates (a_id, b_id, reasons, found_at) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (a_id, b_id) DO UPDATE SET reasons = excluded.reasons");
    tx.run(query.bind(a).bind(b).bind(all).bind(now)).await?;
    Ok(())
}

/// Reads both texts and compares them passage by passage.
pub async fn compare_texts(reader: &Reader, job: &CompareTexts) -> Result<()> {
    let query = sql("SELECT t.text FROM documents d JOIN document_texts t ON t.document_id = d.id
                     WHERE d.candidate_id = $1 AND d.kind = 'cv' ORDER BY d.created_at DESC, d.id DESC LIMIT 1");
    let one: Option<(String,)> = reader.db.maybe(query.clone().bind(&job.a)).await?;
    let other: Option<(String,)> = reader.db.maybe(query.bind(&job.b)).await?;
    let (Some((one,)), Some((other,))) = (one, other) else { return Ok(()) };
    let share = tokio::task::spawn_blocking(move || signs::alike(&signs::passages(&one), &signs::passages(&other)))
        .await
        .map_err(anyhow::Error::from)?;
    if share >= ALIKE {
        let mut tx = reader.db.begin().await?;
        suspect(&mut tx, &job.a, &job.b, &BTreeSet::from(["text".to_owned()]), reader.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Remembers that two are not the same person, or asks again.
pub async fn decide(
    tx: &mut Tx,
    user: &User,
    a: &Candidate,
    b: &Candidate,
    different: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    let (a, b) = if a.id < b.id { (a, b) } else { (b, a) };
    let (from, to) = if different { ("open", "different") } else { ("different", "open") };
    let query = sql("UPDATE duplicates SET state = $1, decided_by = $2, decided_at = $3
                     WHERE a_id = $4 AND b_id = $5 AND state = $6");
    match tx.run(query.bind(to).bind(&user.id).bind(now).bind(&a.id).bind(&b.id).bind(from)).await? {
        0 => refused("Somebody decided about these two already. Load the page again."),
        _ => Ok(()),
    }
}
