//! Later work: which queues there are, and who carries their jobs out.

use crate::app::App;
use crate::hiring::archives::{self, MakeArchive};
use crate::hiring::bulks::{self, RunBulk};
use crate::hiring::documents::{ReadDocument, read_document};
use crate::hiring::duplicates::{CompareTexts, compare_texts};
use crate::hiring::erasure::{EraseFiles, erase_files};
use crate::hiring::imports::{self, RunImport, UndoImport};
use crate::hiring::intake::{ReadCv, Reader, read_cv};
use crate::hiring::requirements::ScreenPosition;
use crate::hiring::rescreens::{self, ApplyThresholds};
use crate::hiring::search::{self, IndexMissing};
use crate::hiring::users::User;
use crate::hiring::workspace::LoadSample;
use crate::hiring::{screenings, undo};
use crate::platform::queue;
use anyhow::Result;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

impl App {
    /// What the work on an upload's file needs.
    pub fn reader(&self) -> Reader {
        Reader {
            db: self.db.clone(),
            files: self.files.clone(),
            extractor: self.extractor.clone(),
            cpu: self.cpu.clone(),
            clock: self.clock,
        }
    }
}

/// Runs all workers until `stop` turns true and what has begun is finished.
pub async fn run(app: App, stop: watch::Receiver<bool>) -> Result<()> {
    app.db.recover_orphans().await?;
    search::catch_up(&app.db).await.map_err(broken)?;
    let at_once = app.config.workers;
    let mut workers = JoinSet::new();
    let reader = app.reader();
    // Twice as many as cores: while one is read on a core, another waits for its file or its commit.
    workers.spawn(queue::work(app.db.clone(), at_once * 2, stop.clone(), move |job: ReadCv, this| {
        let reader = reader.clone();
        async move { read_cv(&reader, &job.file, this.is_last).await.map_err(broken) }
    }));
    let reader = app.reader();
    workers.spawn(queue::work(app.db.clone(), at_once, stop.clone(), move |job: ReadDocument, _| {
        let reader = reader.clone();
        async move { read_document(&reader, &job.document).await.map_err(broken) }
    }));
    let reader = app.reader();
    workers.spawn(queue::work(app.db.clone(), at_once, stop.clone(), move |job: CompareTexts, _| {
        let reader = reader.clone();
        async move { compare_texts(&reader, &job).await.map_err(broken) }
    }));
    let reader = app.reader();
    let most = app.config.import_rows;
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |job: RunImport, _| {
        let reader = reader.clone();
        async move { imports::run(&reader, &job.import, most).await.map_err(broken) }
    }));
    let reader = app.reader();
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |job: UndoImport, _| {
        let reader = reader.clone();
        async move { imports::undo_rows(&reader, &job.import).await.map_err(broken) }
    }));
    let maker = app.clone();
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |job: MakeArchive, this| {
        let app = maker.clone();
        async move {
            archives::make(&app.reader(), &app.config.data_dir, &job.archive, this.is_last).await.map_err(broken)
        }
    }));
    let doer = app.clone();
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |job: RunBulk, _| {
        let app = doer.clone();
        async move { bulks::run(&app.db, &job, app.clock.now()).await.map_err(broken) }
    }));
    let eraser = app.clone();
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |job: EraseFiles, _| {
        let app = eraser.clone();
        async move { erase_files(&app.db, &app.files, &job).await.map_err(broken) }
    }));
    let screener = app.clone();
    workers.spawn(queue::work(app.db.clone(), at_once, stop.clone(), move |job: ScreenPosition, _| {
        let app = screener.clone();
        async move { screenings::screen_position(&app.db, &job.position, app.clock.now()).await.map(drop).map_err(broken) }
    }));
    let indexer = app.clone();
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |_: IndexMissing, _| {
        let app = indexer.clone();
        async move { search::index_missing(&app.db).await.map_err(broken) }
    }));
    let sorter = app.clone();
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |job: ApplyThresholds, _| {
        let app = sorter.clone();
        async move { rescreens::apply_thresholds(&app.db, &job).await.map_err(broken) }
    }));
    let loader = app.clone();
    workers.spawn(queue::work(app.db.clone(), 1, stop.clone(), move |_: LoadSample, _| {
        let app = loader.clone();
        async move {
            let owner = User::first_super_admin(&app.db).await.map_err(broken)?;
            crate::demo::load(&app, &owner).await.map_err(broken)
        }
    }));
    workers.spawn(housekeeping(app, stop));
    while let Some(done) = workers.join_next().await {
        done??;
    }
    Ok(())
}

/// The source of a failure, for the log and the queue.
fn broken(error: crate::hiring::Error) -> anyhow::Error {
    match error {
        crate::hiring::Error::Broken(source) => source,
        refused => anyhow::anyhow!(refused.to_string()),
    }
}

/// Forgets expired sessions and finished jobs, now and then.
async fn housekeeping(app: App, mut stop: watch::Receiver<bool>) -> Result<()> {
    loop {
        if let Err(error) = tidy(&app).await {
            tracing::warn!(error = ?error, "housekeeping failed");
        }
        tokio::select! {
            _ = tokio::time::sleep(Duration::from_secs(600)) => {}
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        }
    }
}

async fn tidy(app: &App) -> Result<()> {
    crate::platform::sessions::Sessions::delete_expired(&app.db, app.clock.now()).await?;
    app.files.sweep(app.clock.now()).await?;
    let mut tx = app.db.begin().await?;
    undo::forget(&mut tx, app.clock.now()).await.map_err(broken)?;
    imports::forget(&mut tx, app.clock.now()).await.map_err(broken)?;
    archives::forget(&mut tx, app.clock.now()).await.map_err(broken)?;
    tx.commit().await?;
    app.db.sweep_jobs().await
}
