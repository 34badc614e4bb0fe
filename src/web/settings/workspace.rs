//! The workspace's name, its time zone, and where fit begins to be strong.

use crate::{
    app::App,
    hiring::{
        Error, rules,
        workspace::{Workspace, WorkspaceChange},
    },
    web::{
        self, again,
        auth::Admin,
        filters,
        flash::Flash,
        forms::{Errors, Form},
        html,
        layout::Shell,
        setup::zones,
    },
};
use askama::Template;
use axum::extract::State;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "settings/workspace.html")]
struct Edit {
    shell: Shell,
    settings_page: &'static str,
    form: WorkspaceForm,
    zones: Vec<&'static str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct WorkspaceForm {
    name: String,
    time_zone: String,
    strong_from: String,
    potential_from: String,
    #[serde(skip)]
    errors: Errors,
}

impl WorkspaceForm {
    fn check(&mut self) -> Option<WorkspaceChange> {
        let errors = &mut self.errors;
        let name = errors.take("name", rules::required(&self.name, 80, "Give the workspace a name"));
        let time_zone = errors.take("time_zone", rules::time_zone(&self.time_zone));
        let strong_from = errors.take("strong_from", rules::number(&self.strong_from, 2, 100));
        let potential_from = errors.take("potential_from", rules::number(&self.potential_from, 1, 99));
        if strong_from? <= potential_from? {
            errors.add("potential_from", "Potential has to begin below strong.");
            return None;
        }
        Some(WorkspaceChange {
            name: name?,
            time_zone: time_zone?,
            strong_from: strong_from?,
            potential_from: potential_from?,
        })
    }
}

/// GET /settings/workspace
pub async fn edit(State(app): State<App>, user: Admin) -> web::Result {
    let workspace = Workspace::find(&app.db).await?.ok_or(Error::NotFound)?;
    let form = WorkspaceForm {
        name: workspace.name,
        time_zone: workspace.time_zone,
        strong_from: workspace.strong_from.to_string(),
        potential_from: workspace.potential_from.to_string(),
        errors: Errors::default(),
    };
    html(Edit { shell: Shell::of(&app, &user, "settings").await?, settings_page: "workspace", form, zones: zones() })
}

/// POST /settings/workspace
pub async fn update(State(app): State<App>, user: Admin, Form(mut form): Form<WorkspaceForm>) -> web::Result {
    let Some(change) = form.check() else {
        let shell = Shell::of(&app, &user, "settings").await?;
        return again(Edit { shell, settings_page: "workspace", form, zones: zones() });
    };
    let mut tx = app.db.begin().await?;
    Workspace::update(&mut tx, &user, change, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("Workspace saved.").then(&user, "/settings/workspace").await
}
