//! The form of a project.

use crate::{
    app::App,
    hiring::{
        Error,
        activity::{Kind, latest_of_project},
        projects::{self, Draft, Priority, Project, Status, client_names},
        rules,
    },
    web::{
        self, again,
        auth::CurrentUser,
        filters,
        flash::Flash,
        forms::differing,
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
    /// With commas between.
    tags: String,
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

impl ProjectForm {
    fn blank() -> ProjectForm {
        let (status, priority) = (Status::Active.to_string(), Priority::Normal.to_string());
        ProjectForm { status, priority, target_hires: "1".into(), ..ProjectForm::default() }
    }

    fn of(project: &Project, tags: &[String]) -> ProjectForm {
        ProjectForm {
            name: project.name.clone(),
            client: project.client.clone(),
            sector: project.sector.clone(),
            region: project.region.clone(),
            description: project.description.clone(),
            status: project.status.to_string(),
            priority: project.priority.to_string(),
            target_hires: project.target_hires.to_string(),
            tags: tags.join(", "),
            version: project.version,
            ..ProjectForm::default()
        }
    }

    fn check(&mut self) -> Option<(Draft, Vec<String>)> {
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
        let tags = errors.take("tags", projects::tags(&self.tags));
        Some((
            Draft {
                name: name?,
                client: client?,
                sector: sector?,
                region: region?,
                description: description?,
                status: status?,
                priority: priority?,
                target_hires: target_hires?,
            },
            tags?,
        ))
    }

    /// What stands otherwise in the other form.
    fn differences(&self, other: &ProjectForm) -> Vec<(&'static str, String)> {
        let fields = [
            ("Name", &self.name, &other.name),
            ("Client", &self.client, &other.client),
            ("Sector", &self.sector, &other.sector),
            ("Region", &self.region, &other.region),
            ("Hires to make", &self.target_hires, &other.target_hires),
            ("Priority", &self.priority, &other.priority),
            ("Status", &self.status, &other.status),
            ("Tags", &self.tags, &other.tags),
            ("About this project", &self.description, &other.description),
        ];
        differing(fields)
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
    let Some((draft, tags)) = form.check() else { return again(page(&app, &user, None, form).await?) };
    let mut tx = app.db.begin().await?;
    let id = Project::add(&mut tx, &user, draft, app.clock.now()).await?;
    Project::set_tags(&mut tx, &id, &tags).await?;
    tx.commit().await?;
    Flash::done("Project created. Add the first position to it.").then(&user, &format!("/projects/{id}")).await
}

/// GET /projects/{id}/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let project = Project::find_to_edit(&app.db, &user, &id).await?;
    let form = ProjectForm::of(&project, &project.tags(&app.db).await?);
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
    let Some((draft, tags)) = form.check() else { return again(page(&app, &user, Some(project), form).await?) };
    let mut tx = app.db.begin().await?;
    match Project::update(&mut tx, &project, &user, draft, form.version, app.clock.now()).await {
        Ok(()) => {
            Project::set_tags(&mut tx, &id, &tags).await?;
            tx.commit().await?;
        }
        Err(Error::Refused(_)) => {
            drop(tx);
            form.version = project.version;
            let change = latest_of_project(&app.db, &id, Kind::ProjectChanged).await?;
            let who = change.and_then(|change| change.actor_name).unwrap_or_else(|| "Someone".into());
            form.stale = format!("{who} changed this project while you had it open.");
            form.theirs = form.differences(&ProjectForm::of(&project, &project.tags(&app.db).await?));
            return stale(page(&app, &user, Some(project), form).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Flash::done("Project saved.").then(&user, &format!("/projects/{id}")).await
}
