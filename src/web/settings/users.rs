//! Who may sign in.

use crate::{
    app::App,
    hiring::users::User,
    web::{self, auth::Admin, filters, html, layout::Shell},
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "settings/users.html")]
struct Index {
    shell: Shell,
    settings_page: &'static str,
    users: Vec<User>,
    /// Who is looking.
    me: String,
}

/// GET /settings/users
pub async fn index(State(app): State<App>, user: Admin) -> web::Result {
    let users = User::all(&app.db).await?;
    let shell = Shell::of(&app, &user, "settings").await?;
    html(Index { shell, settings_page: "users", users, me: user.id.clone() })
}
