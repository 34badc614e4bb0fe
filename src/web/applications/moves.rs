//! Moving someone along, out and back. Every answer offers to undo it.

use crate::{
    app::App,
    hiring::{
        self, Error,
        applications::{self, Application, Outcome},
        reasons::Reasons,
        stages::Stage,
    },
    web::{
        self, Hx, again,
        auth::CurrentUser,
        error::AppError,
        filters,
        flash::Flash,
        forms::{Errors, Form},
        html,
        layout::Shell,
        stale,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::IntoResponse,
};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct StageForm {
    stage: String,
    from: String,
}

/// POST /applications/{id}/stage: to another stage of the position, from the one the mover saw.
pub async fn advance(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<StageForm>,
) -> web::Result {
    let application = Application::find_to_edit(&app.db, &user, &id).await?;
    let stages = Stage::of_position(&app.db, &application.position_id).await?;
    let stage = stages.iter().find(|stage| stage.id == form.stage).map(|stage| stage.name.as_str()).unwrap_or_default();
    let said = format!("Moved {} to {stage}.", application.candidate);
    let made = async {
        let mut tx = app.db.begin().await?;
        let made =
            applications::advance(&mut tx, &application, &user, &form.from, &form.stage, app.clock.now()).await?;
        tx.commit().await?;
        Ok::<_, Error>(Flash::done(said).with_undo(undo_of(&id, &made)))
    }
    .await;
    settle(&user, hx, &headers, &id, made).await
}

#[derive(Template)]
#[template(path = "applications/decision.html")]
struct Decision {
    shell: Shell,
    application: Application,
    outcome: Outcome,
    form: ReasonForm,
    offered: Reasons,
}

impl Decision {
    async fn of(
        app: &App,
        user: &CurrentUser,
        application: Application,
        outcome: Outcome,
        form: ReasonForm,
    ) -> web::Result<Decision> {
        let shell = Shell::of(app, user, "projects").await?.at(&application.position_id);
        Ok(Decision { shell, application, outcome, form, offered: Reasons::find(&app.db).await? })
    }

    fn is_rejection(&self) -> bool {
        self.outcome == Outcome::Rejected
    }

    fn is_in_play(&self) -> bool {
        self.application.outcome == Outcome::Active
    }

    /// What the address calls it.
    fn noun(&self) -> &'static str {
        if self.is_rejection() { "rejection" } else { "withdrawal" }
    }

    fn verb(&self) -> &'static str {
        if self.is_rejection() { "Reject" } else { "Note the withdrawal" }
    }

    fn href(&self) -> String {
        format!("/applications/{}", self.application.id)
    }

    fn position_href(&self) -> String {
        format!("/positions/{}", self.application.position_id)
    }

    fn reasons(&self) -> &[String] {
        self.offered.of(self.outcome)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    reason: String,
    /// The stage they were seen in. A program that saw none is taken at its word.
    from: Option<String>,
    #[serde(skip)]
    errors: Errors,
    /// Who was faster, and where that left them.
    #[serde(skip)]
    overtaken: String,
}

/// GET /applications/{id}/rejection/new
pub async fn new_rejection(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    ask(&app, &user, &id, Outcome::Rejected).await
}

/// GET /applications/{id}/withdrawal/new
pub async fn new_withdrawal(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    ask(&app, &user, &id, Outcome::Withdrawn).await
}

/// POST /applications/{id}/rejection
pub async fn reject(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ReasonForm>,
) -> web::Result {
    decide(&app, &user, hx, &id, &headers, Outcome::Rejected, form).await
}

/// POST /applications/{id}/withdrawal
pub async fn withdraw(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ReasonForm>,
) -> web::Result {
    decide(&app, &user, hx, &id, &headers, Outcome::Withdrawn, form).await
}

async fn ask(app: &App, user: &CurrentUser, id: &str, outcome: Outcome) -> web::Result {
    let application = Application::find_to_edit(&app.db, user, id).await?;
    html(Decision::of(app, user, application, outcome, ReasonForm::default()).await?)
}

async fn decide(
    app: &App,
    user: &CurrentUser,
    hx: Hx,
    id: &str,
    headers: &HeaderMap,
    outcome: Outcome,
    mut form: ReasonForm,
) -> web::Result {
    let application = Application::find_to_edit(&app.db, user, id).await?;
    let Some(reason) = form.errors.take("reason", applications::reason(&form.reason)) else {
        if hx.0 {
            let why = form.errors.on("reason").unwrap_or_default().to_owned();
            return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why));
        }
        return again(Decision::of(app, user, application, outcome, form).await?);
    };
    let said = match outcome {
        Outcome::Rejected => format!("Rejected {}.", application.candidate),
        _ => format!("Noted that {} withdrew.", application.candidate),
    };
    let made = async {
        let mut tx = app.db.begin().await?;
        if let Some(from) = &form.from {
            applications::expect_in(&mut tx, &application, user, from).await?;
        }
        let made = applications::decide(&mut tx, &application, user, outcome, &reason, app.clock.now()).await?;
        tx.commit().await?;
        Ok::<_, Error>(Flash::done(said).with_undo(undo_of(id, &made)))
    }
    .await;
    match made {
        Err(Error::Refused(why)) if is_person(hx, headers) => {
            form.overtaken = why;
            let application = Application::find_to_edit(&app.db, user, id).await?;
            stale(Decision::of(app, user, application, outcome, form).await?)
        }
        made => settle(user, hx, headers, id, made).await,
    }
}

/// POST /applications/{id}/reopening: back into play, where they were.
pub async fn reopen(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> web::Result {
    let application = Application::find_to_edit(&app.db, &user, &id).await?;
    let said = format!("{} is back in play in {}.", application.candidate, application.stage);
    let made = async {
        let mut tx = app.db.begin().await?;
        let made = applications::reopen(&mut tx, &application, &user, app.clock.now()).await?;
        tx.commit().await?;
        Ok::<_, Error>(Flash::done(said).with_undo(undo_of(&id, &made)))
    }
    .await;
    settle(&user, hx, &headers, &id, made).await
}

/// POST /applications/{id}/moves/{move}/undo
pub async fn undo(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path((id, made)): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let application = Application::find_to_edit(&app.db, &user, &id).await?;
    let undone = async {
        let mut tx = app.db.begin().await?;
        applications::undo(&mut tx, &application, &user, &made, app.clock.now()).await?;
        tx.commit().await?;
        let standing = Application::find(&app.db, &user, &id).await?;
        let place = match standing.outcome {
            Outcome::Active => format!("in {} again", standing.stage),
            outcome => format!("{outcome} again"),
        };
        Ok::<_, Error>(Flash::done(format!("Undone. {} is {place}.", standing.candidate)))
    }
    .await;
    settle(&user, hx, &headers, &id, undone).await
}

fn undo_of(application: &str, made: &str) -> String {
    format!("/applications/{application}/moves/{made}/undo")
}

/// Whether the answer is a page someone looks at.
fn is_person(hx: Hx, headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    !hx.0 && !accepts.contains("application/json")
}

/// What was done, or why not. A refusal is told on the page it was asked from, which shows how things stand now: the
/// address of a form leads nowhere.
pub(super) async fn settle(
    user: &CurrentUser,
    hx: Hx,
    headers: &HeaderMap,
    id: &str,
    done: hiring::Result<Flash>,
) -> web::Result {
    let flash = match done {
        Ok(flash) => flash,
        Err(Error::Refused(why)) if is_person(hx, headers) => Flash::refused(why),
        Err(error) => return Err(error.into()),
    };
    answer(user, hx, headers, id, flash).await
}

/// A toast over the page that asked by htmx; else back to the list or the candidate it was asked from.
async fn answer(user: &CurrentUser, hx: Hx, headers: &HeaderMap, id: &str, flash: Flash) -> web::Result {
    if hx.0 {
        return Ok(flash.on(StatusCode::NO_CONTENT.into_response()));
    }
    let here = format!("/applications/{id}");
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok()?.parse::<Uri>().ok());
    let from = from.as_ref().and_then(|uri| uri.path_and_query());
    // With the list one came from, where the address has it.
    let back = from.filter(|from| {
        from.path().starts_with("/positions/")
            || ["", "/details", "/activity", "/files"].iter().any(|tab| from.path() == format!("{here}{tab}"))
    });
    flash.then(user, back.map_or(&here, |from| from.as_str())).await
}
