//! The form of a project.

use crate::{
    app::App,
    hiring::{
        Error,
        projects::{Draft, Priority, Project, Status, client_names},
        rules,
    },
    web::{
        self, again,
        auth::CurrentUser,
        filters,
        flash::Flash,
        forms::{Errors, Form},
        html,
        layout::Shell,
        stale,
    },
};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

/// The longest description taken, in characters.
const DESCRIPTION: usize = 10_000;

#[derive(Template)]
#[template(path = "projects/form.html")]
struct Page {
    shell: Shell,
    /// The project as it is stored; none while it is new.
    project: Option<Project>,
    /// Where the form is sent, and what Cancel leads to.
    href: String,
    form: ProjectForm,
    clients: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ProjectForm {
    name: String,
    client: String,
    sector: String,
    region: String,
    description: String,
    status: String,
    priority: String,
    target_hires: String,
    version: i64,
    /// Why it was not saved although nothing in it is wrong.
    #[serde(skip)]
    stale: String,
    #[serde(skip)]
    errors: Errors,
}

impl ProjectForm {
    fn blank() -> ProjectForm {
        let (status, priority) = (Status::Active.to_string(), Priority::Normal.to_string());
        ProjectForm { status, priority, target_hires: "1".into(), ..ProjectForm::default() }
    }

    fn of(project: &Project) -> ProjectForm {
        ProjectForm {
            name: project.name.clone(),
            client: project.client.clone(),
            sector: project.sector.clone(),
            region: project.region.clone(),
            description: project.description.clone(),
            status: project.status.to_string(),
            priority: project.priority.to_string(),
            target_hires: project.target_hires.to_string(),
            version: project.version,
            ..ProjectForm::default()
        }
    }

    fn check(&mut self) -> Option<Draft> {
        let errors = &mut self.errors;
        let name = errors.take("name", Draft::name(&self.name));
        let client = errors.take("client", Draft::client(&self.client));
        let sector = errors.take("sector", rules::optional(&self.sector, 120));
        let region = errors.take("region", rules::optional(&self.region, 120));
        let target_hires = errors.take("target_hires", Draft::target_hires(&self.target_hires));
        let status = errors.take("status", Status::parse(&self.status).ok_or("Choose a status from the list."));
        let priority =
            errors.take("priority", Priority::parse(&self.priority).ok_or("Choose a priority from the list."));
        let description = errors.take("description", rules::paragraphs(&self.description, DESCRIPTION));
        Some(Draft {
            name: name?,
            client: client?,
            sector: sector?,
            region: region?,
            description: description?,
            status: status?,
            priority: priority?,
            target_hires: target_hires?,
        })
    }
}

async fn page(app: &App, user: &CurrentUser, project: Option<Project>, form: ProjectForm) -> web::Result<Page> {
    let clients = client_names(&app.db).await?;
    let href = project.as_ref().map_or_else(|| "/projects".into(), |project| format!("/projects/{}", project.id));
    Ok(Page { shell: Shell::of(app, user, "projects").await?, project, href, form, clients })
}

/// GET /projects/new
pub async fn new(State(app): State<App>, user: CurrentUser) -> web::Result {
    html(page(&app, &user, None, ProjectForm::blank()).await?)
}

/// POST /projects
pub async fn create(State(app): State<App>, user: CurrentUser, Form(mut form): Form<ProjectForm>) -> web::Result {
    let Some(draft) = form.check() else { return again(page(&app, &user, None, form).await?) };
    let mut tx = app.db.begin().await?;
    let id = Project::add(&mut tx, &user, draft, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("Project created. Add the first position to it.").then(&user, &format!("/projects/{id}")).await
}

/// GET /projects/{id}/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    let form = ProjectForm::of(&project);
    html(page(&app, &user, Some(project), form).await?)
}

/// POST /projects/{id}
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(mut form): Form<ProjectForm>,
) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    let Some(draft) = form.check() else { return again(page(&app, &user, Some(project), form).await?) };
    let mut tx = app.db.begin().await?;
    match Project::update(&mut tx, &project, draft, form.version, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(Error::Refused(_)) => {
            drop(tx);
            form.version = project.version;
            form.stale = "Someone changed this project while you had it open.".into();
            return stale(page(&app, &user, Some(project), form).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Flash::done("Project saved.").then(&user, &format!("/projects/{id}")).await
}
