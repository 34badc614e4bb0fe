//! Erasing someone: asked on a page of its own, answered with their name.

use crate::{
    app::App,
    hiring::{candidates::Candidate, erasure, rules},
    web::{
        self, again,
        auth::CurrentUser,
        filters,
        flash::Flash,
        forms::{Errors, Form},
        html,
        layout::Shell,
    },
};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "candidates/erase.html")]
struct New {
    shell: Shell,
    candidate: Candidate,
    errors: Errors,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    confirm: String,
}

/// GET /candidates/{id}/erasure/new
pub async fn new(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let shell = Shell::of(&app, &user, "candidates").await?;
    html(New { shell, candidate, errors: Errors::default() })
}

/// POST /candidates/{id}/erasure
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    if rules::line(&typed.confirm).to_lowercase() != rules::line(&candidate.name).to_lowercase() {
        let mut errors = Errors::default();
        errors.add("erase", format!("Type “{}” to confirm.", candidate.name));
        let shell = Shell::of(&app, &user, "candidates").await?;
        return again(New { shell, candidate, errors });
    }
    let mut tx = app.db.begin().await?;
    erasure::erase(&mut tx, &user, &candidate, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("Erased. Their files go within moments.").then(&user, "/candidates").await
}
