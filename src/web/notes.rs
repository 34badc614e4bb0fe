//! Notes on a candidate: writing one, writing it anew, taking it away.

mod mentions;

pub use mentions::{index as mentions, update as mark_mentions};

use super::{
    Hx, again,
    applications::note_again as again_on_application,
    auth::CurrentUser,
    candidates::{Written, note_again as again_on_candidate},
    filters,
    flash::Flash,
    forms::{Errors, Form},
    html,
    layout::Shell,
    pages::came_from,
    stale,
};
use crate::{
    app::App,
    hiring::{
        candidates::Candidate,
        notes::{Note, NoteBody},
        users::User,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::IntoResponse,
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    pub body: String,
    pub access: String,
    /// When the words that are being changed were written.
    pub seen: String,
    #[serde(skip)]
    pub errors: Errors,
    /// What the note says by now, when it was changed elsewhere meanwhile.
    #[serde(skip)]
    pub theirs: String,
}

impl NoteForm {
    pub fn is_private(&self) -> bool {
        self.access == "private"
    }
}

/// An empty form in place of the old one, and the note on top of the feed.
#[derive(Template)]
#[template(path = "notes/create.html")]
struct Created {
    candidate: String,
    people: String,
    form: NoteForm,
    written: Written,
    now: DateTime<Utc>,
}

#[derive(Template)]
#[template(path = "notes/_form.html")]
struct FormAgain {
    candidate: String,
    people: String,
    form: NoteForm,
}

/// POST /candidates/{id}/notes
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(mut form): Form<NoteForm>,
) -> super::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let everyone = User::all(&app.db).await?;
    let names: Vec<&str> = everyone.iter().map(|user| user.name.as_str()).collect();
    let people = || serde_json::to_string(&names).unwrap_or_default();
    let from = came_from(&headers, "");
    let Some(body) = form.errors.take("body", NoteBody::parse(&form.body)) else {
        let application = from.strip_prefix("/applications/").and_then(|rest| rest.split(['/', '?']).next());
        return match application {
            _ if hx.0 => again(FormAgain { candidate: id, people: people(), form }),
            Some(application) => again_on_application(&app, &user, application, form).await,
            None => again_on_candidate(&app, &user, candidate, form).await,
        };
    };
    let (mut tx, now) = (app.db.begin().await?, app.clock.now());
    let note = Note::add(&mut tx, &candidate.id, &user, body, form.is_private(), now).await?;
    tx.commit().await?;
    if hx.0 {
        let written = Written::of(note, &names);
        let fragment = html(Created { candidate: id, people: people(), form: NoteForm::default(), written, now })?;
        return Ok(([("hx-trigger", r#"{"announce":"Note saved."}"#)], fragment).into_response());
    }
    let page = if from.contains("/activity") { from } else { format!("/candidates/{id}/activity") };
    Flash::done("Note added.").then(&user, &page).await
}

#[derive(Template)]
#[template(path = "notes/edit.html")]
struct Edit {
    shell: Shell,
    candidate: Candidate,
    note: Note,
    form: NoteForm,
    people: String,
    back: String,
}

impl Edit {
    async fn of(app: &App, user: &CurrentUser, note: Note, form: NoteForm) -> super::Result<Edit> {
        let candidate = Candidate::find(&app.db, user, &note.candidate_id).await?;
        let everyone = User::all(&app.db).await?;
        let names: Vec<&str> = everyone.iter().filter(|user| user.active).map(|user| user.name.as_str()).collect();
        let people = serde_json::to_string(&names).unwrap_or_default();
        let back = format!("/candidates/{}/activity", candidate.id);
        Ok(Edit { shell: Shell::of(app, user, "candidates").await?, candidate, note, form, people, back })
    }
}

/// GET /notes/{id}/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let note = Note::find_own(&app.db, &user, &id).await?;
    let access = if note.is_private { "private" } else { "team" };
    let (body, seen) = (note.body.clone(), note.written_at().to_rfc3339());
    let form = NoteForm { body, access: access.into(), seen, ..NoteForm::default() };
    html(Edit::of(&app, &user, note, form).await?)
}

/// POST /notes/{id}
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(mut form): Form<NoteForm>,
) -> super::Result {
    let note = Note::find_own(&app.db, &user, &id).await?;
    let Some(body) = form.errors.take("body", NoteBody::parse(&form.body)) else {
        return again(Edit::of(&app, &user, note, form).await?);
    };
    let now_written = note.written_at().to_rfc3339();
    if form.seen != now_written {
        (form.seen, form.theirs) = (now_written, note.body.clone());
        return stale(Edit::of(&app, &user, note, form).await?);
    }
    let mut tx = app.db.begin().await?;
    let undo = note.rewrite(&mut tx, &user, body, form.is_private(), app.clock.now()).await?;
    tx.commit().await?;
    let page = format!("/candidates/{}/activity", note.candidate_id);
    Flash::done("Note changed.").with_undo(undo).then(&user, &page).await
}

/// POST /notes/{id}/deletion
pub async fn destroy(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> super::Result {
    let note = Note::find_own(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    let undo = note.delete(&mut tx, &user, app.clock.now()).await?;
    tx.commit().await?;
    let page = format!("/candidates/{}/activity", note.candidate_id);
    let from = came_from(&headers, &page);
    let page = if from.contains("/edit") { page } else { from };
    Flash::done("Note deleted.").with_undo(undo).then(&user, &page).await
}
