//! What a handler or a job may reach. Cheap to clone.

use crate::hiring::{
    self,
    pools::Pool,
    positions::{Pinned, Places},
    tags::Tag,
    users::User,
    workspace::Workspace,
};
use crate::platform::{
    clock::Clock,
    config::Config,
    db::{Connect, Db},
    extraction::Extractor,
    files::Files,
    memo::Memo,
};
use anyhow::Context;
use secrecy::ExposeSecret;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::{Semaphore, watch};

#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub files: Files,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub extractor: Extractor,
    /// Work that fills a core: one permit a core, taken before the work goes to a blocking thread.
    pub cpu: Arc<Semaphore>,
    /// Turns true when the program is told to stop.
    pub stopping: watch::Receiver<bool>,
    /// What stands around every page: the workspace, and a user's open positions by the user's id.
    pub surroundings: Memo<Arc<Surroundings>>,
    /// What a table's menus offer, by the user's id.
    pub choices: Memo<Arc<Choices>>,
    set_up: Arc<AtomicBool>,
}

pub struct Surroundings {
    pub workspace: Workspace,
    pub pinned: Vec<Pinned>,
}

pub struct Choices {
    /// Who may own someone.
    pub owners: Vec<User>,
    pub sources: Vec<String>,
    /// Why people are rejected.
    pub reasons: Vec<String>,
    pub tags: Vec<Tag>,
    pub pools: Vec<Pool>,
    /// Where people may be considered too.
    pub targets: Places,
}

impl App {
    /// Opens the database and the files as configured, and brings the schema up to date.
    pub async fn open(
        config: Config,
        clock: Clock,
        extractor: Extractor,
        stopping: watch::Receiver<bool>,
    ) -> anyhow::Result<App> {
        let folder = &config.data_dir;
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let url = config.database_url.expose_secret().to_owned();
        let db = Connect { url, connections: config.database_connections }.open().await?;
        db.migrate().await?;
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        Ok(App {
            db,
            files: Files::open(&config)?,
            clock,
            config: Arc::new(config),
            extractor,
            cpu: Arc::new(Semaphore::new(cores)),
            stopping,
            surroundings: Memo::default(),
            choices: Memo::default(),
            set_up: Arc::default(),
        })
    }

    /// Whether there is a workspace. Once there is, there always will be: the database is asked no more.
    pub async fn is_set_up(&self) -> hiring::Result<bool> {
        if self.set_up.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let found = Workspace::find(&self.db).await?.is_some();
        self.set_up.store(found, Ordering::Relaxed);
        Ok(found)
    }
}
