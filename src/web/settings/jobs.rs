//! Background jobs: how many wait, and which gave up.

use crate::{
    app::App,
    platform::queue::{self, DeadJob},
    web::{self, auth::Admin, error::AppError, filters, flash::Flash, html, layout::Shell},
};
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "settings/jobs.html")]
struct Index {
    shell: Shell,
    settings_page: &'static str,
    waiting: i64,
    dead: Vec<DeadJob>,
}

/// GET /settings/jobs
pub async fn index(State(app): State<App>, user: Admin) -> web::Result {
    let (waiting, dead) = tokio::try_join!(app.db.jobs_waiting(), queue::dead_jobs(&app.db))?;
    let shell = Shell::of(&app, &user, "settings").await?;
    html(Index { shell, settings_page: "jobs", waiting, dead })
}

/// POST /settings/jobs/{id}/retry
pub async fn retry(State(app): State<App>, user: Admin, Path(id): Path<String>) -> web::Result {
    if !queue::retry_dead(&app.db, &id).await? {
        return Err(AppError::Refused("This job is no longer waiting to be tried again.".into()));
    }
    Flash::done("The job is back in its queue.").then(&user, "/settings/jobs").await
}
