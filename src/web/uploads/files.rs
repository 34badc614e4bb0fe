//! The files of an upload, sent one by one.

use super::{
    Ask,
    arriving::{Taken, text},
    row::{Row, Show, Standing},
    thresholds,
};
use crate::{
    app::App,
    hiring::{
        intake::{self, File, Upload},
        rules,
    },
    screening::Thresholds,
    web::{self, auth::CurrentUser, error::AppError, filters, flash::Flash, html},
};
use askama::Template;
use axum::{
    extract::{Multipart, Path, Query, State},
    http::StatusCode,
};
use chrono::{DateTime, TimeDelta, Utc};

/// Rows and the standing, each taking the place of its like on the page.
#[derive(Template)]
#[template(path = "uploads/changed.html")]
pub(super) struct Changed {
    pub rows: Vec<Row>,
    pub standing: Standing,
    pub thresholds: Thresholds,
}

#[derive(Template)]
#[template(path = "uploads/create.html")]
struct Created {
    row: Row,
    thresholds: Thresholds,
}

/// POST /uploads/{id}/files: one file at its place among those announced. Sending it twice does no harm.
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    mut form: Multipart,
) -> web::Result {
    let upload = Upload::find_to_edit(&app.db, &user, &id).await?;
    let unreadable = |why: String| AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why);
    let mut place = None;
    while let Some(field) = form.next_field().await? {
        match field.name().unwrap_or_default() {
            "ordinal" => {
                let last = app.config.upload_files as i64 - 1;
                place = Some(rules::number(&text(field).await?, 0, last).map_err(unreadable)?);
            }
            "file" => {
                let place = place.ok_or_else(|| unreadable("The file's place in the upload is missing.".into()))?;
                let taken = Taken::take(&app, field).await?;
                return account(&app, &upload, place, taken).await;
            }
            _ => {}
        }
    }
    Err(unreadable("No file came along.".into()))
}

async fn account(app: &App, upload: &Upload, place: i64, taken: Taken) -> web::Result {
    let mut tx = app.db.begin().await?;
    let id = taken.account(&mut tx, upload, place, app.clock.now()).await?;
    tx.commit().await?;
    let file = File::find(&app.db, &id).await?;
    let thresholds = thresholds(app).await?;
    let mut answer = html(Created { row: Row::new(file, upload.editable), thresholds })?;
    *answer.status_mut() = if taken.is_kept() { StatusCode::CREATED } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(answer)
}

/// GET /uploads/{id}/files: what changed since a moment, for a page that may have missed it.
pub async fn index(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
) -> web::Result {
    let upload = Upload::find(&app.db, &user, &id).await?;
    let since = DateTime::parse_from_rfc3339(&ask.since).map_or(upload.created_at, |since| since.with_timezone(&Utc));
    // The clocks of two servers need not agree to the second.
    let since = since - TimeDelta::seconds(5);
    let (files, progress) = tokio::try_join!(upload.files_since(&app.db, since), upload.progress(&app.db))?;
    html(Changed {
        rows: files.into_iter().map(|file| Row::swapped(file, upload.editable, None)).collect(),
        standing: Standing::new(&upload, progress, Show::asked(&ask.show), app.clock.now()).swapped(),
        thresholds: thresholds(&app).await?,
    })
}

/// POST /uploads/{id}/files/{file}/retry
pub async fn retry(State(app): State<App>, user: CurrentUser, Path((id, file)): Path<(String, String)>) -> web::Result {
    let upload = Upload::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    intake::retry(&app.db, &mut tx, &upload, &file, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("The file is being read again.").then(&user, &format!("/uploads/{id}")).await
}
