//! The whole workspace in one file: asked for by a super admin, made in the background, fetched for a day.

use crate::{
    app::App,
    hiring::{
        archives::{Archive, KEPT_HOURS, State as Standing},
        rules,
        users::Role,
        workspace::Workspace,
    },
    web::{
        self, auth::Admin, documents::disposition, error::AppError, events, filters, flash::Flash, html, layout::Shell,
    },
};
use askama::Template;
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response, sse},
};
use std::time::Duration;

/// How often the page may be told to look again.
const AT_MOST_EVERY: Duration = Duration::from_millis(500);

#[derive(Template)]
#[template(path = "settings/archives.html")]
struct Index {
    shell: Shell,
    settings_page: &'static str,
    archives: Vec<Archive>,
    /// Only a super admin makes them and fetches them.
    may_make: bool,
    hours: i64,
}

impl Index {
    fn is_running(&self) -> bool {
        self.archives.iter().any(Archive::is_running)
    }
}

/// GET /settings/archives
pub async fn index(State(app): State<App>, user: Admin) -> web::Result {
    let archives = Archive::latest(&app.db, &user).await?;
    let shell = Shell::of(&app, &user, "settings").await?;
    let may_make = user.role == Role::SuperAdmin;
    html(Index { shell, settings_page: "archives", archives, may_make, hours: KEPT_HOURS })
}

/// POST /settings/archives
pub async fn create(State(app): State<App>, user: Admin) -> web::Result {
    let mut tx = app.db.begin().await?;
    Archive::ask(&mut tx, &user, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("The archive is being made. You can leave this page meanwhile.").then(&user, "/settings/archives").await
}

/// GET /settings/archives/events: says that one has come further, now and then.
pub async fn live(State(app): State<App>, _: Admin) -> Response {
    let changed = |_| async { Ok(sse::Event::default().event("changed").data("now")) };
    events::batches(&app, app.db.events().listen(), Archive::TOPIC.into(), AT_MOST_EVERY, changed)
}

/// GET /settings/archives/{id}/file
pub async fn file(State(app): State<App>, user: Admin, Path(id): Path<String>) -> web::Result {
    let archive = Archive::find_to_fetch(&app.db, &user, &id, app.clock.now()).await?;
    let opened = app.files.get(&archive.sha256).await?.ok_or_else(|| {
        tracing::error!(archive.id, archive.sha256, "an archive's file is gone");
        AppError::NotFound
    })?;
    let mut tx = app.db.begin().await?;
    archive.fetched(&mut tx, &user, app.clock.now()).await?;
    tx.commit().await?;
    let workspace = Workspace::find(&app.db).await?.map(|workspace| workspace.name).unwrap_or_default();
    let name = rules::file_name(&format!("{workspace} {}.zip", archive.created_at.format("%Y-%m-%d")));
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, false)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let mut response = (headers, Body::from_stream(opened.stream)).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(opened.size));
    Ok(response)
}

/// POST /settings/archives/{id}/deletion
pub async fn destroy(State(app): State<App>, user: Admin, Path(id): Path<String>) -> web::Result {
    let archive = Archive::find_to_fetch(&app.db, &user, &id, app.clock.now()).await?;
    let mut tx = app.db.begin().await?;
    archive.delete(&mut tx, &user).await?;
    tx.commit().await?;
    Flash::done("The archive is deleted.").then(&user, "/settings/archives").await
}
