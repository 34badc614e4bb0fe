//! A position's requirements: one form for all of them, and ways to have rows proposed.

mod draft;
mod preview;
mod sheet;

pub use draft::{DRAFT_LIMIT, draft, propose};

use super::{
    again,
    auth::CurrentUser,
    error::AppError,
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
        positions::{DESCRIPTION, Position},
        requirements::{self, word_of},
        rules,
        stages::Stage,
    },
    screening::{Category, Importance},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect},
};
use preview::Preview;
use sheet::Sheet;

#[derive(Template)]
#[template(path = "requirements/edit.html")]
struct Edit {
    shell: Shell,
    position: Position,
    here: Here,
    sheet: Sheet,
    /// What saving would do, when asked for.
    preview: Option<Preview>,
    categories: Vec<(String, &'static str)>,
    importances: Vec<(String, &'static str)>,
}

/// Addresses around a position's requirements.
struct Here {
    project: String,
    description: String,
    draft: String,
}

impl Here {
    fn of(position: &Position) -> Here {
        Here {
            project: format!("/projects/{}", position.project_id),
            description: format!("/positions/{}/description", position.id),
            draft: format!("/positions/{}/requirements/draft", position.id),
        }
    }
}

const CATEGORIES: [Category; 8] = [
    Category::Experience,
    Category::Skill,
    Category::Qualification,
    Category::Certificate,
    Category::Language,
    Category::Location,
    Category::Sector,
    Category::Other,
];

pub fn category_label(category: Category) -> &'static str {
    match category {
        Category::Experience => "Experience",
        Category::Skill => "Skill",
        Category::Qualification => "Qualification",
        Category::Certificate => "Certificate",
        Category::Language => "Language",
        Category::Location => "Location",
        Category::Sector => "Sector",
        Category::Other => "Other",
    }
}

async fn page(app: &App, user: &CurrentUser, position: Position, sheet: Sheet) -> super::Result<Edit> {
    Ok(Edit {
        shell: Shell::of(app, user, "projects").await?.at(&position.id),
        here: Here::of(&position),
        position,
        sheet,
        preview: None,
        categories: CATEGORIES.map(|category| (word_of(&category), category_label(category))).to_vec(),
        importances: vec![(word_of(&Importance::Must), "Must have"), (word_of(&Importance::Nice), "Nice to have")],
    })
}

/// GET /positions/{id}/requirements/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let asked = requirements::of_position(&app.db, &id).await?;
    let mut sheet = Sheet::of(asked, position.requirements_version).with_words(&position);
    sheet.add_blanks(if sheet.rows.is_empty() { 5 } else { 1 });
    html(page(&app, &user, position, sheet).await?)
}

/// GET /positions/{id}/requirements: a reload after the form was posted here.
pub async fn show(Path(id): Path<String>) -> Redirect {
    Redirect::to(&format!("/positions/{}/requirements/edit", super::forms::encoded(&id)))
}

/// POST /positions/{id}/requirements: saves all rows, or changes the form without saving it.
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> super::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let mut sheet = Sheet::read(&fields);
    if !Sheet::knows(fields.text("do")) {
        let why = "The form asked for something this page does not do. Nothing was changed.";
        return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why.into()));
    }
    if sheet.change(fields.text("do")) {
        return html(page(&app, &user, position, sheet).await?);
    }
    let description = rules::paragraphs(&sheet.description, DESCRIPTION).unwrap_or_default();
    let (rows, words) = (sheet.check(), sheet.check_words());
    let (Some(rows), Some(words)) = (rows, words) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page(&app, &user, position, sheet).await?)?).into_response());
    };

    if fields.text("do") == "preview" {
        let preview = Some(Preview::of(&app, &position, rows, words).await?);
        return html(Edit { preview, ..page(&app, &user, position, sheet).await? });
    }

    let is_current = sheet.version == position.requirements_version;
    if rows.is_empty() && is_current && fields.text("do") != "clear" {
        sheet.is_emptying = !requirements::of_position(&app.db, &id).await?.is_empty();
        if sheet.is_emptying {
            return again(page(&app, &user, position, sheet).await?);
        }
    }

    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    requirements::set_words(&mut tx, &position, &words).await?;
    let run = match requirements::save(&mut tx, &position, &user, rows, sheet.version, now).await {
        Ok(run) => run,
        Err(Error::Refused(_)) => {
            drop(tx);
            sheet.version = position.requirements_version;
            sheet.stale = true;
            return stale(page(&app, &user, position, sheet).await?);
        }
        Err(error) => return Err(error.into()),
    };
    if sheet.keep_description && !description.is_empty() {
        position.describe(&mut tx, &user, &description, now).await?;
    }
    tx.commit().await?;

    let stages = Stage::of_position(&app.db, &id).await?;
    let waiting = stages.iter().map(|stage| stage.active).sum::<i64>() + position.closed;
    let done = match waiting {
        0 => "Requirements saved.".to_owned(),
        1 => "Requirements saved. Screening 1 candidate again.".to_owned(),
        many => format!("Requirements saved. Screening {many} candidates again."),
    };
    let next = match run {
        Some(run) => format!("/positions/{id}/rescreens/{run}"),
        None => format!("/positions/{id}"),
    };
    Flash::done(done).then(&user, &next).await
}
