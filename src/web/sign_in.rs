//! Signing in and out.

mod limits;

use super::{
    auth::{AuthSession, Credentials},
    filters,
    forms::{Form, encoded},
    html, session,
};
use crate::{
    app::App,
    hiring::{users::User, workspace::Workspace},
};
use askama::Template;
use axum::{
    extract::{ConnectInfo, Extension, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_login::AuthnBackend;
use limits::Limits;
use serde::Deserialize;
use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

#[derive(Template)]
#[template(path = "sign_in/new.html")]
struct New {
    workspace: String,
    session_days: u32,
    form: SignIn,
    /// Said the same way whether the account exists or not.
    problem: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    email: String,
    password: String,
    keep: bool,
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// The sign-in page that leads back to a local address.
pub fn href(next: &str) -> String {
    match local(next) {
        "/" => "/sign-in".to_owned(),
        next => format!("/sign-in?next={}", encoded(next)),
    }
}

/// GET /sign-in
pub async fn new(State(app): State<App>, auth: AuthSession, Query(Next { next }): Query<Next>) -> super::Result {
    if auth.user.is_some() {
        return Ok(Redirect::to(local(&next)).into_response());
    }
    page(&app, SignIn { keep: true, next, ..SignIn::default() }, None).await
}

/// POST /sign-in
pub async fn create(
    State(app): State<App>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    mut auth: AuthSession,
    Form(mut form): Form<SignIn>,
) -> super::Result {
    let email = form.email.trim().to_lowercase();
    let peer = peer.map(|Extension(ConnectInfo(peer))| peer.ip());
    let address = address_of(peer, &headers, app.config.trusted_proxy);
    let limits = Limits::of(&email, address);
    let now = app.clock.now();
    if let Some(wait) = limits.wait(&app.db, now).await? {
        return too_many(&app, form, wait).await;
    }

    // Counted before the slow check and forgiven after it: guesses made at the same time all count.
    let mut tx = app.db.begin().await?;
    limits.strike(&mut tx, now).await?;
    tx.commit().await?;
    tokio::time::sleep(limits.pause(&app.db, now).await?).await;

    let password = std::mem::take(&mut form.password);
    let Some(user) = auth.backend.authenticate(Credentials { email, password }).await? else {
        tracing::info!(?address, "sign-in refused");
        let mut answer =
            page(&app, form, Some("This e-mail address and password do not belong together.".into())).await?;
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(answer);
    };

    let mut tx = app.db.begin().await?;
    limits.forgive(&mut tx, now).await?;
    User::note_sign_in(&mut tx, &user.id, now).await?;
    tx.commit().await?;
    session::start(&app, &mut auth, &user, form.keep).await?;
    Ok(Redirect::to(local(&form.next)).into_response())
}

/// POST /sign-out
pub async fn destroy(mut auth: AuthSession) -> super::Result {
    auth.logout().await.map_err(anyhow::Error::new)?;
    Ok(Redirect::to("/sign-in").into_response())
}

async fn page(app: &App, form: SignIn, problem: Option<String>) -> super::Result {
    let workspace = Workspace::find(&app.db).await?.map(|workspace| workspace.name).unwrap_or_default();
    html(New { workspace, session_days: app.config.session_days, form, problem })
}

async fn too_many(app: &App, form: SignIn, wait: Duration) -> super::Result<Response> {
    let minutes = wait.as_secs().div_ceil(60).max(1);
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    let mut answer = page(app, form, Some(format!("Too many tries. Wait {minutes} {unit}, then try again."))).await?;
    *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
    Ok(answer)
}

/// Where to go after signing in: a page of ours, never another site.
fn local(next: &str) -> &str {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let is_page = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n', '\t', '\0']);
    let is_door = matches!(path, "/sign-in" | "/sign-out" | "/set-up");
    if is_page && !is_door && next.len() <= 2_000 { next } else { "/" }
}

/// Who is at the other end: the peer, or whom a trusted proxy last saw. What stands before that anyone can write.
fn address_of(peer: Option<IpAddr>, headers: &HeaderMap, trusted_proxy: bool) -> Option<IpAddr> {
    if !trusted_proxy {
        return peer;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).or(peer)
}

#[cfg(test)]
mod tests {
    use super::{address_of, href, local};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn the_way_back_stays_in_the_house() {
        for good in ["/", "/projects/1", "/candidates?q=a&page=2#row", "/a//b", "/projects?next=//x"] {
            assert_eq!(local(good), good);
        }
        for bad in [
            "",
            "projects",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/sign-out?x",
        ] {
            assert_eq!(local(bad), "/", "{bad:?}");
        }
        assert_eq!(href("/candidates?q=zoë&a=1"), "/sign-in?next=/candidates%3Fq%3Dzo%C3%AB%26a%3D1");
        assert_eq!(href("//evil.example"), "/sign-in");
    }

    #[test]
    fn only_a_trusted_proxy_says_who_is_there() {
        let peer = Some([10, 0, 0, 1].into());
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 192.0.2.7"));
        assert_eq!(address_of(peer, &headers, false), peer);
        assert_eq!(address_of(peer, &headers, true), Some([192, 0, 2, 7].into()));
        headers.append("x-forwarded-for", HeaderValue::from_static("198.51.100.9"));
        assert_eq!(address_of(peer, &headers, true), Some([198, 51, 100, 9].into()));
        headers.append("x-forwarded-for", HeaderValue::from_static("unknown"));
        assert_eq!(address_of(peer, &headers, true), peer);
        assert_eq!(address_of(peer, &HeaderMap::new(), true), peer);
    }
}
