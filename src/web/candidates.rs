//! Everyone in the workspace, and the way to what someone is considered for.

mod search;
pub mod tags;

pub use tags::Tagged;

use super::{applications, auth::CurrentUser, filters, forms::Fields, html, layout::Shell, pages};
use crate::{
    app::App,
    hiring::{
        candidates::{self, Candidate, Considered, Listed, Spot},
        documents::Document,
        pools::{self, Pool},
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
};
use chrono::DateTime;

#[derive(Template)]
#[template(path = "candidates/index.html")]
struct Index {
    shell: Shell,
    rows: Vec<Listed>,
    previous: Option<String>,
    next: Option<String>,
    text: &'static str,
    remarks: &'static [&'static str],
}

/// Which page of a list is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Turn {
    pub after: String,
    pub before: String,
}

/// GET /candidates: those something happened to most lately first; `?q=` and choices of facets search.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(fields): Query<Fields>) -> super::Result {
    if search::is_asked(&fields) {
        return search::show(&app, &user, &fields).await;
    }
    let turn = pages::turn(fields.text("after"), fields.text("before"), spot);
    let page = Candidate::page(&app.db, &user, turn).await?;
    let (previous, next) =
        pages::neighbours(&page, "/candidates", |row| format!("{}.{}", row.updated_at.timestamp_micros(), row.id));
    html(Index {
        shell: Shell::of(&app, &user, "candidates").await?,
        rows: page.rows,
        previous,
        next,
        text: "",
        remarks: &[],
    })
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
    tagged: Tagged,
    pooled: Pooled,
}

/// The pools someone is in, and those they can be put into.
pub struct Pooled {
    pub pools: Vec<Pool>,
    pub choice: Vec<Pool>,
}

impl Pooled {
    pub async fn of(app: &App, user: &CurrentUser, candidate: &str) -> super::Result<Pooled> {
        let (pools, choice) =
            tokio::try_join!(pools::of_candidate(&app.db, user, candidate), Pool::to_choose(&app.db, user))?;
        Ok(Pooled { pools, choice })
    }
}

/// GET /candidates/{id}: leads to the newest application where there is one.
pub async fn show(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let candidate = Candidate::find(&app.db, &user, &id).await?;
    let considered = candidates::considered_for(&app.db, &candidate).await?;
    if let Some(newest) = considered.first() {
        return Ok(Redirect::to(&format!("/applications/{}", newest.id)).into_response());
    }
    let documents = Document::of_candidate(&app.db, &candidate.id).await?;
    let tagged = Tagged::of(&app, &candidate).await?;
    let pooled = Pooled::of(&app, &user, &candidate.id).await?;
    let shell = Shell::of(&app, &user, "candidates").await?;
    html(Show { shell, candidate, considered, documents, tagged, pooled })
}
