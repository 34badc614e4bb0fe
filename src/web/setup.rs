//! The first visit: the workspace and its first super admin. Once, ever.

use super::{
    again,
    auth::AuthSession,
    error::AppError,
    filters,
    flash::Flash,
    forms::{Errors, Form},
    html, session,
};
use crate::{
    app::App,
    hiring::{
        rules,
        users::User,
        workspace::{LoadSample, SetUp, Workspace},
    },
    platform::passwords::{self, Password},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use serde::Deserialize;
use tower_sessions::Session;

#[derive(Template)]
#[template(path = "setup/new.html")]
struct New {
    form: SetUpForm,
    zones: Vec<&'static str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SetUpForm {
    workspace: String,
    time_zone: String,
    name: String,
    email: String,
    password: String,
    sample: bool,
    #[serde(skip)]
    errors: Errors,
}

/// The form, checked.
struct Checked {
    workspace: String,
    time_zone: String,
    name: String,
    email: String,
    password: Password,
}

impl SetUpForm {
    fn check(&mut self) -> Option<Checked> {
        let errors = &mut self.errors;
        let workspace = errors.take("workspace", rules::required(&self.workspace, 80, "Give the workspace a name"));
        let time_zone = errors.take("time_zone", rules::time_zone(&self.time_zone));
        let name = errors.take("name", rules::required(&self.name, 80, "Give your name"));
        let email = errors.take("email", rules::email(&self.email));
        let password = errors.take("password", Password::parse(&self.password));
        if password.is_some() && email.as_deref() == Some(self.password.trim().to_lowercase().as_str()) {
            errors.add("password", "Use something other than your e-mail address.");
            return None;
        }
        Some(Checked { workspace: workspace?, time_zone: time_zone?, name: name?, email: email?, password: password? })
    }
}

/// Time zones worth choosing from: the cities, and UTC. The rest are old names for the same.
pub fn zones() -> Vec<&'static str> {
    const AREAS: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    std::iter::once("UTC").chain(names.filter(|name| AREAS.iter().any(|area| name.starts_with(area)))).collect()
}

/// GET /set-up
pub async fn new(State(app): State<App>) -> super::Result {
    if app.is_set_up().await? {
        return Err(AppError::NotFound);
    }
    html(New { form: SetUpForm { time_zone: "UTC".into(), ..SetUpForm::default() }, zones: zones() })
}

/// POST /set-up
pub async fn create(
    State(app): State<App>,
    session: Session,
    mut auth: AuthSession,
    Form(mut form): Form<SetUpForm>,
) -> super::Result {
    if app.is_set_up().await? {
        return Err(AppError::NotFound);
    }
    let Some(checked) = form.check() else {
        return again(New { form, zones: zones() });
    };

    let asked = SetUp {
        name: checked.workspace,
        time_zone: checked.time_zone,
        sample: form.sample,
        owner_email: checked.email,
        owner_name: checked.name,
        password_hash: passwords::hash(checked.password).await?,
    };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let owner = Workspace::set_up(&mut tx, asked, now).await?;
    User::note_sign_in(&mut tx, &owner.id, now).await?;
    if form.sample {
        tx.enqueue(&LoadSample {}).await?;
    }
    tx.commit().await?;

    session::start(&app, &mut auth, &owner, false).await?;
    if form.sample {
        let said = "The sample workspace is loading. All of it is here within a minute.";
        Flash::done(said).leave_in(&session).await?;
    }
    Ok(Redirect::to("/").into_response())
}
