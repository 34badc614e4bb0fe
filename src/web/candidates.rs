//! Everyone in the workspace, and the way to what someone is considered for.

use super::{applications, auth::CurrentUser, filters, html, layout::Shell, pages};
use crate::{
    app::App,
    hiring::{
        candidates::{self, Candidate, Considered, Listed, Spot},
        documents::Document,
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
};
use chrono::DateTime;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "candidates/index.html")]
struct Index {
    shell: Shell,
    rows: Vec<Listed>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Turn {
    after: String,
    before: String,
}

/// GET /candidates: those something happened to most lately first.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(turn): Query<Turn>) -> super::Result {
    let page = Candidate::page(&app.db, &user, pages::turn(&turn.after, &turn.before, spot)).await?;
    let (previous, next) =
        pages::neighbours(&page, "/candidates", |row| format!("{}.{}", row.updated_at.timestamp_micros(), row.id));
    html(Index { shell: Shell::of(&app, &user, "candidates").await?, rows: page.rows, previous, next })
}

fn spot(key: &str) -> Option<Spot> {
    let (micros, id) = key.split_once('.')?;
    Some(Spot { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, id: id.to_owned() })
}

/// Someone who is not considered for anything.
#[derive(Template)]
#[template(path = "candidates/show.html")]
struct Show {
    shell: Shell,
    candidate: Candidate,
    considered: Vec<Considered>,
    documents: Vec<Document>,
}

/// GET /candidates/{id}: leads to the newest application where there is one.
pub async fn show(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let candidate = Candidate::find(&app.db, &user, &id).await?;
    let considered = candidates::considered_for(&app.db, &candidate).await?;
    if let Some(newest) = considered.first() {
        return Ok(Redirect::to(&format!("/applications/{}", newest.id)).into_response());
    }
    let documents = Document::of_candidate(&app.db, &candidate.id).await?;
    html(Show { shell: Shell::of(&app, &user, "candidates").await?, candidate, considered, documents })
}
