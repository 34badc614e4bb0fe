//! The page of someone who is considered for nothing: their CV, their details, what happened, their files. Whoever is
//! considered for something has all of that on the page of their newest application.

use super::{Filed, Pooled, Tagged, feed};
use crate::{
    app::App,
    hiring::{
        self, Error,
        candidates::{self, Candidate, Considered, Edit},
        documents::Document,
        duplicates::{Merge, Pair},
        table::Scope,
    },
    web::{
        self,
        applications::{self, Cv, Kind},
        auth::CurrentUser,
        candidates::{Entry, Feed},
        duplicates, filters, html,
        layout::Shell,
        notes::NoteForm,
        table::{self, Beside, CameFrom},
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};

/// What every side of the page shows.
pub struct Profile {
    pub candidate: Candidate,
    pub tagged: Tagged,
    pub cv: Option<Cv>,
    pub documents: Vec<Document>,
    pub filed: Filed,
    pub suspects: Vec<Pair>,
    pub beside: Beside,
}

impl Profile {
    async fn of(
        app: &App,
        user: &CurrentUser,
        candidate: Candidate,
        came_from: CameFrom,
        tab: &str,
    ) -> web::Result<(Shell, Profile)> {
        let (documents, suspects) = tokio::try_join!(
            Document::of_candidate(&app.db, &candidate.id),
            hiring::duplicates::of_candidate(&app.db, &candidate.id)
        )?;
        let counts = candidate.cv_id.clone().or_else(|| newest_cv(&documents));
        let document = documents.iter().find(|document| Some(&document.id) == counts.as_ref());
        let cv = match document {
            Some(document) => Some(Cv::plain(&app.db, document, &candidate.name).await?),
            None => None,
        };
        let tagged = Tagged::of(app, &candidate).await?;
        let filed = Filed { candidate: candidate.id.clone(), counts, may_edit: candidate.editable };
        let shell = Shell::of(app, user, "candidates").await?;
        let usual = table::State::of_query(Scope::Everyone, "");
        let beside = Beside::of(app, user, shell.zone, came_from, usual, (None, &candidate.id), tab).await?;
        Ok((shell, Profile { candidate, tagged, cv, documents, filed, suspects, beside }))
    }

    pub fn href(&self) -> String {
        format!("/candidates/{}", self.candidate.id)
    }
}

/// The newest CV, of files from the newest to the oldest.
fn newest_cv(documents: &[Document]) -> Option<String> {
    documents.iter().find(|document| document.is_cv()).map(|document| document.id.clone())
}

/// A side of the page, with what was asked of it.
fn side(side: &str, raw: Option<String>) -> String {
    raw.map_or_else(|| side.to_owned(), |raw| format!("{side}?{raw}"))
}

/// Someone, unless they are considered for something: then the same side of their newest application.
async fn alone(app: &App, user: &CurrentUser, id: &str, side: &str) -> web::Result<Result<Candidate, Response>> {
    let candidate = match Candidate::find(&app.db, user, id).await {
        Err(Error::NotFound) => return Ok(Err(duplicates::follow(app, id).await?)),
        found => found?,
    };
    Ok(match &candidate.newest_application_id {
        Some(newest) => Err(Redirect::to(&format!("/applications/{newest}{side}")).into_response()),
        None => Ok(candidate),
    })
}

#[derive(Template)]
#[template(path = "candidates/show.html")]
struct Show {
    shell: Shell,
    profile: Profile,
    side: &'static str,
    considered: Vec<Considered>,
    pooled: Pooled,
    edits: Vec<Edit>,
    merged: Option<Merge>,
}

/// GET /candidates/{id}
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    came_from: CameFrom,
) -> web::Result {
    let candidate = match alone(&app, &user, &id, &side("", raw)).await? {
        Ok(candidate) => candidate,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (considered, edits) = tokio::try_join!(
        candidates::considered_for(&app.db, &candidate),
        candidates::edits_of(&app.db, &candidate.id)
    )?;
    let pooled = Pooled::of(&app, &user, &candidate.id).await?;
    let merged = hiring::duplicates::latest_merge(&app.db, &candidate.id, app.clock.now()).await?;
    let (shell, profile) = Profile::of(&app, &user, candidate, came_from, "").await?;
    html(Show { shell, profile, side: "details", considered, pooled, edits, merged })
}

#[derive(Template)]
#[template(path = "candidates/activity.html")]
struct Activity {
    shell: Shell,
    profile: Profile,
    side: &'static str,
    feed: Feed,
}

/// GET /candidates/{id}/activity
pub async fn activity(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    Query(ask): Query<feed::Ask>,
    came_from: CameFrom,
) -> web::Result {
    match alone(&app, &user, &id, &side("/activity", raw)).await? {
        Ok(candidate) => html(activity_page(&app, &user, candidate, &ask, came_from, NoteForm::default()).await?),
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// The page with a note on it that could not be taken.
pub(in crate::web) async fn note_again(
    app: &App,
    user: &CurrentUser,
    candidate: Candidate,
    form: NoteForm,
) -> web::Result {
    web::again(activity_page(app, user, candidate, &feed::Ask::default(), CameFrom::default(), form).await?)
}

async fn activity_page(
    app: &App,
    user: &CurrentUser,
    candidate: Candidate,
    ask: &feed::Ask,
    came_from: CameFrom,
    form: NoteForm,
) -> web::Result<Activity> {
    let base = format!("/candidates/{}/activity", candidate.id);
    let feed = Feed::of(app, user, &candidate, base, ask, form).await?;
    let (shell, profile) = Profile::of(app, user, candidate, came_from, "/activity").await?;
    Ok(Activity { shell, profile, side: "activity", feed })
}

#[derive(Template)]
#[template(path = "candidates/files.html")]
struct Files {
    shell: Shell,
    profile: Profile,
    side: &'static str,
}

/// GET /candidates/{id}/files
pub async fn files(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    came_from: CameFrom,
) -> web::Result {
    let candidate = match alone(&app, &user, &id, &side("/files", raw)).await? {
        Ok(candidate) => candidate,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (shell, profile) = Profile::of(&app, &user, candidate, came_from, "/files").await?;
    html(Files { shell, profile, side: "files" })
}
