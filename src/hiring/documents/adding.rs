//! Files added to a candidate by hand: a newer CV, a letter, a certificate. The CV that counts can be chosen, and a file
//! that no application rests on can be taken away.

use super::{Document, Kind};
use crate::hiring::activity::{self, Entry, Kind as Happened};
use crate::hiring::candidates::{self, Candidate};
use crate::hiring::intake::Reader;
use crate::hiring::requirements::ScreenPosition;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, duplicates, refused, rules, search, undo};
use crate::platform::db::{Run, Tx, new_id, sql};
use crate::platform::queue::Job;
use crate::screening::Cv;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Reads a document that was added by hand, for its text to be shown; a CV counts from then on. Safe to repeat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadDocument {
    pub document: String,
}

impl Job for ReadDocument {
    const QUEUE: &'static str = "read_document";
}

/// A file as it came in. Its bytes are stored already, under `sha256`.
pub struct NewFile<'a> {
    pub kind: Kind,
    /// The name it was given, unchecked.
    pub name: &'a str,
    pub size: i64,
    pub sha256: &'a str,
}

#[derive(Serialize, Deserialize)]
struct Removed {
    document: String,
    file: String,
}

/// Keeps a file with a candidate and asks for it to be read. The same file twice is refused.
pub async fn receive(
    tx: &mut Tx,
    candidate: &Candidate,
    user: &User,
    file: NewFile<'_>,
    now: DateTime<Utc>,
) -> Result<String> {
    let same = sql(
        "SELECT file_name FROM documents WHERE candidate_id = $1 AND sha256 = $2 AND kind = $3 AND removed_at IS NULL",
    );
    let same: Option<(String,)> = tx.maybe(same.bind(&candidate.id).bind(file.sha256).bind(file.kind)).await?;
    if let Some((known,)) = same {
        return refused(format!("This very file is here already, as {known}."));
    }
    let (id, name) = (new_id(), rules::file_name(file.name));
    tx.run(
        sql("INSERT INTO documents (id, candidate_id, kind, file_name, media_type, size, sha256, version, created_by, created_at)
             VALUES ($1, $2, $3, $4, 'application/octet-stream', $5, $6,
                (SELECT COALESCE(MAX(version), 0) + 1 FROM documents WHERE candidate_id = $2 AND kind = $3), $7, $8)")
        .bind(&id)
        .bind(&candidate.id)
        .bind(file.kind)
        .bind(&name)
        .bind(file.size)
        .bind(file.sha256)
        .bind(&user.id)
        .bind(now),
    )
    .await?;
    tx.enqueue(&ReadDocument { document: id.clone() }).await?;
    let kind = if file.kind == Kind::Cv { Happened::CvAdded } else { Happened::FileAdded };
    told(tx, kind, candidate, user, &name, now).await?;
    Ok(id)
}

/// Makes one of a candidate's CVs the one that counts: for their details, and for whatever they are in play for.
pub async fn choose(tx: &mut Tx, candidate: &Candidate, user: &User, cv: &Document, now: DateTime<Utc>) -> Result<()> {
    if cv.kind != Kind::Cv {
        return refused("Only a CV can be the one that counts.");
    }
    tx.enqueue(&ReadDocument { document: cv.id.clone() }).await?;
    told(tx, Happened::CvChosen, candidate, user, &cv.file_name, now).await
}

/// Takes a file away; answers with the address of the undo.
pub async fn remove(
    tx: &mut Tx,
    candidate: &Candidate,
    user: &User,
    document: &Document,
    now: DateTime<Utc>,
) -> Result<String> {
    let used = sql("SELECT id FROM applications WHERE cv_id = $1 LIMIT 1").bind(&document.id);
    if tx.maybe::<(String,)>(used).await?.is_some() {
        return refused("An application rests on this CV. Make another one count first.");
    }
    let query = sql("UPDATE documents SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL");
    if tx.run(query.bind(now).bind(&document.id)).await? == 0 {
        return Err(Error::NotFound);
    }
    tx.run(
        sql("UPDATE candidates SET cv_id = NULL WHERE id = $1 AND cv_id = $2").bind(&candidate.id).bind(&document.id),
    )
    .await?;
    search::index(tx, &candidate.id).await?;
    told(tx, Happened::FileRemoved, candidate, user, &document.file_name, now).await?;
    let kept = Removed { document: document.id.clone(), file: document.file_name.clone() };
    undo::keep(tx, undo::Kind::Document, Some(&candidate.id), &kept, user, now).await
}

/// Brings back a file that was taken away.
pub(in crate::hiring) async fn bring_back(tx: &mut Tx, data: serde_json::Value) -> Result<String> {
    let gone: Removed = undo::read(data)?;
    let query = sql("UPDATE documents SET removed_at = NULL WHERE id = $1 RETURNING candidate_id").bind(&gone.document);
    let (candidate,): (String,) = tx.maybe(query).await?.ok_or(Error::NotFound)?;
    search::index(tx, &candidate).await?;
    Ok(format!("{} is back.", gone.file))
}

#[derive(sqlx::FromRow)]
struct Waiting {
    id: String,
    candidate_id: Option<String>,
    #[sqlx(try_from = "String")]
    kind: Kind,
    sha256: String,
    text: Option<String>,
    links: Option<sqlx::types::Json<Vec<String>>>,
}

/// Reads a document, or says on it why it cannot be read. A CV's facts become the candidate's, under what people
/// corrected, and whatever they are in play for is screened by it.
pub async fn read_document(reader: &Reader, document: &str) -> Result<()> {
    let query = sql("SELECT d.id, d.candidate_id, d.kind, d.sha256, t.text, t.links
         FROM documents d LEFT JOIN document_texts t ON t.document_id = d.id
         WHERE d.id = $1 AND d.removed_at IS NULL");
    let Some(waiting) = reader.db.maybe::<Waiting>(query.bind(document)).await? else { return Ok(()) };
    let (text, links) = match (waiting.text.clone(), waiting.links.clone()) {
        (Some(text), Some(links)) => (text, links.0),
        _ => match extract(reader, &waiting).await? {
            Some(read) => read,
            None => return Ok(()),
        },
    };
    let Some(candidate) = waiting.candidate_id.filter(|_| waiting.kind == Kind::Cv) else { return Ok(()) };
    let today = reader.clock.today();
    let read = move || {
        let cv = Cv::read_with_links(&text, &links, today);
        let signs = duplicates::signs(&cv.parsed, &text);
        (cv, signs)
    };
    let (cv, signs) = tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)?;
    let (mut tx, now) = (reader.db.begin().await?, reader.clock.now());
    candidates::refresh(&mut tx, &candidate, &cv.parsed, now).await?;
    duplicates::look(&mut tx, &candidate, &signs, now).await?;
    count_from_now(&mut tx, &candidate, &waiting.id, now).await?;
    search::index(&mut tx, &candidate).await?;
    tx.commit().await?;
    Ok(())
}

async fn extract(reader: &Reader, waiting: &Waiting) -> Result<Option<(String, Vec<String>)>> {
    let bytes = reader.files.read(&waiting.sha256).await?;
    let read = reader.extract(&bytes).await;
    let mut tx = reader.db.begin().await?;
    let found = match read {
        Ok(read) => {
            let query = sql("UPDATE documents SET media_type = $1, pages = $2, problem = '' WHERE id = $3");
            let query = query.bind(read.kind.media_type()).bind(read.pages.map(i64::from)).bind(&waiting.id);
            tx.run(query).await?;
            let links = serde_json::to_value(&read.links).unwrap_or_default();
            let query =
                sql("INSERT INTO document_texts (document_id, text, links) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
            tx.run(query.bind(&waiting.id).bind(&read.text).bind(links)).await?;
            Some((read.text, read.links))
        }
        Err(unreadable) => {
            let query = sql("UPDATE documents SET problem = $1 WHERE id = $2");
            tx.run(query.bind(unreadable.to_string()).bind(&waiting.id)).await?;
            None
        }
    };
    tx.commit().await?;
    Ok(found)
}

async fn count_from_now(tx: &mut Tx, candidate: &str, cv: &str, now: DateTime<Utc>) -> Result<()> {
    tx.run(sql("UPDATE candidates SET cv_id = $1 WHERE id = $2").bind(cv).bind(candidate)).await?;
    let query = sql("UPDATE applications SET cv_id = $1, updated_at = $2
                     WHERE candidate_id = $3 AND outcome = 'active' AND (cv_id IS NULL OR cv_id <> $1) RETURNING position_id");
    let positions: Vec<(String,)> = tx.all(query.bind(cv).bind(now).bind(candidate)).await?;
    for (position,) in positions {
        tx.enqueue(&ScreenPosition { position }).await?;
    }
    Ok(())
}

async fn told(
    tx: &mut Tx,
    kind: Happened,
    candidate: &Candidate,
    user: &User,
    file: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry =
        Entry { candidate: Some(&candidate.id), detail: json!({"file": file}), ..Entry::new(kind, Some(&user.id)) };
    activity::record(tx, entry, now).await
}
