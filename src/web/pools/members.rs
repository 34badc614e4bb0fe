//! Putting someone into a pool, and taking them out.

use crate::{
    app::App,
    hiring::{
        candidates::Candidate,
        pools::{self, Pool},
        rules,
    },
    web::{self, auth::CurrentUser, error::AppError, flash::Flash, forms::Form, pages::came_from},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    pool: String,
    why: String,
}

/// POST /candidates/{id}/pools
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<MemberForm>,
) -> web::Result {
    let candidate = Candidate::find(&app.db, &user, &id).await?;
    let pool = Pool::find(&app.db, &user, &form.pool).await?;
    let why =
        rules::optional(&form.why, 300).map_err(|why| AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why))?;
    let mut tx = app.db.begin().await?;
    let is_new = pools::add(&mut tx, &pool, &candidate, &why, &user, app.clock.now()).await?;
    tx.commit().await?;
    let said = match (is_new, why.is_empty()) {
        (true, _) => Flash::done(format!("Added {} to {}.", candidate.name, pool.name)),
        (false, true) => Flash::warn(format!("{} is in {} already.", candidate.name, pool.name)),
        (false, false) => Flash::done(format!("{} was in {} already; the reason is new.", candidate.name, pool.name)),
    };
    said.then(&user, &came_from(&headers, &format!("/candidates/{id}"))).await
}

/// POST /pools/{id}/members/{candidate}/removal
pub async fn destroy(
    State(app): State<App>,
    user: CurrentUser,
    Path((id, candidate)): Path<(String, String)>,
    headers: HeaderMap,
) -> web::Result {
    let pool = Pool::find(&app.db, &user, &id).await?;
    let candidate = Candidate::find(&app.db, &user, &candidate).await?;
    let mut tx = app.db.begin().await?;
    let undo = pools::remove(&mut tx, &pool, &candidate, &user, app.clock.now()).await?;
    tx.commit().await?;
    let said = Flash::done(format!("Took {} out of {}.", candidate.name, pool.name)).with_undo(undo);
    said.then(&user, &came_from(&headers, &format!("/pools/{id}"))).await
}
