//! Erasing a candidate: everything that is about them goes, and one line without a name stays.

use super::activity::{self, Entry, Kind};
use super::candidates::Candidate;
use super::stages::Stage;
use super::users::User;
use super::{Result, refused, search};
use crate::platform::db::{Db, Run, Tx, sql};
use crate::platform::files::Files;
use crate::platform::queue::Job;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Deletes files that were an erased candidate's, unless someone else's document is the same file. Safe to repeat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EraseFiles {
    pub files: Vec<String>,
}

impl Job for EraseFiles {
    const QUEUE: &'static str = "erase_files";
}

/// Erases a candidate for good. What rows of theirs counted is taken off the counts.
pub async fn erase(tx: &mut Tx, user: &User, candidate: &Candidate, now: DateTime<Utc>) -> Result<()> {
    let files = remove(tx, &candidate.id, now).await?;
    tx.enqueue(&EraseFiles { files }).await?;
    activity::record(tx, Entry::new(Kind::Erased, Some(&user.id)), now).await
}

/// Takes a candidate's rows away, and answers with their files.
pub(super) async fn remove(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<Vec<String>> {
    // Whoever works on them at this moment waits, and then finds nobody.
    if tx.run(sql("UPDATE candidates SET updated_at = $1 WHERE id = $2").bind(now).bind(id)).await? == 0 {
        return refused("They are erased already.");
    }
    let applications = sql("SELECT stage_id, position_id, outcome FROM applications WHERE candidate_id = $1").bind(id);
    let applications: Vec<(String, String, String)> = tx.all(applications).await?;
    for (stage, position, outcome) in &applications {
        match outcome.as_str() {
            "active" => Stage::count(tx, vec![(stage, -1)]).await?,
            _ => {
                tx.run(sql("UPDATE positions SET closed = closed - 1 WHERE id = $1").bind(position)).await?;
            }
        }
    }
    for query in [
        "UPDATE tags SET candidates = candidates - 1 WHERE id IN (SELECT tag_id FROM candidate_tags WHERE candidate_id = $1)",
        "UPDATE pools SET members = members - 1 WHERE id IN (SELECT pool_id FROM pool_members WHERE candidate_id = $1)",
    ] {
        tx.run(sql(query).bind(id)).await?;
    }
    let sent = "SELECT sha256 FROM documents WHERE candidate_id = $1 UNION SELECT sha256 FROM upload_files WHERE candidate_id = $1 AND sha256 <> ''";
    let files: Vec<(String,)> = tx.all(sql(sent).bind(id)).await?;
    // Of an upload, that a file came stays; its name and content do not.
    let twins = "UPDATE upload_files SET file_name = 'erased', reason = '', sha256 = '' WHERE duplicate_of IN (SELECT id FROM upload_files WHERE candidate_id = $1)";
    tx.run(sql(twins).bind(id)).await?;
    let own = "UPDATE upload_files SET file_name = 'erased', reason = '', sha256 = '' WHERE candidate_id = $1";
    tx.run(sql(own).bind(id)).await?;
    tx.run(sql("UPDATE import_rows SET detail = '{}', reason = '' WHERE candidate_id = $1").bind(id)).await?;
    tx.run(sql("DELETE FROM activities WHERE candidate_id = $1").bind(id)).await?;
    // Whoever they were once merged into goes on; their name does not.
    let told = "UPDATE activities SET detail = $1 WHERE kind IN ('merged', 'unmerged')
                AND candidate_id IN (SELECT kept_id FROM merges WHERE gone_id = $2)";
    tx.run(sql(told).bind(serde_json::json!({})).bind(id)).await?;
    tx.run(sql("DELETE FROM merges WHERE gone_id = $1").bind(id)).await?;
    search::forget(tx, id).await?;
    tx.run(sql("DELETE FROM candidates WHERE id = $1").bind(id)).await?;
    Ok(files.into_iter().map(|(sha256,)| sha256).collect())
}

pub async fn erase_files(db: &Db, files: &Files, job: &EraseFiles) -> Result<()> {
    for sha256 in &job.files {
        let used = sql("SELECT id FROM documents WHERE sha256 = $1
                        UNION ALL SELECT id FROM upload_files WHERE sha256 = $1
                        UNION ALL SELECT id FROM imports WHERE sha256 = $1
                        UNION ALL SELECT id FROM archives WHERE sha256 = $1 LIMIT 1");
        if db.maybe::<(String,)>(used.bind(sha256)).await?.is_none() {
            files.delete(sha256).await?;
        }
    }
    Ok(())
}
