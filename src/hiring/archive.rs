//! A whole workspace in one file, and into an empty one again: `docs/archive.md` describes the file.
//!
//! Which tables there are and what refers to what is asked of the database, so that a new table is in the archive from
//! the day it exists.

use crate::platform::db::whole::Table;
use crate::platform::db::{Db, Run, Tx, sql};
use crate::platform::files::Files;
use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Seek, Write};
use std::sync::atomic::{AtomicI64, Ordering};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Of this format there is one version so far.
const FORMAT: u32 = 1;
/// Archives are not in archives, sessions end, attempts to sign in are forgotten, and the search index is made anew.
const LEFT_OUT: [&str; 3] = ["archives", "sessions", "throttle"];
const LEFT_OUT_WITH: [&str; 3] = ["search_", "sqlite_", "_sqlx"];
/// The queue's own, on SQLite.
const QUEUE: [&str; 2] = ["Jobs", "Workers"];
/// Columns that refer to rows which come later; they are filled in at the end.
const LATE: [(&str, &str); 2] = [("candidates", "cv_id"), ("candidates", "newest_application_id")];
/// Of these rows the ones that refer to another of them come after those that do not.
const OF_ITS_OWN: (&str, &str) = ("upload_files", "duplicate_of");

/// `archive.json`: what is in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contents {
    pub format: u32,
    pub made_by: String,
    pub made_at: DateTime<Utc>,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    pub files: u64,
    /// Files that the rows name and that were not there.
    pub missing: Vec<String>,
}

/// How far an export has come, in rows and files, for whoever watches.
#[derive(Default)]
pub struct Progress {
    total: AtomicI64,
    done: AtomicI64,
}

impl Progress {
    pub fn total(&self) -> i64 {
        self.total.load(Ordering::Relaxed)
    }

    pub fn done(&self) -> i64 {
        self.done.load(Ordering::Relaxed)
    }

    fn expect(&self, more: i64) {
        self.total.fetch_add(more, Ordering::Relaxed);
    }

    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// Writes the workspace as it is at one moment. Others write on meanwhile.
pub async fn export<W: Write + Seek>(
    db: &Db,
    files: &Files,
    to: W,
    now: DateTime<Utc>,
    progress: &Progress,
) -> Result<Contents> {
    let made_by = format!("RecruitPro {}", env!("CARGO_PKG_VERSION"));
    let mut contents =
        Contents { format: FORMAT, made_by, made_at: now, rows: BTreeMap::new(), files: 0, missing: Vec::new() };
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    let mut zip = ZipWriter::new(to);
    let tables = in_order(db.tables().await?)?;
    let mut tx = db.snapshot().await?;
    for table in &tables {
        progress.expect(tx.count(table).await?);
    }
    for table in &tables {
        zip.start_file(format!("tables/{}.jsonl", table.name), options)?;
        let write = |row: &str| {
            progress.step();
            zip.write_all(row.as_bytes()).and_then(|()| zip.write_all(b"\n"))
        };
        let rows = tx.each_row(table, write).await?;
        contents.rows.insert(table.name.clone(), rows);
    }
    let named = named_files(&mut tx).await?;
    // Only read from: nothing to keep.
    drop(tx);
    progress.expect(named.len() as i64);
    for sha256 in named {
        progress.step();
        if !files.exists(&sha256).await? {
            contents.missing.push(sha256);
            continue;
        }
        zip.start_file(format!("files/{sha256}"), options)?;
        zip.write_all(&files.read(&sha256).await?)?;
        contents.files += 1;
    }
    zip.start_file("archive.json", options)?;
    zip.write_all(serde_json::to_string_pretty(&contents)?.as_bytes())?;
    zip.finish()?.flush()?;
    Ok(contents)
}

/// Reads an archive into an empty workspace: all of it, or nothing.
pub async fn import<R: Read + Seek>(db: &Db, files: &Files, from: R) -> Result<Contents> {
    let mut zip = ZipArchive::new(from).context("This is no archive of RecruitPro, or it is damaged")?;
    let contents: Contents = {
        let part = zip.by_name("archive.json").context("This is no archive of RecruitPro: archive.json is missing")?;
        serde_json::from_reader(part).context("archive.json cannot be read")?
    };
    ensure!(contents.format == FORMAT, "This archive is of format {}; this program reads {FORMAT}.", contents.format);
    let tables = in_order(db.tables().await?)?;
    if let Some(unknown) = contents.rows.keys().find(|name| !tables.iter().any(|table| table.name == **name)) {
        bail!(
            "This archive holds the table {unknown}, which this program does not know. Use the version that made it, {}, or a newer one.",
            contents.made_by
        );
    }
    let mut tx = db.begin().await?;
    let (taken,): (i64,) =
        tx.one(sql("SELECT (SELECT COUNT(*) FROM workspace) + (SELECT COUNT(*) FROM users)")).await?;
    ensure!(
        taken == 0,
        "There is a workspace here already. An archive goes into an empty one: choose another database."
    );

    let names: Vec<String> = zip.file_names().flatten().map(|name| name.into_owned()).collect();
    let mut came = 0;
    for name in names.iter().filter(|name| name.starts_with("files/")) {
        let mut bytes = Vec::new();
        zip.by_name(name)?.read_to_end(&mut bytes)?;
        let stored = files.put_bytes(bytes).await?;
        ensure!(name.ends_with(&stored.sha256), "{name} is not what its name says. The archive is damaged.");
        came += 1;
    }
    ensure!(came == contents.files, "{came} of {} files are in the archive. It is damaged.", contents.files);

    // What a new database begins with, such as reasons and templates, gives way to the archive's own.
    for table in tables.iter().rev().filter(|table| contents.rows.contains_key(&table.name)) {
        tx.clear(table).await?;
    }
    let mut late = Vec::new();
    for table in &tables {
        let Some(expected) = contents.rows.get(&table.name) else { continue };
        let part = zip.by_name(&format!("tables/{}.jsonl", table.name))?;
        let mut rows = 0;
        let mut second = Vec::new();
        for line in BufReader::new(part).lines() {
            let mut row: Map<String, Json> = serde_json::from_str(&line?).context("a row cannot be read")?;
            for (_, column) in LATE.iter().filter(|(name, _)| *name == table.name) {
                let value = row.insert((*column).into(), Json::Null);
                if let (Some(Json::String(value)), Some(Json::String(id))) = (value, row.get("id")) {
                    late.push((*column, value, id.clone()));
                }
            }
            rows += 1;
            if table.name == OF_ITS_OWN.0 && row.get(OF_ITS_OWN.1).is_some_and(Json::is_string) {
                second.push(row);
                continue;
            }
            tx.put_row(table, row).await.with_context(|| format!("a row of {}", table.name))?;
        }
        for row in second {
            tx.put_row(table, row).await.with_context(|| format!("a row of {}", table.name))?;
        }
        ensure!(rows == *expected, "{rows} of {expected} rows of {} are in the archive. It is damaged.", table.name);
    }
    for (column, value, id) in late {
        let query = match column {
            "cv_id" => sql("UPDATE candidates SET cv_id = $1 WHERE id = $2"),
            _ => sql("UPDATE candidates SET newest_application_id = $1 WHERE id = $2"),
        };
        tx.run(query.bind(value).bind(id)).await?;
    }
    tx.commit().await?;
    Ok(contents)
}

async fn named_files(tx: &mut Tx) -> Result<Vec<String>> {
    let query =
        sql("SELECT sha256 FROM documents UNION SELECT sha256 FROM upload_files UNION SELECT sha256 FROM imports");
    let named: Vec<(String,)> = tx.all(query).await?;
    Ok(named.into_iter().map(|(sha256,)| sha256).filter(|sha256| !sha256.is_empty()).collect())
}

/// The tables of the archive, each after those it refers to.
fn in_order(tables: Vec<Table>) -> Result<Vec<Table>> {
    let belongs = |name: &str| {
        !LEFT_OUT.contains(&name)
            && !QUEUE.contains(&name)
            && !LEFT_OUT_WITH.iter().any(|start| name.starts_with(start))
    };
    let mut waiting: Vec<Table> = tables.into_iter().filter(|table| belongs(&table.name)).collect();
    let mut ordered: Vec<Table> = Vec::new();
    let mut done: BTreeSet<String> = BTreeSet::new();
    while !waiting.is_empty() {
        let free = |table: &Table| {
            table.refers.iter().all(|(column, to)| {
                done.contains(to) || *to == table.name || LATE.contains(&(table.name.as_str(), column.as_str()))
            })
        };
        let (next, rest): (Vec<Table>, Vec<Table>) = waiting.into_iter().partition(free);
        if next.is_empty() {
            bail!(
                "tables that refer to each other: {}",
                rest.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join(", ")
            );
        }
        done.extend(next.iter().map(|table| table.name.clone()));
        ordered.extend(next);
        waiting = rest;
    }
    Ok(ordered)
}
