//! The app as it runs: its pages on a port, its jobs at work, its data in a folder.

use recruitpro::{
    app::App,
    demo,
    hiring::{
        users::User,
        workspace::{SetUp, Workspace},
    },
    jobs,
    platform::{
        clock::Clock,
        config::Config,
        extraction::{Extractor, Limits},
        passwords::{self, Password},
    },
    web::routes::routes,
};
use std::net::SocketAddr;
use tempfile::TempDir;
use tokio::{net::TcpListener, runtime::Runtime, sync::watch, task::JoinHandle};

/// The first super admin, where nobody filled in the set-up page.
pub const EMAIL: &str = "ines@fairweather.example";
pub const PASSWORD: &str = "seven green bicycles";

pub struct Server {
    pub app: App,
    pub runtime: Runtime,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    work: Option<JoinHandle<()>>,
    folder: TempDir,
}

impl Server {
    /// On a fresh data folder and a free port.
    pub fn start() -> Server {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let (stop, stopping) = watch::channel(false);
        let app = runtime.block_on(open(&folder, stopping));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let work = Some(runtime.spawn(work(app.clone(), listener)));
        Server { app, runtime, address, stop, work, folder }
    }

    /// Sets the workspace up without the set-up page.
    pub fn set_up(&self, sample: bool) -> User {
        let (app, name) = (&self.app, "Fairweather Lund".to_owned());
        self.runtime.block_on(async {
            let mut tx = app.db.begin().await.unwrap();
            let ask = SetUp {
                name,
                time_zone: "Europe/Lisbon".into(),
                sample,
                owner_email: EMAIL.into(),
                owner_name: "Ines Barreto".into(),
                password_hash: passwords::hash(Password::parse(PASSWORD).unwrap()).await.unwrap(),
            };
            let owner = Workspace::set_up(&mut tx, ask, app.clock.now()).await.unwrap();
            tx.commit().await.unwrap();
            if sample {
                demo::load(app, &owner).await.unwrap();
            }
            owner
        })
    }

    /// Where its pages are, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops as at a signal; what has begun is finished.
    pub fn stop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(work) = self.work.take() {
            self.runtime.block_on(work).unwrap();
        }
    }

    /// Starts again on the same folder and port.
    pub fn start_again(&mut self) {
        let (stop, stopping) = watch::channel(false);
        self.stop = stop;
        self.app = self.runtime.block_on(open(&self.folder, stopping));
        let listener = self.runtime.block_on(TcpListener::bind(self.address)).unwrap();
        self.work = Some(self.runtime.spawn(work(self.app.clone(), listener)));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
    }
}

async fn open(folder: &TempDir, stopping: watch::Receiver<bool>) -> App {
    let data_dir = folder.path().display().to_string();
    let variables = [("RECRUITPRO_DATA_DIR".to_owned(), data_dir)];
    let config = Config::load(None, variables.into_iter()).unwrap();
    // The test program cannot read files in a child of itself: the real one can.
    let extractor = Extractor::with_program(env!("CARGO_BIN_EXE_recruitpro"), Limits::default());
    App::open(config, Clock::System, extractor, stopping).await.unwrap()
}

/// Serves pages and does jobs until the app is told to stop.
async fn work(app: App, listener: TcpListener) {
    let jobs = tokio::spawn(jobs::run(app.clone(), app.stopping.clone()));
    let mut stopping = app.stopping.clone();
    let pages = routes(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let told = async move { drop(stopping.wait_for(|stop| *stop).await) };
    axum::serve(listener, pages).with_graceful_shutdown(told).await.unwrap();
    jobs.await.unwrap().unwrap();
    app.db.close().await;
}
