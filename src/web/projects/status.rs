//! Putting projects on hold, completing, archiving and restoring them: one from its page, many from the list.

use crate::{
    app::App,
    hiring::{
        Error,
        projects::{self, Project, Status},
    },
    web::{
        self,
        auth::CurrentUser,
        error::AppError,
        flash::Flash,
        forms::{Fields, Form},
    },
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
};

/// Most projects one change takes.
const MOST: usize = 200;

/// POST /projects/status: everyone named as `project` gets the `status`.
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> web::Result {
    let unreadable = |why: &str| AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why.into());
    let to = Status::parse(fields.text("status")).ok_or_else(|| unreadable("Choose what the projects are to be."))?;
    let (mut mine, mut others) = (Vec::new(), Vec::new());
    for id in fields.all("project").take(MOST) {
        let project = Project::find(&app.db, &user, id).await?;
        if project.editable { mine.push(project) } else { others.push(project.name) }
    }
    if mine.is_empty() && others.is_empty() {
        return Err(unreadable("Choose a project first."));
    }
    if mine.is_empty() {
        return Err(Error::Forbidden("Only the project's team can change this.").into());
    }
    let mut tx = app.db.begin().await?;
    let (change, touched) = projects::set_status(&mut tx, &user, &mine, to, app.clock.now()).await?;
    tx.commit().await?;
    let what = match mine.as_slice() {
        [one] => one.name.clone(),
        _ => format!("{touched} project{}", if touched == 1 { "" } else { "s" }),
    };
    let is = if mine.len() == 1 || touched == 1 { "is" } else { "are" };
    let said = format!("{what} {is} {} now.", to.label().to_lowercase());
    let flash = match others.as_slice() {
        [] => Flash::done(said),
        [one] => Flash::warn(format!("{said} {one} stayed: only its team can change it.")),
        many => Flash::warn(format!("{said} {} stayed: only their teams can change them.", many.len())),
    };
    back(&user, &headers, flash.with_undo(format!("/projects/changes/{change}/undo"))).await
}

/// POST /projects/changes/{id}/undo
pub async fn undo(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> web::Result {
    let mut tx = app.db.begin().await?;
    let back_again = projects::undo_status(&mut tx, &user, &id, app.clock.now()).await?;
    tx.commit().await?;
    let said = match back_again {
        0 => "Nothing was undone: the status was changed again since.".to_owned(),
        1 => "Undone. The project is as it was.".to_owned(),
        many => format!("Undone. {many} projects are as they were."),
    };
    back(&user, &headers, Flash::done(said)).await
}

/// To the list or the project it was asked from.
async fn back(user: &CurrentUser, headers: &HeaderMap, flash: Flash) -> web::Result {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok()?.parse::<Uri>().ok());
    let from = from.as_ref().and_then(Uri::path_and_query).filter(|from| from.path().starts_with("/projects"));
    flash.then(user, from.map_or("/projects", |from| from.as_str())).await
}
