//! The stages of a position: one form for all of them.

pub mod sheet;

use super::{
    auth::CurrentUser,
    filters,
    flash::Flash,
    forms::{Fields, Form},
    html,
    layout::Shell,
    stale,
};
use crate::{
    app::App,
    hiring::{
        Error,
        activity::{self, Kind as Deed},
        positions::Position,
        stage_templates::StageTemplate,
        stages::{self, Kind, Stage},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use sheet::{Row, Sheet};

#[derive(Template)]
#[template(path = "stages/show.html")]
struct Show {
    shell: Shell,
    position: Position,
    /// As they are stored.
    stages: Vec<Stage>,
    sheet: Sheet,
    /// Where the form is sent.
    action: String,
    may_keep_templates: bool,
}

impl Show {
    async fn of(
        app: &App,
        user: &CurrentUser,
        position: Position,
        stages: Vec<Stage>,
        sheet: Sheet,
    ) -> super::Result<Show> {
        Ok(Show {
            shell: Shell::of(app, user, "projects").await?.at(&position.id),
            action: format!("/positions/{}/stages", position.id),
            may_keep_templates: user.role.is_admin(),
            position,
            stages,
            sheet,
        })
    }

    /// How many are in play in a stage, and its name as it is stored.
    fn stored(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }
}

/// GET /positions/{id}/stages
pub async fn show(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let stages = Stage::of_position(&app.db, &id).await?;
    let sheet = Sheet::of(stages.iter().map(Row::of).collect(), position.stages_version);
    html(Show::of(&app, &user, position, stages, sheet).await?)
}

/// POST /positions/{id}/stages: saves all rows, or changes the form without saving it.
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> super::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let stages = Stage::of_position(&app.db, &id).await?;
    let mut sheet = Sheet::read(&fields);
    if sheet.change(fields.text("do")) {
        return html(Show::of(&app, &user, position, stages, sheet).await?);
    }
    let Some((drafts, removals)) = sheet.check() else {
        return again(Show::of(&app, &user, position, stages, sheet).await?);
    };
    let mut tx = app.db.begin().await?;
    let saved = stages::save(&mut tx, &position, &user, drafts, &removals, sheet.version, app.clock.now()).await;
    match saved {
        Ok(moved) => {
            tx.commit().await?;
            let done = match moved {
                0 => "Stages saved.".to_owned(),
                1 => "Stages saved. One person was moved.".to_owned(),
                many => format!("Stages saved. {many} people were moved."),
            };
            Flash::done(done).then(&user, &format!("/positions/{id}/board")).await
        }
        Err(Error::Refused(_)) if sheet.version != position.stages_version => {
            drop(tx);
            let change = activity::latest(&app.db, &id, Deed::StagesChanged).await?;
            sheet.stale = change.map_or_else(String::new, |change| {
                let who = change.actor_name.clone().unwrap_or_else(|| "Someone".into());
                format!("{who} changed them meanwhile: {}.", change.fact("what"))
            });
            sheet.version = position.stages_version;
            sheet.add_missing(&stages);
            stale(Show::of(&app, &user, position, stages, sheet).await?)
        }
        Err(Error::Refused(why)) => {
            drop(tx);
            sheet.problem = why;
            again(Show::of(&app, &user, position, stages, sheet).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn again(page: Show) -> super::Result {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)?).into_response())
}

/// POST /positions/{id}/stages/template: keeps a position's stages as a template of the workspace.
pub async fn keep(
    State(app): State<App>,
    user: super::auth::Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let stages = Stage::of_position(&app.db, &position.id).await?;
    let name = StageTemplate::name(fields.text("template"))
        .map_err(|why| super::error::AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why))?;
    let mut tx = app.db.begin().await?;
    let plans = stages.iter().map(Stage::planned).collect();
    StageTemplate::add(&mut tx, &user, &name, plans, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(format!("Kept as the template “{name}”.")).then(&user, &format!("/positions/{id}/stages")).await
}
