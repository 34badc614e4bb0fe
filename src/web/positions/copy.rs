//! Duplicating a position.

use crate::{
    app::App,
    hiring::{positions::Position, projects::Project},
    web::{self, auth::CurrentUser, flash::Flash},
};
use axum::extract::{Path, State};

/// POST /positions/{id}/copy: another position like this one, as a draft, without its people.
pub async fn create(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let project = Project::find_to_edit(&app.db, &user, &position.project_id).await?;
    let mut tx = app.db.begin().await?;
    let copy = position.copy(&mut tx, &project, &user, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("Duplicated with its requirements and stages, as a draft. Nobody came along.")
        .then(&user, &format!("/positions/{copy}/edit"))
        .await
}
