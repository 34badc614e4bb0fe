//! Documents of projects and positions: taken in, taken away, brought back.

use crate::{
    app::App,
    hiring::{
        documents::{Document, NewShared, Owner, Shared},
        positions::Position,
        projects::Project,
        rules,
    },
    platform::{extraction::sniff, files::PutError},
    web::{self, auth::CurrentUser, error::AppError, filters, flash::Flash, html, layout::Shell},
};
use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    http::StatusCode,
};

#[derive(Template)]
#[template(path = "documents/shared.html")]
struct Show {
    shell: Shell,
    document: Document,
    text: String,
    /// What it belongs to, and where that is.
    of: String,
    of_href: String,
    /// The nearer of the two.
    back: String,
    project: String,
    project_href: String,
}

/// A document of a project or a position.
pub async fn show(app: &App, user: &CurrentUser, document: Document) -> web::Result {
    let shared = Shared::find(&app.db, user, &document.id).await?;
    let text = Document::text(&app.db, &document.id).await?;
    let of_href = shared.page();
    let (of, project, project_id) = match (&shared.position_id, &shared.project_id) {
        (Some(position), _) => {
            let position = Position::find(&app.db, user, position).await?;
            (position.title, position.project, position.project_id)
        }
        (None, project) => {
            let project = Project::find(&app.db, user, project.as_deref().unwrap_or_default()).await?;
            (String::new(), project.name, project.id)
        }
    };
    let shell = Shell::of(app, user, "projects").await?;
    let project_href = format!("/projects/{project_id}");
    let back = if of.is_empty() { project.clone() } else { of.clone() };
    html(Show { shell, document, text, of, of_href, back, project, project_href })
}

/// POST /projects/{id}/documents
pub async fn of_project(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    sent: Multipart,
) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    add(&app, &user, Owner::Project(&project), sent, &format!("/projects/{id}")).await
}

/// POST /positions/{id}/documents
pub async fn of_position(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    sent: Multipart,
) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    add(&app, &user, Owner::Position(&position), sent, &format!("/positions/{id}/description")).await
}

async fn add(app: &App, user: &CurrentUser, owner: Owner<'_>, mut sent: Multipart, page: &str) -> web::Result {
    let unreadable = |why: String| AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why);
    while let Some(field) = sent.next_field().await? {
        if field.name() != Some("file") {
            continue;
        }
        let name = rules::file_name(field.file_name().unwrap_or_default());
        let stored = match app.files.put(field, app.config.upload_limit()).await {
            Ok(stored) => stored,
            Err(PutError::Empty) => return Err(unreadable("Choose a file with something in it.".into())),
            Err(PutError::TooLarge { .. }) => {
                return Err(AppError::Unreadable(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    format!("The file is larger than {} MB.", app.config.upload_limit_mb),
                ));
            }
            Err(PutError::Interrupted(_)) => {
                return Err(unreadable("The file did not arrive whole. Send it again.".into()));
            }
            Err(PutError::Broken(source)) => return Err(AppError::Unexpected(source)),
        };
        let file = NewShared {
            file_name: &name,
            media_type: media_type(&stored.head),
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            sha256: &stored.sha256,
        };
        let mut tx = app.db.begin().await?;
        let id = owner.add(&mut tx, user, file, app.clock.now()).await?;
        tx.commit().await?;
        let undo = format!("/documents/{id}/removal");
        return Flash::done(format!("Added {name}.")).with_undo(undo).then(user, page).await;
    }
    Err(unreadable("Choose a file first.".into()))
}

/// What the first bytes say the file is, never its name.
fn media_type(head: &[u8]) -> &'static str {
    match head {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        head => sniff(head).map_or("application/octet-stream", |kind| kind.media_type()),
    }
}

/// POST /documents/{id}/removal
pub async fn remove(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let (shared, project) = Shared::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    shared.remove(&mut tx, &user, &project, app.clock.now()).await?;
    tx.commit().await?;
    let undo = format!("/documents/{id}/restoration");
    Flash::done(format!("Removed {}.", shared.file_name)).with_undo(undo).then(&user, &shared.page()).await
}

/// POST /documents/{id}/restoration
pub async fn restore(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let (shared, project) = Shared::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    shared.restore(&mut tx, &user, &project, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(format!("{} is back.", shared.file_name)).then(&user, &shared.page()).await
}
