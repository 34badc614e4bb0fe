//! `serve`: pages and jobs in one process, until it is told to stop.

use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::{jobs, web};
use anyhow::Context;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long running work may take to finish once the program is told to stop.
const LAST_WORDS: Duration = Duration::from_secs(30);

pub async fn serve(config: Config) -> anyhow::Result<ExitCode> {
    let (stop, stopping) = watch::channel(false);
    let app = App::open(config, Clock::System, super::extractor()?, stopping).await?;
    run(app, stop, |address| {
        println!("RecruitPro is at {address}");
    })
    .await
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
