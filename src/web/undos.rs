//! Bringing back what was taken away.

use super::{Hx, auth::CurrentUser, flash::Flash, go, pages::came_from};
use crate::{app::App, hiring::undo};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};

/// POST /undos/{id}
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    hx: Hx,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> super::Result {
    let mut tx = app.db.begin().await?;
    let said = undo::take_back(&mut tx, &user, &id, app.clock.now()).await?;
    tx.commit().await?;
    let page = came_from(&headers, "/");
    Flash::done(said).leave(&user).await?;
    Ok(go(hx, &page))
}
