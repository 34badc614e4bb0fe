//! A candidate's files: adding one, choosing the CV that counts, taking one away.

use crate::{
    app::App,
    hiring::{
        candidates::Candidate,
        documents::{self, Document, Kind, NewFile},
    },
    web::{
        self,
        auth::CurrentUser,
        error::AppError,
        flash::Flash,
        pages::came_from,
        uploads::{Taken, field_text},
    },
};
use axum::{
    extract::{Multipart, Path, State},
    http::{HeaderMap, StatusCode},
};

/// What `candidates/_files.html` needs besides the files.
pub struct Filed {
    pub candidate: String,
    /// The CV that counts.
    pub counts: Option<String>,
    pub may_edit: bool,
}

/// POST /candidates/{id}/documents
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    mut form: Multipart,
) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let (mut kind, mut taken) = (None, None);
    while let Some(field) = form.next_field().await? {
        match field.name().unwrap_or_default() {
            "kind" => kind = Kind::parse(&field_text(field).await?),
            "file" if taken.is_none() => taken = Some(Taken::take(&app, field).await?),
            _ => {}
        }
    }
    let unfit = |why: &str| AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why.into());
    let kind =
        kind.filter(|kind| *kind != Kind::JobDescription).ok_or_else(|| unfit("Say what kind of file it is."))?;
    let taken = taken.filter(|taken| !taken.name.is_empty()).ok_or_else(|| unfit("Choose a file."))?;
    let sha256 = taken.kept.as_deref().map_err(|why| unfit(why))?;
    let file = NewFile { kind, name: &taken.name, size: taken.size, sha256 };
    let mut tx = app.db.begin().await?;
    documents::receive(&mut tx, &candidate, &user, file, app.clock.now()).await?;
    tx.commit().await?;
    let said = match kind {
        Kind::Cv => "CV added. It is being read, and counts from then on.",
        _ => "File added.",
    };
    Flash::done(said).then(&user, &came_from(&headers, &format!("/candidates/{id}/files"))).await
}

/// POST /candidates/{id}/files/{document}/choice: the CV that counts.
pub async fn choose(
    State(app): State<App>,
    user: CurrentUser,
    Path(place): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let (candidate, document) = find_to_edit(&app, &user, &place).await?;
    let mut tx = app.db.begin().await?;
    documents::choose(&mut tx, &candidate, &user, &document, app.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::done(format!("{} counts from now on.", document.file_name));
    said.then(&user, &came_from(&headers, &format!("/candidates/{}/files", candidate.id))).await
}

/// POST /candidates/{id}/files/{document}/removal
pub async fn destroy(
    State(app): State<App>,
    user: CurrentUser,
    Path(place): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let (candidate, document) = find_to_edit(&app, &user, &place).await?;
    let mut tx = app.db.begin().await?;
    let undo = documents::remove(&mut tx, &candidate, &user, &document, app.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::done(format!("Removed {}.", document.file_name)).with_undo(undo);
    said.then(&user, &came_from(&headers, &format!("/candidates/{}/files", candidate.id))).await
}

async fn find_to_edit(
    app: &App,
    user: &CurrentUser,
    (candidate, document): &(String, String),
) -> web::Result<(Candidate, Document)> {
    let candidate = Candidate::find_to_edit(&app.db, user, candidate).await?;
    let document = Document::find(&app.db, user, document).await?;
    if document.candidate_id.as_ref() != Some(&candidate.id) {
        return Err(AppError::NotFound);
    }
    Ok((candidate, document))
}
