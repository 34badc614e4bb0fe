//! `serve`: pages and jobs in one process, until it is told to stop.

use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::{jobs, web};
use anyhow::{Context, bail};
use secrecy::ExposeSecret;
use std::fs::{File, TryLockError};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long running work may take to finish once the program is told to stop.
const LAST_WORDS: Duration = Duration::from_secs(30);

pub async fn serve(config: Config) -> anyhow::Result<ExitCode> {
    let _alone = alone(&config)?;
    let (stop, stopping) = watch::channel(false);
    let app = App::open(config, Clock::System, super::extractor()?, stopping).await?;
    run(app, stop, |address| {
        println!("RecruitPro is at {address}");
    })
    .await
}

/// On SQLite one server works on a folder: a second would take the first one's jobs for orphans. The tools beside it
/// (`user`, `archive`, `migrate`) may.
pub fn alone(config: &Config) -> anyhow::Result<Option<File>> {
    if !config.database_url.expose_secret().starts_with("sqlite:") {
        return Ok(None);
    }
    let folder = config.data_dir.display();
    std::fs::create_dir_all(&config.data_dir).with_context(|| format!("cannot make the folder {folder}"))?;
    let held = File::create(config.data_dir.join("server.lock"));
    let held = held.with_context(|| format!("cannot write in the folder {folder}"))?;
    match held.try_lock() {
        Ok(()) => Ok(Some(held)),
        Err(TryLockError::WouldBlock) => {
            bail!(
                "another server is at work in {folder}; stop it first, or give this one a folder with RECRUITPRO_DATA_DIR"
            )
        }
        // A file system without locks: nothing can be said.
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "cannot make sure that no other server works in this folder");
            Ok(None)
        }
    }
}

/// Serves until the program is told to stop; `announce` is given the address once it answers.
pub async fn run(app: App, stop: watch::Sender<bool>, announce: impl FnOnce(&str)) -> anyhow::Result<ExitCode> {
    let listen = app.config.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; choose another address with RECRUITPRO_LISTEN"))?;
    let address = app.config.public_url.clone().unwrap_or(format!("http://{}", listener.local_addr()?));
    announce(&address);
    tokio::task::spawn_blocking(crate::screening::warm_up);

    let workers = tokio::spawn(jobs::run(app.clone(), app.stopping.clone()));
    let mut stopping = app.stopping.clone();
    let service = web::routes::routes(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = stopping.wait_for(|stop| *stop).await;
    });
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    server.await?;
    match tokio::time::timeout(LAST_WORDS, workers).await {
        Ok(finished) => finished??,
        Err(_) => tracing::warn!("stopped before all jobs had finished; they go on at the next start"),
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::alone;
    use crate::platform::config::Config;

    #[test]
    fn a_second_server_on_a_folder_refuses_to_start() {
        let folder = tempfile::tempdir().unwrap();
        let variables = [("RECRUITPRO_DATA_DIR".to_owned(), folder.path().display().to_string())];
        let config = Config::load(None, variables.into_iter()).unwrap();
        let first = alone(&config).unwrap();
        assert!(first.is_some());
        assert!(alone(&config).unwrap_err().to_string().starts_with("another server is at work in"));
        drop(first);
        assert!(alone(&config).unwrap().is_some());
    }
}
