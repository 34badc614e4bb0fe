//! The form of a pool.

use crate::{
    app::App,
    hiring::{
        Error,
        candidates::Candidate,
        pools::{self, Draft, Pool},
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
use axum::extract::{Path, Query, State};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pools/form.html")]
struct Page {
    shell: Shell,
    /// The pool as it is stored; none while it is new.
    pool: Option<Pool>,
    /// Whom a new pool begins with.
    candidate: Option<Candidate>,
    href: String,
    form: PoolForm,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PoolForm {
    name: String,
    purpose: String,
    access: String,
    candidate: String,
    confirm: String,
    version: i64,
    #[serde(skip)]
    stale: String,
    #[serde(skip)]
    errors: Errors,
}

impl PoolForm {
    fn of(pool: &Pool) -> PoolForm {
        PoolForm {
            name: pool.name.clone(),
            purpose: pool.purpose.clone(),
            access: if pool.is_private { "private" } else { "shared" }.into(),
            version: pool.version,
            ..PoolForm::default()
        }
    }

    fn is_private(&self) -> bool {
        self.access == "private"
    }

    fn check(&mut self) -> Option<Draft> {
        let name = self.errors.take("name", Draft::name(&self.name));
        let purpose = self.errors.take("purpose", Draft::purpose(&self.purpose));
        Some(Draft { name: name?, purpose: purpose?, is_private: self.is_private() })
    }
}

async fn page(app: &App, user: &CurrentUser, pool: Option<Pool>, form: PoolForm) -> web::Result<Page> {
    let candidate = match form.candidate.as_str() {
        "" => None,
        id => Some(Candidate::find(&app.db, user, id).await?),
    };
    let href = pool.as_ref().map_or_else(|| "/pools".into(), |pool| format!("/pools/{}", pool.id));
    Ok(Page { shell: Shell::of(app, user, "pools").await?, pool, candidate, href, form })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    candidate: String,
}

/// GET /pools/new: with `?candidate=`, they are its first.
pub async fn new(State(app): State<App>, user: CurrentUser, Query(ask): Query<Ask>) -> web::Result {
    html(page(&app, &user, None, PoolForm { candidate: ask.candidate, ..PoolForm::default() }).await?)
}

/// POST /pools
pub async fn create(State(app): State<App>, user: CurrentUser, Form(mut form): Form<PoolForm>) -> web::Result {
    let Some(draft) = form.check() else { return again(page(&app, &user, None, form).await?) };
    let first = match form.candidate.as_str() {
        "" => None,
        id => Some(Candidate::find(&app.db, &user, id).await?),
    };
    let (mut tx, now) = (app.db.begin().await?, app.clock.now());
    let pool = Pool::create(&mut tx, &user, draft, now).await?;
    if let Some(candidate) = &first {
        pools::add(&mut tx, &pool, candidate, "", &user, now).await?;
    }
    tx.commit().await?;
    let said = match first {
        Some(candidate) => format!("Pool created, with {} in it.", candidate.name),
        None => "Pool created. Add candidates from their pages.".into(),
    };
    Flash::done(said).then(&user, &format!("/pools/{}", pool.id)).await
}

/// GET /pools/{id}/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let pool = Pool::find_to_edit(&app.db, &user, &id).await?;
    let form = PoolForm::of(&pool);
    html(page(&app, &user, Some(pool), form).await?)
}

/// POST /pools/{id}
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(mut form): Form<PoolForm>,
) -> web::Result {
    let pool = Pool::find_to_edit(&app.db, &user, &id).await?;
    let Some(draft) = form.check() else { return again(page(&app, &user, Some(pool), form).await?) };
    let mut tx = app.db.begin().await?;
    match pool.update(&mut tx, draft, form.version, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(Error::Refused(why)) => {
            drop(tx);
            (form.version, form.stale) = (pool.version, why);
            return stale(page(&app, &user, Some(pool), form).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Flash::done("Pool saved.").then(&user, &format!("/pools/{id}")).await
}

/// POST /pools/{id}/deletion: its name was typed.
pub async fn destroy(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(typed): Form<PoolForm>,
) -> web::Result {
    let pool = Pool::find_to_edit(&app.db, &user, &id).await?;
    if rules::line(&typed.confirm).to_lowercase() != pool.name.to_lowercase() {
        let mut form = PoolForm::of(&pool);
        form.errors.add("delete", format!("Type “{}” to confirm.", pool.name));
        return again(page(&app, &user, Some(pool), form).await?);
    }
    let mut tx = app.db.begin().await?;
    pool.delete(&mut tx).await?;
    tx.commit().await?;
    Flash::done(format!("Deleted the pool {}.", pool.name)).then(&user, "/pools").await
}
