//! Notes on a candidate, written from one of their applications.

use super::{
    Hx, again,
    applications::note_again,
    auth::CurrentUser,
    filters,
    flash::Flash,
    forms::{Errors, Form},
    html,
};
use crate::{
    app::App,
    hiring::{
        applications::Application,
        notes::{Note, NoteBody},
    },
};
use askama::Template;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    pub body: String,
    #[serde(skip)]
    pub errors: Errors,
}

/// An empty form in place of the old one, and the note on top of the feed.
#[derive(Template)]
#[template(path = "notes/create.html")]
struct Created {
    href: String,
    form: NoteForm,
    note: Note,
    now: DateTime<Utc>,
}

#[derive(Template)]
#[template(path = "notes/_form.html")]
struct FormAgain {
    href: String,
    form: NoteForm,
}

/// POST /applications/{id}/notes
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    Form(mut form): Form<NoteForm>,
) -> super::Result {
    let application = Application::find_to_edit(&app.db, &user, &id).await?;
    let href = format!("/applications/{id}");
    let Some(body) = form.errors.take("body", NoteBody::parse(&form.body)) else {
        return if hx.0 { again(FormAgain { href, form }) } else { note_again(&app, &user, &id, form).await };
    };
    let mut tx = app.db.begin().await?;
    let now = app.clock.now();
    let note = Note::add(&mut tx, &application.candidate_id, &user, body, now).await?;
    tx.commit().await?;
    if hx.0 {
        return html(Created { href, form: NoteForm::default(), note, now });
    }
    Flash::done("Note added.").then(&user, &format!("{href}/activity")).await
}
