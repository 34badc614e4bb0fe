//! One's own password.

use crate::{
    app::App,
    hiring::users::User,
    platform::{
        passwords::{self, Password},
        sessions::Sessions,
        throttle::Throttle,
    },
    web::{
        self, again,
        auth::{AuthSession, CurrentUser},
        filters,
        flash::Flash,
        forms::{Errors, Form},
        html,
        layout::Shell,
        session,
    },
};
use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use std::time::Duration;

/// A present password may be guessed at this often.
const PER_ACCOUNT: Throttle = Throttle { limit: 5, window: Duration::from_secs(15 * 60) };

#[derive(Template)]
#[template(path = "settings/password.html")]
struct Edit {
    shell: Shell,
    settings_page: &'static str,
    email: String,
    errors: Errors,
}

/// What was typed is never shown again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    current: String,
    password: String,
}

async fn page(app: &App, user: &CurrentUser, errors: Errors) -> web::Result<Edit> {
    let shell = Shell::of(app, user, "settings").await?;
    Ok(Edit { shell, settings_page: "password", email: user.email.clone(), errors })
}

/// GET /settings/password
pub async fn edit(State(app): State<App>, user: CurrentUser) -> web::Result {
    html(page(&app, &user, Errors::default()).await?)
}

/// POST /settings/password: the new one, if the present one is right. Sessions elsewhere end.
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    mut auth: AuthSession,
    Form(form): Form<PasswordForm>,
) -> web::Result {
    let (mut errors, now, key) = (Errors::default(), app.clock.now(), format!("password:{}", user.id));
    if let Some(wait) = PER_ACCOUNT.wait(&app.db, &key, now).await? {
        let minutes = wait.as_secs().div_ceil(60).max(1);
        errors.add("current", format!("Too many tries. Wait {minutes} min, then try again."));
        return again(page(&app, &user, errors).await?);
    }
    let mut tx = app.db.begin().await?;
    PER_ACCOUNT.strike(&mut tx, &key, now).await?;
    tx.commit().await?;
    if !passwords::verify(form.current.clone(), Some(user.password_hash.clone())).await {
        errors.add("current", "This is not your present password.");
    }
    let password = errors.take("password", Password::parse(&form.password));
    if form.password.trim().to_lowercase() == user.email {
        errors.add("password", "Use something other than your e-mail address.");
    } else if form.password == form.current {
        errors.add("password", "This is your present password. Choose another.");
    }
    let Some(password) = password.filter(|_| errors.is_empty()) else {
        return again(page(&app, &user, errors).await?);
    };
    let hash = passwords::hash(password).await?;
    let mut tx = app.db.begin().await?;
    PER_ACCOUNT.clear(&mut tx, &key).await?;
    user.set_password(&mut tx, &hash).await?;
    Sessions::end_of_user(&mut tx, &user.id, None).await?;
    tx.commit().await?;
    // This device goes on, in a session of the new password.
    let renewed = User { password_hash: hash, ..user.user.clone() };
    session::start_again(&app, &mut auth, &renewed).await?;
    Flash::done("Your password is changed. You are signed out everywhere else.").then(&user, "/settings/password").await
}
