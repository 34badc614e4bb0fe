//! Moves made on the board: of one card or many, by hand, by key, by menu or by form.

use crate::{
    app::App,
    hiring::{
        applications::{
            self, Application, Goal, Outcome, Seen, Together, move_together, moved_together, undo_together,
        },
        positions::Position,
        reasons::Reasons,
        stages::Stage,
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
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::IntoResponse,
};
use serde_json::json;

/// Most cards one move takes.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "moves/new.html")]
struct New {
    shell: Shell,
    application: Application,
    stages: Vec<Stage>,
    reasons: Reasons,
}

impl New {
    fn is_in_play(&self) -> bool {
        self.application.outcome == Outcome::Active
    }

    fn href(&self) -> String {
        format!("/applications/{}", self.application.id)
    }

    fn board(&self) -> String {
        format!("/positions/{}/board", self.application.position_id)
    }

    fn moves(&self) -> String {
        format!("/positions/{}/moves", self.application.position_id)
    }

    /// Whom to move, and where they were seen.
    fn seen(&self) -> String {
        let place = if self.is_in_play() { &self.application.stage_id } else { self.application.outcome.as_str() };
        format!("{}.{place}", self.application.id)
    }
}

/// GET /applications/{id}/moves/new: where someone may be moved, for whoever cannot drag.
pub async fn new(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let application = Application::find_to_edit(&app.db, &user, &id).await?;
    let shell = Shell::of(&app, &user, "projects").await?.at(&application.position_id);
    let (stages, reasons) =
        tokio::try_join!(Stage::of_position(&app.db, &application.position_id), Reasons::find(&app.db))?;
    html(New { shell, application, stages, reasons })
}

/// POST /positions/{id}/moves: everyone named as `application`, each with the place they were seen in, goes `to` a stage
/// or out. Whoever was moved meanwhile stays where they are, and is named.
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let to = match Outcome::parse(fields.text("to")) {
        Some(Outcome::Active) => return Err(unreadable("Choose where they are to go.")),
        Some(outcome) => Goal::Out(outcome),
        None => Goal::Stage(fields.text("to").to_owned()),
    };
    let reason = match to {
        Goal::Out(_) => applications::reason(fields.text("reason")).map_err(unreadable)?,
        Goal::Stage(_) => String::new(),
    };
    let mut people = Vec::new();
    for value in fields.all("application") {
        let (application, place) = value.split_once('.').ok_or(AppError::NotFound)?;
        let application = Application::find_to_edit(&app.db, &user, application).await?;
        if application.position_id != position.id {
            return Err(AppError::NotFound);
        }
        people.push(Seen { application, place: place.to_owned() });
    }
    if people.is_empty() {
        return Err(unreadable("Choose someone to move first."));
    }
    if people.len() > MOST {
        return Err(unreadable(format!("Move at most {MOST} at once.")));
    }
    let mut tx = app.db.begin().await?;
    let together = move_together(&mut tx, &user, people, &to, &reason, app.clock.now()).await?;
    tx.commit().await?;

    let stages = Stage::of_position(&app.db, &id).await?;
    let stage = stages.iter().find(|stage| to == Goal::Stage(stage.id.clone())).map(|stage| stage.name.as_str());
    let flash = said(&together, &to, stage.unwrap_or_default())?;
    answer(&user, &headers, &id, flash.with_undo(format!("/positions/{id}/moves/{}/undo", together.id)), &together)
        .await
}

/// POST /positions/{id}/moves/{together}/undo: takes back all that was moved with one hand.
pub async fn undo(
    State(app): State<App>,
    user: CurrentUser,
    Path((id, together)): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let moved = moved_together(&app.db, &user, &position.id, &together).await?;
    if moved.is_empty() {
        return Err(AppError::Refused("This was undone already.".into()));
    }
    let mut tx = app.db.begin().await?;
    let undone = undo_together(&mut tx, &user, moved, app.clock.now()).await?;
    tx.commit().await?;
    let who = who(&undone.done);
    let flash = with_refusals(&undone, || {
        format!("Undone. {who} {} back.", if undone.done.len() == 1 { "is" } else { "are" })
    })?;
    answer(&user, &headers, &id, flash, &undone).await
}

fn unreadable(why: impl Into<String>) -> AppError {
    AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why.into())
}

/// One person by name, more by number.
fn who(people: &[Application]) -> String {
    match people {
        [one] => one.candidate.clone(),
        many => format!("{} people", many.len()),
    }
}

fn said(together: &Together, to: &Goal, stage: &str) -> web::Result<Flash> {
    let who = who(&together.done);
    let came_back = together.done.iter().any(|application| application.outcome != Outcome::Active);
    with_refusals(together, || match to {
        Goal::Stage(_) if came_back && together.done.len() == 1 => format!("{who} is back in play in {stage}."),
        Goal::Stage(_) => format!("Moved {who} to {stage}."),
        Goal::Out(Outcome::Withdrawn) => format!("Noted that {who} withdrew."),
        Goal::Out(_) => format!("Rejected {who}."),
    })
}

/// What was done, and who stayed and why. Nothing done at all is a refusal.
fn with_refusals(together: &Together, done: impl Fn() -> String) -> web::Result<Flash> {
    let why = |(application, why): &(Application, String)| format!("{}: {why}", application.candidate);
    match (together.done.as_slice(), together.refused.as_slice()) {
        (_, []) => Ok(Flash::done(done())),
        ([], [(_, why)]) => Err(AppError::Refused(why.clone())),
        ([], [first, ..]) => Err(AppError::Refused(format!("Nobody was moved. {}", why(first)))),
        (_, refused) => {
            let some = refused.iter().take(3).map(why).collect::<Vec<_>>().join(" ");
            Ok(Flash::warn(format!("{} {} stayed. {some}", done(), refused.len())))
        }
    }
}

/// JSON for the board's script; for a form, back to the board it came from.
async fn answer(
    user: &CurrentUser,
    headers: &HeaderMap,
    position: &str,
    flash: Flash,
    together: &Together,
) -> web::Result {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if text(header::ACCEPT).contains("application/json") {
        let refused: Vec<&str> = together.refused.iter().map(|(application, _)| application.id.as_str()).collect();
        return Ok(Json(json!({ "toast": flash, "refused": refused })).into_response());
    }
    let board = format!("/positions/{position}/board");
    let from = text(header::REFERER).parse::<Uri>().ok();
    let from = from.as_ref().and_then(Uri::path_and_query).filter(|from| from.path() == board);
    flash.then(user, from.map_or(&board, |from| from.as_str())).await
}
