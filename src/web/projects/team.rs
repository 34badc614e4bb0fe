//! A project's team: who joins, who leaves, who owns it.

use crate::{
    app::App,
    hiring::projects::Project,
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
    http::StatusCode,
};

fn page(id: &str) -> String {
    format!("/projects/{id}")
}

/// POST /projects/{id}/members: whoever is chosen as `user` joins.
pub async fn choose(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> web::Result {
    let colleague = fields.text("user").to_owned();
    if colleague.is_empty() {
        return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, "Choose a colleague first.".into()));
    }
    add(State(app), user, Path((id, colleague))).await
}

/// POST /projects/{id}/members/{user}
pub async fn add(
    State(app): State<App>,
    user: CurrentUser,
    Path((id, colleague)): Path<(String, String)>,
) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    let name = project.welcome(&mut tx, &user, &colleague, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(format!("{name} is on the team."))
        .with_undo(format!("/projects/{id}/members/{colleague}/removal"))
        .then(&user, &page(&id))
        .await
}

/// POST /projects/{id}/members/{user}/removal
pub async fn remove(
    State(app): State<App>,
    user: CurrentUser,
    Path((id, colleague)): Path<(String, String)>,
) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    let name = project.dismiss(&mut tx, &user, &colleague, app.clock.now()).await?;
    tx.commit().await?;
    let flash = Flash::done(format!("{name} is off the team."));
    // Whoever left by themselves can no longer take it back.
    let flash = if colleague == user.id && !user.role.is_admin() {
        flash
    } else {
        flash.with_undo(format!("/projects/{id}/members/{colleague}"))
    };
    flash.then(&user, &page(&id)).await
}

/// POST /projects/{id}/members/{user}/ownership
pub async fn hand_over(
    State(app): State<App>,
    user: CurrentUser,
    Path((id, colleague)): Path<(String, String)>,
) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    let name = project.hand_over(&mut tx, &user, &colleague, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(format!("{name} owns the project now."))
        .with_undo(format!("/projects/{id}/members/{}/ownership", project.owner_id))
        .then(&user, &page(&id))
        .await
}
