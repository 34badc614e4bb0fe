//! Uploading CVs to a position: the form, and the page that follows each file to a candidate or a reason.

mod arriving;
mod events;
mod files;
mod row;

pub use events::show as events;
pub use files::{create as receive, index as changed, retry};

use super::{
    again,
    auth::CurrentUser,
    error::AppError,
    filters,
    flash::Flash,
    forms::{Errors, encoded},
    html,
    layout::Shell,
};
use crate::{
    app::App,
    hiring::{
        self,
        intake::Upload,
        positions::{Position, Status},
        rules,
        workspace::Workspace,
    },
    screening::Thresholds,
};
use arriving::Sent;
pub(super) use arriving::{Taken, text as field_text};
use askama::Template;
use axum::{
    Json,
    extract::{Multipart, Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect},
};
use row::{Row, Show, Standing};
use serde::Deserialize;
use serde_json::json;

const CLOSED: &str = "The position is closed and takes no CVs. Open it again to add candidates.";

/// What people choose from before they have a list of their own.
const SOURCES: [&str; 6] = ["Job board", "Careers site", "Referral", "Job fair", "Agency", "Search"];

#[derive(Template)]
#[template(path = "uploads/new.html")]
struct New {
    shell: Shell,
    position: Position,
    earlier: Vec<Upload>,
    sources: Vec<String>,
    source: String,
    note: String,
    errors: Errors,
}

impl New {
    async fn of(
        app: &App,
        user: &CurrentUser,
        position: Position,
        source: String,
        errors: Errors,
    ) -> super::Result<New> {
        let earlier = Upload::of_position(&app.db, user, &position, 8).await?;
        let mut sources: Vec<String> =
            earlier.iter().map(|upload| upload.source.clone()).filter(|source| !source.is_empty()).collect();
        sources.extend(SOURCES.map(str::to_owned));
        sources.sort();
        sources.dedup();
        let shell = Shell::of(app, user, "projects").await?.at(&position.id);
        Ok(New { shell, position, earlier, sources, source, note: note(app), errors })
    }

    fn position_href(&self) -> String {
        format!("/positions/{}", self.position.id)
    }

    fn is_closed(&self) -> bool {
        self.position.status == Status::Closed
    }

    fn is_draft(&self) -> bool {
        self.position.status == Status::Draft
    }

    fn project_href(&self) -> String {
        format!("/projects/{}", self.position.project_id)
    }
}

#[derive(Template)]
#[template(path = "uploads/show.html")]
struct Page {
    shell: Shell,
    upload: Upload,
    standing: Standing,
    rows: Vec<Row>,
    thresholds: Thresholds,
    note: String,
    /// The moment the page shows, for asking what changed since.
    as_of: String,
}

impl Page {
    fn takes_more(&self) -> bool {
        self.upload.editable && self.upload.position_status != Status::Closed
    }

    fn position_href(&self) -> String {
        format!("/positions/{}", self.upload.position_id)
    }

    fn project_href(&self) -> String {
        format!("/projects/{}", self.upload.project_id)
    }
}

/// What the drop zone takes.
fn note(app: &App) -> String {
    let (size, most) = (app.config.upload_limit_mb, app.config.upload_files);
    format!("PDF, DOCX, DOC, ODT, RTF, HTML or text. {size} MB each, {most} at once.")
}

/// Where the workspace has fit begin to be strong.
async fn thresholds(app: &App) -> hiring::Result<Thresholds> {
    Ok(Workspace::find(&app.db).await?.map(|workspace| workspace.thresholds()).unwrap_or_default())
}

/// GET /positions/{id}/uploads/new
pub async fn new(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    html(New::of(&app, &user, position, String::new(), Errors::default()).await?)
}

/// POST /positions/{id}/uploads: begins an upload. A script says how many files it is going to send and sends each by
/// itself; a plain form brings them all along.
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    mut form: Multipart,
) -> super::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    if position.status == Status::Closed {
        return Err(AppError::Refused(CLOSED.into()));
    }
    let most = app.config.upload_files as i64;
    let sent = Sent::read(&app, &mut form, most).await?;
    let mut errors = Errors::default();
    let source = errors.take("source", rules::optional(&sent.source, 80));
    let expected = match sent.expected.as_deref() {
        Some(text) => errors.take("files", expected(text, most)),
        None if sent.chosen == 0 => errors.take("files", Err("Choose at least one file.")),
        None => Some(sent.chosen),
    };
    let asked_by_script =
        headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    let (Some(source), Some(expected)) = (source, expected) else {
        if asked_by_script || sent.expected.is_some() {
            let why = errors.list().map(|(_, why)| why).collect::<Vec<_>>().join(" ");
            return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why));
        }
        return again(New::of(&app, &user, position, sent.source, errors).await?);
    };

    let mut tx = app.db.begin().await?;
    let upload =
        Upload::start(&mut tx, &position, &user, &source, expected, expected.max(most), app.clock.now()).await?;
    tx.commit().await?;
    let url = format!("/uploads/{upload}");
    if asked_by_script {
        let answer = json!({ "id": upload, "url": url, "files_url": format!("{url}/files") });
        return Ok((StatusCode::CREATED, Json(answer)).into_response());
    }
    let upload = Upload::find(&app.db, &user, &upload).await?;
    sent.keep(&app, &upload).await?;
    Ok(Redirect::to(&url).into_response())
}

fn expected(text: &str, most: i64) -> rules::Rule<i64> {
    match rules::number(text, 1, i64::MAX) {
        Ok(count) if count > most => {
            Err(format!("{count} files are too many for one upload. Send at most {most} at a time."))
        }
        Ok(count) => Ok(count),
        Err(_) => Err(format!("Give a whole number from 1 to {most}.")),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    show: String,
    since: String,
}

/// GET /uploads/{id}
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
) -> super::Result {
    let upload = Upload::find(&app.db, &user, &id).await?;
    let shell = Shell::of(&app, &user, "projects").await?.at(&upload.position_id);
    // Before the rows: what changes meanwhile is asked for again rather than missed.
    let as_of = encoded(&app.clock.now().to_rfc3339()).into_owned();
    let (files, progress) = tokio::try_join!(upload.files(&app.db), upload.progress(&app.db))?;
    let standing = Standing::new(&upload, progress, Show::asked(&ask.show), app.clock.now());
    let rows = files
        .into_iter()
        .filter(|file| standing.show.holds(file.state))
        .map(|file| Row::new(file, upload.editable))
        .collect();
    let thresholds = shell.thresholds;
    html(Page { shell, upload, standing, rows, thresholds, note: note(&app), as_of })
}

/// POST /uploads/{id}/completion: nobody waits any longer for files that have not arrived.
pub async fn complete(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let upload = Upload::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    upload.complete(&mut tx).await?;
    tx.commit().await?;
    Flash::done("The upload is finished with the files that arrived.").then(&user, &format!("/uploads/{id}")).await
}
