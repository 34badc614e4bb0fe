//! Stages to start positions with.

use crate::{
    app::App,
    hiring::{
        Error,
        stage_templates::StageTemplate,
        stages::{Kind, Planned, Stage},
    },
    web::{
        self,
        auth::Admin,
        filters,
        flash::Flash,
        forms::{Fields, Form},
        html,
        layout::Shell,
        stages::sheet::{Row, Sheet},
        stale,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};

const LIST: &str = "/settings/stage-templates";

#[derive(Template)]
#[template(path = "settings/stage_templates.html")]
struct Index {
    shell: Shell,
    settings_page: &'static str,
    standard: Vec<Planned>,
    templates: Vec<StageTemplate>,
}

/// GET /settings/stage-templates
pub async fn index(State(app): State<App>, user: Admin) -> web::Result {
    let templates = StageTemplate::all(&app.db).await?;
    let shell = Shell::of(&app, &user, "settings").await?;
    html(Index { shell, settings_page: "stage-templates", standard: Planned::standard(), templates })
}

#[derive(Template)]
#[template(path = "settings/stage_template.html")]
struct Edit {
    shell: Shell,
    settings_page: &'static str,
    /// The template as it is stored; none while it is new.
    template: Option<StageTemplate>,
    name: String,
    name_error: String,
    sheet: Sheet,
    action: String,
}

impl Edit {
    async fn of(
        app: &App,
        user: &Admin,
        template: Option<StageTemplate>,
        name: String,
        sheet: Sheet,
    ) -> web::Result<Edit> {
        let shell = Shell::of(app, user, "settings").await?;
        let action = template.as_ref().map_or_else(|| LIST.to_owned(), |template| format!("{LIST}/{}", template.id));
        Ok(Edit { shell, settings_page: "stage-templates", template, name, name_error: String::new(), sheet, action })
    }

    /// Nobody is in the stage of a template.
    fn stored(&self, _: &str) -> Option<&Stage> {
        None
    }

    fn problems(&self) -> Vec<(String, String)> {
        let name = (!self.name_error.is_empty()).then(|| ("name".to_owned(), self.name_error.clone()));
        name.into_iter().chain(self.sheet.problems()).collect()
    }
}

/// GET /settings/stage-templates/new
pub async fn new(State(app): State<App>, user: Admin) -> web::Result {
    let sheet = Sheet::of(Planned::standard().iter().map(Row::planned).collect(), 0);
    html(Edit::of(&app, &user, None, String::new(), sheet).await?)
}

/// GET /settings/stage-templates/{id}
pub async fn edit(State(app): State<App>, user: Admin, Path(id): Path<String>) -> web::Result {
    let template = StageTemplate::find(&app.db, &id).await?;
    let sheet = Sheet::of(template.stages.0.iter().map(Row::planned).collect(), template.version);
    let name = template.name.clone();
    html(Edit::of(&app, &user, Some(template), name, sheet).await?)
}

/// POST /settings/stage-templates
pub async fn create(State(app): State<App>, user: Admin, Form(fields): Form<Fields>) -> web::Result {
    save(&app, &user, None, &fields).await
}

/// POST /settings/stage-templates/{id}
pub async fn update(
    State(app): State<App>,
    user: Admin,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> web::Result {
    let template = StageTemplate::find(&app.db, &id).await?;
    save(&app, &user, Some(template), &fields).await
}

async fn save(app: &App, user: &Admin, template: Option<StageTemplate>, fields: &Fields) -> web::Result {
    let mut sheet = Sheet::read(fields);
    let typed = fields.text("name").to_owned();
    if sheet.change(fields.text("do")) {
        return html(Edit::of(app, user, template, typed, sheet).await?);
    }
    let name = StageTemplate::name(&typed);
    let (Ok(name), Some((drafts, _))) = (&name, sheet.check()) else {
        let mut page = Edit::of(app, user, template, typed, sheet).await?;
        page.name_error = name.err().unwrap_or_default();
        return again(page);
    };
    let plans = drafts.into_iter().map(|draft| draft.plan).collect();
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let saved = match &template {
        None => StageTemplate::add(&mut tx, user, name, plans, now).await.map(|_| ()),
        Some(template) => template.update(&mut tx, user, name, plans, sheet.version, now).await,
    };
    match saved {
        Ok(()) => tx.commit().await?,
        Err(Error::Refused(why)) => {
            drop(tx);
            let stored = template.as_ref().filter(|template| template.version != sheet.version);
            if let Some(stored) = stored {
                let stages: Vec<&str> = stored.stages.0.iter().map(|plan| plan.name.as_str()).collect();
                let who = stored.updated_by.as_deref().unwrap_or("Someone");
                sheet.stale = format!("{who} saved it meanwhile as “{}”: {}.", stored.name, stages.join(", "));
                sheet.version = stored.version;
                return stale(Edit::of(app, user, template, typed, sheet).await?);
            }
            let mut page = Edit::of(app, user, template, typed, sheet).await?;
            page.name_error = why;
            return again(page);
        }
        Err(error) => return Err(error.into()),
    }
    Flash::done("Template saved. Positions that began with it stay as they are.").then(user, LIST).await
}

fn again(page: Edit) -> web::Result {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)?).into_response())
}

/// POST /settings/stage-templates/{id}/removal
pub async fn remove(State(app): State<App>, user: Admin, Path(id): Path<String>) -> web::Result {
    let template = StageTemplate::find(&app.db, &id).await?;
    let mut tx = app.db.begin().await?;
    StageTemplate::remove(&mut tx, &id, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(format!("Removed the template “{}”.", template.name))
        .with_undo(format!("{LIST}/{id}/restoration"))
        .then(&user, LIST)
        .await
}

/// POST /settings/stage-templates/{id}/restoration
pub async fn restore(State(app): State<App>, user: Admin, Path(id): Path<String>) -> web::Result {
    let mut tx = app.db.begin().await?;
    StageTemplate::restore(&mut tx, &id).await?;
    tx.commit().await?;
    Flash::done("The template is back.").then(&user, LIST).await
}
