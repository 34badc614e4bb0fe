//! The form of a position.

use crate::{
    app::App,
    hiring::{
        Error,
        activity::{Kind, latest},
        positions::{DESCRIPTION, Draft, Position, Status},
        projects::Project,
        rules,
        stage_templates::StageTemplate,
        stages::Planned,
    },
    web::{
        self, again,
        auth::CurrentUser,
        error::AppError,
        filters,
        flash::Flash,
        forms::{Errors, Form, differing},
        html,
        layout::Shell,
        stale,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "positions/form.html")]
struct Page {
    shell: Shell,
    project: String,
    project_href: String,
    /// The position as it is stored; none while it is new.
    position: Option<Position>,
    /// Where the form is sent.
    href: String,
    form: PositionForm,
    /// What a new one may begin with, besides the standard stages.
    templates: Vec<StageTemplate>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PositionForm {
    title: String,
    location: String,
    openings: String,
    description: String,
    salary_from: String,
    salary_to: String,
    salary_currency: String,
    status: String,
    /// A stage template's id; empty for the standard stages.
    stages: String,
    version: i64,
    /// Why it was not saved although nothing in it is wrong.
    #[serde(skip)]
    stale: String,
    /// What someone else saved meanwhile, field by field.
    #[serde(skip)]
    theirs: Vec<(&'static str, String)>,
    #[serde(skip)]
    errors: Errors,
}

impl PositionForm {
    fn blank() -> PositionForm {
        PositionForm {
            openings: "1".into(),
            salary_currency: "EUR".into(),
            status: Status::Open.to_string(),
            ..PositionForm::default()
        }
    }

    fn of(position: &Position) -> PositionForm {
        let amount = |amount: Option<i64>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        PositionForm {
            title: position.title.clone(),
            location: position.location.clone(),
            openings: position.openings.to_string(),
            description: position.description.clone(),
            salary_from: amount(position.salary_from),
            salary_to: amount(position.salary_to),
            salary_currency: position.salary_currency.clone(),
            status: position.status.to_string(),
            version: position.version,
            ..PositionForm::default()
        }
    }

    fn check(&mut self) -> Option<Draft> {
        let errors = &mut self.errors;
        let title = errors.take("title", Draft::title(&self.title));
        let location = errors.take("location", rules::optional(&self.location, 120));
        let openings = errors.take("openings", Draft::openings(&self.openings));
        let salary_from = errors.take("salary_from", Draft::salary(&self.salary_from));
        let salary_to = errors.take("salary_to", Draft::salary(&self.salary_to));
        if let (Some(from), Some(to)) = (salary_from, salary_to) {
            errors.take("salary_to", Draft::salary_range(from, to));
        }
        let salary_currency = errors.take("salary_currency", rules::currency(&self.salary_currency));
        let status = errors.take("status", Status::parse(&self.status).ok_or("Choose a status from the list."));
        let description = errors.take("description", rules::paragraphs(&self.description, DESCRIPTION));
        if !self.errors.is_empty() {
            return None;
        }
        Some(Draft {
            title: title?,
            location: location?,
            openings: openings?,
            description: description?,
            salary_from: salary_from?,
            salary_to: salary_to?,
            salary_currency: salary_currency?,
            status: status?,
        })
    }

    /// What stands otherwise in the other form.
    fn differences(&self, other: &PositionForm) -> Vec<(&'static str, String)> {
        differing([
            ("Title", &self.title, &other.title),
            ("Place", &self.location, &other.location),
            ("Openings", &self.openings, &other.openings),
            ("Status", &self.status, &other.status),
            ("Pay from", &self.salary_from, &other.salary_from),
            ("Pay to", &self.salary_to, &other.salary_to),
            ("Currency", &self.salary_currency, &other.salary_currency),
            ("Job description", &self.description, &other.description),
        ])
    }
}

async fn blank_page(app: &App, user: &CurrentUser, project: Project, form: PositionForm) -> web::Result<Page> {
    let shell = Shell::of(app, user, "projects").await?;
    let project_href = format!("/projects/{}", project.id);
    let href = format!("{project_href}/positions");
    let templates = StageTemplate::all(&app.db).await?;
    Ok(Page { shell, project_href, project: project.name, position: None, href, form, templates })
}

async fn page(app: &App, user: &CurrentUser, position: Position, form: PositionForm) -> web::Result<Page> {
    Ok(Page {
        shell: Shell::of(app, user, "projects").await?.at(&position.id),
        project: position.project.clone(),
        project_href: format!("/projects/{}", position.project_id),
        href: format!("/positions/{}", position.id),
        position: Some(position),
        form,
        templates: Vec::new(),
    })
}

/// GET /projects/{id}/positions/new
pub async fn new(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    html(blank_page(&app, &user, project, PositionForm::blank()).await?)
}

/// POST /projects/{id}/positions: what it asks for comes next.
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(mut form): Form<PositionForm>,
) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    let Some(draft) = form.check() else { return again(blank_page(&app, &user, project, form).await?) };
    let stages = match form.stages.as_str() {
        "" => Planned::standard(),
        template => StageTemplate::find(&app.db, template).await?.stages.0,
    };
    let mut tx = app.db.begin().await?;
    let id = Position::add_with(&mut tx, &project, &user, draft, &stages, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("Position created. Say what it asks for.")
        .then(&user, &format!("/positions/{id}/requirements/draft"))
        .await
}

/// GET /positions/{id}/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let form = PositionForm::of(&position);
    html(page(&app, &user, position, form).await?)
}

/// POST /positions/{id}
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(mut form): Form<PositionForm>,
) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let Some(draft) = form.check() else { return again(page(&app, &user, position, form).await?) };
    let mut tx = app.db.begin().await?;
    match position.update(&mut tx, &user, draft, form.version, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(Error::Refused(_)) => {
            drop(tx);
            form.version = position.version;
            let change = latest(&app.db, &position.id, Kind::PositionChanged).await?;
            let who = change.and_then(|change| change.actor_name).unwrap_or_else(|| "Someone".into());
            form.stale = format!("{who} changed this position while you had it open.");
            form.theirs = form.differences(&PositionForm::of(&position));
            return stale(page(&app, &user, position, form).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Flash::done("Position saved.").then(&user, &format!("/positions/{id}/description")).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct StatusForm {
    status: String,
}

/// POST /positions/{id}/status
pub async fn set_status(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(form): Form<StatusForm>,
) -> web::Result {
    let position = Position::find_to_edit(&app.db, &user, &id).await?;
    let Some(status) = Status::parse(&form.status) else {
        let why = "A position is a draft, open or closed; nothing was changed.";
        return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why.into()));
    };
    let mut tx = app.db.begin().await?;
    position.set_status(&mut tx, &user, status, app.clock.now()).await?;
    tx.commit().await?;
    let done = match status {
        Status::Draft => "The position is a draft again.",
        Status::Open => "Position opened.",
        Status::Closed => "Position closed. Its candidates stay as they are.",
    };
    Flash::done(done).then(&user, &format!("/positions/{id}")).await
}
