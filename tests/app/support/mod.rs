//! What tests stand on: the app on a fresh database, a browser without a window, pages one can ask.

mod browser;
mod live;
mod page;
mod postgres;

pub use axum::http::StatusCode;
pub use browser::Browser;
pub use live::Live;
pub use page::Page;
pub use recruitpro::hiring::users::{Role, User};

use chrono::TimeDelta;
use recruitpro::{
    app::App,
    hiring::{
        users::NewUser,
        workspace::{SetUp, Workspace},
    },
    jobs,
    platform::{
        clock::Clock,
        config::Config,
        db::{Connect, Sql},
        extraction::{Extractor, Limits},
        passwords::{self, Password},
    },
    web::routes::routes,
};
use std::{ops::Deref, time::Duration};
use tempfile::TempDir;
use tokio::sync::{OnceCell, watch};

/// Runs each test on SQLite and on PostgreSQL.
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($app: TestApp) $body

            $(#[$meta])*
            #[tokio::test]
            async fn sqlite() {
                check(TestApp::start(Engine::Sqlite).await.expect("SQLite is always there")).await;
            }

            $(#[$meta])*
            #[tokio::test]
            async fn postgres() {
                if let Some(app) = TestApp::start(Engine::Postgres).await {
                    check(app).await;
                }
            }
        }
    )+};
}
pub(crate) use both;

/// Everyone's password in the tests.
pub const PASSWORD: &str = "seven green bicycles";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The app on a migrated, empty database of its own, and its first visitor.
pub struct TestApp {
    pub app: App,
    browser: Browser,
    stop: watch::Sender<bool>,
    /// Goes when the test does.
    _folder: TempDir,
    database: Option<postgres::Database>,
}

impl TestApp {
    /// `None` without PostgreSQL, unless RECRUITPRO_TEST_POSTGRES says `required`.
    pub async fn start(engine: Engine) -> Option<TestApp> {
        Self::start_with(engine, &[]).await
    }

    /// With settings of its own, each a variable's name without its prefix and a value.
    pub async fn start_with(engine: Engine, settings: &[(&str, &str)]) -> Option<TestApp> {
        let folder = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => {
                std::fs::write(folder.path().join("recruitpro.db"), migrated_sqlite().await).unwrap();
                None
            }
            Engine::Postgres => Some(postgres::fresh_database().await?),
        };
        let data_dir = folder.path().display().to_string();
        let mut all = vec![("DATA_DIR", &*data_dir), ("DATABASE_CONNECTIONS", "4"), ("WORKERS", "2")];
        all.extend(database.as_ref().map(|database| ("DATABASE_URL", &*database.url)));
        all.extend(settings);
        let variables = all.iter().map(|(key, value)| (format!("RECRUITPRO_{key}"), value.to_string()));
        let config = Config::load(None, variables).unwrap();

        // The test program cannot read files in a child of itself: the real one can.
        let extractor = Extractor::with_program(env!("CARGO_BIN_EXE_recruitpro"), Limits::default());
        let (stop, stopping) = watch::channel(false);
        let app = App::open(config, Clock::System, extractor, stopping).await.unwrap();
        let browser = Browser::new(routes(app.clone()));
        Some(TestApp { app, browser, stop, _folder: folder, database })
    }

    /// Another visitor, with no cookies yet.
    pub fn browser(&self) -> Browser {
        Browser::new(routes(self.app.clone()))
    }

    /// From now on the app's time is this much later than it really is.
    pub fn later(&self, by: TimeDelta) {
        let mut app = self.app.clone();
        app.clock = Clock::Stopped(Clock::System.now() + by);
        self.browser.meet(routes(app));
    }

    /// Changes something behind the app's back, such as when it happened.
    pub async fn write(&self, statement: Sql) {
        let mut tx = self.app.db.begin().await.unwrap();
        tx.run(statement).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Makes the workspace without the set-up page. Its owner is Jonas.
    pub async fn set_up(&self) -> User {
        let mut tx = self.app.db.begin().await.unwrap();
        let ask = SetUp {
            name: "Fairweather Lund".into(),
            time_zone: "Europe/Lisbon".into(),
            sample: false,
            owner_email: "jonas@fairweather.example".into(),
            owner_name: "Jonas Eklund".into(),
            password_hash: password_hash().await,
        };
        let owner = Workspace::set_up(&mut tx, ask, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        owner
    }

    /// Adds a user, who signs in with [`PASSWORD`].
    pub async fn add_user(&self, name: &str, role: Role) -> User {
        let email = format!("{}@fairweather.example", name.to_lowercase().replace(' ', "."));
        let user = NewUser { email, name: name.into(), role, password_hash: password_hash().await };
        let mut tx = self.app.db.begin().await.unwrap();
        let user = User::add(&mut tx, user, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        user
    }

    /// Signs a new user of this role in, in the first browser. Sets the workspace up if nobody has.
    pub async fn sign_in_as(&self, role: Role) -> User {
        if !self.app.is_set_up().await.unwrap() {
            self.set_up().await;
        }
        let name = match role {
            Role::SuperAdmin => "Sofia Super",
            Role::Admin => "Maya Okafor",
            Role::Recruiter => "Rosa Recruits",
        };
        let user = self.add_user(name, role).await;
        self.browser.sign_in(&user).await;
        user
    }

    /// Runs the real workers until nothing waits.
    pub async fn run_jobs(&self) {
        let (stop, stopping) = watch::channel(false);
        let workers = tokio::spawn(jobs::run(self.app.clone(), stopping));
        let all_done = async {
            while self.app.db.jobs_waiting().await.unwrap() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(120), all_done).await.expect("jobs are left after two minutes");
        stop.send(true).unwrap();
        workers.await.unwrap().unwrap();
    }

    /// Tells the app to stop, as a signal would.
    pub fn shut_down(&self) {
        self.stop.send(true).unwrap();
    }
}

impl Deref for TestApp {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(database) = self.database.take() {
            database.give_back();
        }
    }
}

/// Argon2 takes its time; once is enough.
async fn password_hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(async || passwords::hash(Password::parse(PASSWORD).unwrap()).await.unwrap()).await.clone()
}

/// A migrated database to copy: copying is faster than migrating.
async fn migrated_sqlite() -> &'static [u8] {
    static BYTES: OnceCell<Vec<u8>> = OnceCell::const_new();
    let bytes = BYTES.get_or_init(async || {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("migrated.db");
        let db = Connect { url: format!("sqlite://{}", file.display()), connections: 1 }.open().await.unwrap();
        db.migrate().await.unwrap();
        db.close().await;
        std::fs::read(file).unwrap()
    });
    bytes.await
}
