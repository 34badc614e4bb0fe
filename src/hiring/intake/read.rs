//! The work on one received file: its bytes to text, the text to a person, the person to a screening.

use super::{State, Upload};
use crate::hiring::documents::{Document, NewCv};
use crate::hiring::{Result, applications, candidates, duplicates, screenings, search};
use crate::platform::clock::Clock;
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::platform::events::Event;
use crate::platform::extraction::{Extracted, Extractor, Unreadable};
use crate::platform::files::Files;
use crate::platform::queue::Job;
use crate::screening::{Cv, with_hidden};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Reads one file of an upload. Safe to repeat: a file that has become a candidate stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadCv {
    pub file: String,
}

impl Job for ReadCv {
    const QUEUE: &'static str = "read_cv";
}

/// What reading needs.
#[derive(Clone)]
pub struct Reader {
    pub db: Db,
    pub files: Files,
    pub extractor: Extractor,
    /// Room for CPU work: as many permits as cores.
    pub cpu: Arc<Semaphore>,
    pub clock: Clock,
}

impl Reader {
    /// What a file says; what its pages do not show stands under a heading of its own.
    pub async fn extract(&self, bytes: &[u8]) -> std::result::Result<Extracted, Unreadable> {
        let read = self.extractor.read(bytes).await?;
        Ok(Extracted { text: with_hidden(read.text, &read.hidden), ..read })
    }
}

#[derive(Clone, sqlx::FromRow)]
struct Pending {
    id: String,
    upload_id: String,
    position_id: String,
    project_id: String,
    file_name: String,
    size: i64,
    sha256: String,
    source: String,
    created_by: String,
}

/// Reads the file, or says on it why it can't be read. On the `last` try a breakdown of ours is said there too.
pub async fn read_cv(reader: &Reader, file: &str, last: bool) -> Result<()> {
    let query = sql(
        "SELECT f.id, f.upload_id, f.position_id, q.project_id, f.file_name, f.size, f.sha256, u.source, u.created_by
         FROM upload_files f JOIN uploads u ON u.id = f.upload_id JOIN positions q ON q.id = f.position_id
         WHERE f.id = $1 AND f.state NOT IN ('done', 'duplicate') AND f.sha256 <> ''",
    );
    let Some(pending) = reader.db.maybe::<Pending>(query.bind(file)).await? else { return Ok(()) };
    let outcome = carry(reader, &pending).await;
    if outcome.is_err() && last {
        fail(reader, &pending, "Something broke on our side. Try again; if it stays, tell an admin.").await?;
    }
    outcome
}

async fn carry(reader: &Reader, file: &Pending) -> Result<()> {
    let mut tx = reader.db.begin().await?;
    let query = sql("UPDATE upload_files SET state = 'reading', updated_at = $1 WHERE id = $2");
    tx.run(query.bind(reader.clock.now()).bind(&file.id)).await?;
    tx.announce(Event::new(Upload::topic(&file.upload_id), State::Reading.as_str(), &file.id));
    tx.commit().await?;

    let bytes = reader.files.read(&file.sha256).await?;
    let extracted = match reader.extract(&bytes).await {
        Ok(extracted) => Arc::new(extracted),
        Err(unreadable) => return fail(reader, file, &sentence(&unreadable)).await,
    };
    tell(reader, file, State::Parsing).await?;
    let today = reader.clock.today();
    let for_parser = extracted.clone();
    let cv = on_cpu(reader, move || Cv::read_with_links(&for_parser.text, &for_parser.links, today)).await?;
    tell(reader, file, State::Screening).await?;
    let brief = screenings::brief(&reader.db, &file.position_id).await?;
    let for_signs = extracted.clone();
    let made = match brief.clone() {
        Some(brief) => {
            on_cpu(reader, move || {
                let signs = duplicates::signs(&cv.parsed, &for_signs.text);
                (screenings::make(&cv, &brief), cv, signs)
            })
            .await?
        }
        None => return Ok(()),
    };
    let mut tx = reader.db.begin().await?;
    settle(&mut tx, reader, file, &extracted, brief, made).await?;
    tx.commit().await?;
    Ok(())
}

/// One transaction from person to screening: all of it happens, once, or none of it.
async fn settle(
    tx: &mut Tx,
    reader: &Reader,
    file: &Pending,
    extracted: &Extracted,
    brief: Option<screenings::Brief>,
    (made, cv, signs): (Option<screenings::Made>, Cv, Vec<duplicates::Sign>),
) -> Result<()> {
    let now = reader.clock.now();
    let taken = sql(
        "UPDATE upload_files SET state = 'done', updated_at = $1 WHERE id = $2 AND state NOT IN ('done', 'duplicate')",
    );
    if tx.run(taken.bind(now).bind(&file.id)).await? == 0 {
        return Ok(());
    }
    let by = Some(file.created_by.as_str());
    let fresh_id = new_id();
    let (candidate, is_new) = candidates::claim(tx, &fresh_id, &file.sha256, &cv.parsed).await?;
    if is_new {
        candidates::add(tx, &candidate, &cv.parsed, &unnamed(&file.file_name), by, now).await?;
    }
    let new_cv = NewCv {
        candidate: &candidate,
        file_name: &file.file_name,
        media_type: extracted.kind.media_type(),
        size: file.size,
        sha256: &file.sha256,
        pages: extracted.pages.map(i64::from),
        text: &extracted.text,
        links: &extracted.links,
        by,
    };
    let (document, is_new_cv) = Document::add_cv(tx, new_cv, now).await?;
    if !is_new && is_new_cv {
        candidates::refresh(tx, &candidate, &cv.parsed, now).await?;
    }
    duplicates::look(tx, &candidate, &signs, now).await?;
    let new = applications::New {
        project: &file.project_id,
        position: &file.position_id,
        candidate: &candidate,
        cv: Some(&document),
        owner: by,
        source: &file.source,
    };
    let (application, is_new_here) = applications::apply(tx, new, now).await?;
    if let (Some(brief), Some(made)) = (brief, made) {
        let scope = screenings::Scope { project: &file.project_id, position: &file.position_id, candidate: &candidate };
        screenings::keep(tx, &application, &document, &brief, made, scope, now).await?;
    }
    if is_new || is_new_cv {
        search::index(tx, &candidate).await?;
    }
    let remark = match (is_new, is_new_here, is_new_cv) {
        (true, _, _) => "",
        (false, true, _) => "Known candidate, now considered here too",
        (false, false, true) => "Known here already; this is a newer version of the CV",
        (false, false, false) => "Known here already with this CV",
    };
    let query = sql("UPDATE upload_files SET candidate_id = $1, application_id = $2, reason = $3 WHERE id = $4");
    tx.run(query.bind(&candidate).bind(&application).bind(remark).bind(&file.id)).await?;
    tx.announce(Event::new(Upload::topic(&file.upload_id), "file", &file.id));
    tx.announce(Event::new(format!("position:{}", file.position_id), "screened", &application));
    Ok(())
}

async fn fail(reader: &Reader, file: &Pending, why: &str) -> Result<()> {
    let mut tx = reader.db.begin().await?;
    let query = sql("UPDATE upload_files SET state = 'failed', reason = $1, updated_at = $2
                     WHERE id = $3 AND state NOT IN ('done', 'duplicate')");
    tx.run(query.bind(why).bind(reader.clock.now()).bind(&file.id)).await?;
    tx.announce(Event::new(Upload::topic(&file.upload_id), "file", &file.id));
    tx.commit().await?;
    Ok(())
}

async fn tell(reader: &Reader, file: &Pending, state: State) -> Result<()> {
    Ok(reader.db.announce(Event::new(Upload::topic(&file.upload_id), state.as_str(), &file.id)).await?)
}

/// Runs CPU work off the async threads, no more of it at once than there are cores.
pub(in crate::hiring) async fn on_cpu<T: Send + 'static>(
    reader: &Reader,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let permit = reader.cpu.clone().acquire_owned().await.map_err(anyhow::Error::from)?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(permit);
        done
    });
    Ok(done.await.map_err(anyhow::Error::from)?)
}

fn sentence(unreadable: &Unreadable) -> String {
    unreadable.to_string()
}

/// What stands for a person's name until one is known: the file's, and that it is not theirs.
fn unnamed(file_name: &str) -> String {
    format!("Name not found · {file_name}")
}
