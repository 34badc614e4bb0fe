//! `archive`: the whole workspace out into one file, and from such a file into an empty one.

use crate::app::App;
use crate::hiring::archive::{self, Contents, Progress};
use anyhow::Context;
use clap::Subcommand;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum ArchiveCommand {
    /// Writes everything into a new file: rows as JSON, and the files as they came.
    Export {
        /// The file to write; it must not exist yet.
        file: PathBuf,
    },
    /// Reads such a file into an empty workspace.
    Import {
        /// The file to read.
        file: PathBuf,
    },
}

pub async fn run(app: App, command: ArchiveCommand) -> anyhow::Result<ExitCode> {
    match command {
        ArchiveCommand::Export { file } => export(&app, &file).await,
        ArchiveCommand::Import { file } => import(&app, &file).await,
    }
}

async fn export(app: &App, path: &Path) -> anyhow::Result<ExitCode> {
    if !app.is_set_up().await? {
        anyhow::bail!("There is no workspace here to export.");
    }
    let file = File::create_new(path).with_context(|| format!("cannot make {}", path.display()))?;
    let written = archive::export(&app.db, &app.files, file, app.clock.now(), &Progress::default()).await;
    if written.is_err() {
        // Half an archive would look like a whole one.
        let _ = std::fs::remove_file(path);
    }
    let contents = written?;
    told(&contents, "written");
    for sha256 in &contents.missing {
        eprintln!("The file {sha256} is named and is not there; it is not in the archive.");
    }
    Ok(ExitCode::SUCCESS)
}

async fn import(app: &App, path: &Path) -> anyhow::Result<ExitCode> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let contents = archive::import(&app.db, &app.files, file).await?;
    told(&contents, "read");
    println!("Start the server: it makes everyone findable again in the background.");
    Ok(ExitCode::SUCCESS)
}

fn told(contents: &Contents, done: &str) {
    let rows: u64 = contents.rows.values().sum();
    let candidates = contents.rows.get("candidates").copied().unwrap_or_default();
    println!("{candidates} candidates, {rows} rows in all and {} files {done}.", contents.files);
}
