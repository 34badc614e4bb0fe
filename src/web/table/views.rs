//! Naming a view of a table, and what becomes of the name.

use super::State;
use crate::{
    app::App,
    hiring::{
        positions::Position,
        table::Scope,
        views::{self, View},
    },
    web::{
        self,
        auth::CurrentUser,
        flash::Flash,
        forms::{Fields, Form},
    },
};
use axum::extract::{Path, State as FromApp};

/// POST /positions/{id}/views
pub async fn of_position(
    FromApp(app): FromApp<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> web::Result {
    Position::find(&app.db, &user, &id).await?;
    create(&app, &user, Scope::Position(id), &fields).await
}

/// POST /candidates/views
pub async fn of_everyone(FromApp(app): FromApp<App>, user: CurrentUser, Form(fields): Form<Fields>) -> web::Result {
    create(&app, &user, Scope::Everyone, &fields).await
}

async fn create(app: &App, user: &CurrentUser, scope: Scope, fields: &Fields) -> web::Result {
    let state = State::of_query(scope, fields.text("query"));
    let back = state.href();
    let name = match views::name(fields.text("name")) {
        Ok(name) => name,
        Err(why) => return Flash::refused(why).then(user, &back).await,
    };
    let mut tx = app.db.begin().await?;
    let shared = fields.text("shared") == "true";
    View::save(&mut tx, &state.scope, user, &name, &state.query(), shared, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(format!("Saved this view as {name}.")).then(user, &back).await
}

/// POST /views/{id}
pub async fn update(
    FromApp(app): FromApp<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> web::Result {
    let view = View::find_to_edit(&app.db, &user, &id).await?;
    let back = State::of_query(view.scope(), &view.query).href();
    let name = match views::name(fields.text("name")) {
        Ok(name) => name,
        Err(why) => return Flash::refused(why).then(&user, &back).await,
    };
    let mut tx = app.db.begin().await?;
    view.update(&mut tx, &name, fields.text("shared") == "true").await?;
    tx.commit().await?;
    Flash::done(format!("The view is called {name}.")).then(&user, &back).await
}

/// POST /views/{id}/deletion
pub async fn delete(FromApp(app): FromApp<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let view = View::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    let undo = view.delete(&mut tx, &user, app.clock.now()).await?;
    tx.commit().await?;
    let page = State::of_query(view.scope(), "").href();
    Flash::done(format!("Deleted the view {}.", view.name)).with_undo(undo).then(&user, &page).await
}
