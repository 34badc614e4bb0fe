//! The tags on a candidate.

use crate::{
    app::App,
    hiring::{
        candidates::Candidate,
        tags::{self, Tag},
    },
    web::{
        self, Hx, again,
        auth::CurrentUser,
        error::AppError,
        filters,
        flash::Flash,
        forms::{Errors, Form},
        html,
        pages::came_from,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use serde::Deserialize;

/// What `candidates/_tags.html` shows: a candidate's tags, and a form for one more.
pub struct Tagged {
    pub candidate: String,
    pub tags: Vec<Tag>,
    /// What is offered while typing.
    pub suggestions: Vec<Tag>,
    pub may_edit: bool,
    pub form: TagForm,
}

impl Tagged {
    pub async fn of(app: &App, candidate: &Candidate) -> web::Result<Tagged> {
        let (tags, suggestions) = tokio::try_join!(Tag::of_candidate(&app.db, &candidate.id), Tag::most_used(&app.db))?;
        let (candidate, may_edit) = (candidate.id.clone(), candidate.editable);
        Ok(Tagged { candidate, tags, suggestions, may_edit, form: TagForm::default() })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TagForm {
    pub name: String,
    #[serde(skip)]
    pub errors: Errors,
}

#[derive(Template)]
#[template(path = "candidates/_tags.html")]
struct Shown {
    tagged: Tagged,
}

/// POST /candidates/{id}/tags: one more, known or new.
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(mut form): Form<TagForm>,
) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let Some(name) = form.errors.take("name", tags::name(&form.name)) else {
        if hx.0 {
            return again(Shown { tagged: Tagged { form, ..Tagged::of(&app, &candidate).await? } });
        }
        let why = form.errors.on("name").unwrap_or_default().to_owned();
        return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why));
    };
    let (mut tx, now) = (app.db.begin().await?, app.clock.now());
    let tag = Tag::of_name(&mut tx, &user, &name, now).await?;
    let is_new = tag.put_on(&mut tx, &candidate, &user, now).await?;
    tx.commit().await?;
    let said = if is_new {
        Flash::done(format!("Tagged {} “{}”.", candidate.name, tag.name))
            .with_undo(format!("/candidates/{id}/tags/{}/removal", tag.id))
    } else {
        Flash::warn(format!("{} has the tag “{}” already.", candidate.name, tag.name))
    };
    answer(&app, &user, hx, &headers, &candidate, said).await
}

/// POST /candidates/{id}/tags/{tag}: puts a tag back on.
pub async fn put_back(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path((id, tag)): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let tag = Tag::find(&app.db, &user, &tag).await?;
    let mut tx = app.db.begin().await?;
    tag.put_on(&mut tx, &candidate, &user, app.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::done(format!("{} has the tag “{}” again.", candidate.name, tag.name));
    answer(&app, &user, hx, &headers, &candidate, said).await
}

/// POST /candidates/{id}/tags/{tag}/removal
pub async fn destroy(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path((id, tag)): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let tag = Tag::find(&app.db, &user, &tag).await?;
    let mut tx = app.db.begin().await?;
    tag.take_off(&mut tx, &candidate, &user, app.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::done(format!("Took the tag “{}” off {}.", tag.name, candidate.name))
        .with_undo(format!("/candidates/{id}/tags/{}", tag.id));
    answer(&app, &user, hx, &headers, &candidate, said).await
}

async fn answer(
    app: &App,
    user: &CurrentUser,
    hx: Hx,
    headers: &HeaderMap,
    candidate: &Candidate,
    said: Flash,
) -> web::Result {
    if hx.0 {
        let shown = html(Shown { tagged: Tagged::of(app, candidate).await? })?;
        return Ok(said.on(shown).into_response());
    }
    said.then(user, &came_from(headers, &format!("/candidates/{}", candidate.id))).await
}
