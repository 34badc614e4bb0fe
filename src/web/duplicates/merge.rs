//! Two candidates side by side, and the choice of whose word counts for each field.

use crate::{
    app::App,
    hiring::{
        candidates::{self, Candidate, Considered, Field},
        duplicates::{self, Choice, Side},
    },
    web::{
        self,
        auth::CurrentUser,
        error::AppError,
        filters,
        flash::Flash,
        forms::{Fields, Form},
        html,
        layout::Shell,
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect},
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "duplicates/merge.html")]
struct New {
    shell: Shell,
    kept: Candidate,
    gone: Candidate,
    /// Fields in which they differ.
    rows: Vec<Row>,
    /// What both say.
    same: Vec<(&'static str, String)>,
    kept_for: Vec<Considered>,
    gone_for: Vec<Considered>,
    /// Positions both are considered for.
    twice: Vec<String>,
}

struct Row {
    field: Field,
    kept: String,
    gone: String,
}

impl Row {
    /// What is known counts for more than what is not.
    fn prefers_gone(&self) -> bool {
        self.kept.is_empty()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    with: String,
}

/// GET /candidates/{id}/merger/new?with=: who stays, who goes, and what differs.
pub async fn new(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
) -> web::Result {
    let (kept, gone) = both(&app, &user, &id, &ask.with).await?;
    let db = &app.db;
    let (one, other, kept_for, gone_for) = tokio::try_join!(
        candidates::record_of(db, &kept.id),
        candidates::record_of(db, &gone.id),
        candidates::considered_for(db, &kept),
        candidates::considered_for(db, &gone)
    )?;
    let (mut rows, mut same) = (Vec::new(), Vec::new());
    for field in Field::ALL.iter().copied() {
        let (mine, theirs) = (one.get(field), other.get(field));
        if mine != theirs {
            rows.push(Row { field, kept: mine, gone: theirs });
        } else if !mine.is_empty() {
            same.push((field.label(), mine));
        }
    }
    let twice = gone_for.iter().filter(|one| kept_for.iter().any(|two| two.position_id == one.position_id));
    let twice = twice.map(|one| one.position.clone()).collect();
    let shell = Shell::of(&app, &user, "candidates").await?;
    html(New { shell, kept, gone, rows, same, kept_for, gone_for, twice })
}

/// POST /candidates/{id}/merger
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(form): Form<Fields>,
) -> web::Result {
    let (kept, gone) = both(&app, &user, &id, form.text("with")).await?;
    let choice = |field: &Field| {
        let side = if form.text(field.as_str()) == "gone" { Side::Gone } else { Side::Kept };
        Choice { field: *field, side }
    };
    let choices: Vec<Choice> = Field::ALL.iter().map(choice).collect();
    let mut tx = app.db.begin().await?;
    let merge = duplicates::merge(&mut tx, &user, &kept, &gone, &choices, app.clock.now()).await?;
    tx.commit().await?;
    let said =
        Flash::done(format!("Merged {} into {}.", gone.name, kept.name)).with_undo(format!("/merges/{merge}/undo"));
    said.then(&user, &format!("/candidates/{id}")).await
}

/// POST /merges/{id}/undo
pub async fn undo(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let kept = duplicates::kept_of(&app.db, &id).await?;
    Candidate::find_to_edit(&app.db, &user, &kept).await?;
    let mut tx = app.db.begin().await?;
    let undone = duplicates::undo_merge(&mut tx, &user, &id, app.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::done(format!("{} is a candidate of their own again.", undone.gone_name));
    said.then(&user, &format!("/candidates/{}", undone.gone)).await
}

/// Both, for a change of both; someone who was merged already is named as such.
async fn both(app: &App, user: &CurrentUser, kept: &str, gone: &str) -> Result<(Candidate, Candidate), AppError> {
    if kept == gone {
        return Err(AppError::Refused("A candidate cannot be merged with themselves.".into()));
    }
    for id in [kept, gone] {
        if duplicates::moved_to(&app.db, id).await?.is_some() {
            return Err(AppError::Refused(
                "One of the two was merged already. Look at the list of duplicates again.".into(),
            ));
        }
    }
    Ok(tokio::try_join!(Candidate::find_to_edit(&app.db, user, kept), Candidate::find_to_edit(&app.db, user, gone))?)
}

/// Whoever a candidate became, when an old address is opened.
pub async fn follow(app: &App, id: &str) -> web::Result {
    match duplicates::moved_to(&app.db, id).await? {
        Some(kept) => Ok(Redirect::permanent(&format!("/candidates/{kept}")).into_response()),
        None => Err(AppError::NotFound),
    }
}
