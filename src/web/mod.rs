//! HTTP in, HTML out.

pub mod activity;
pub mod applications;
pub mod assets;
pub mod auth;
pub mod board;
pub mod bulks;
pub mod candidates;
pub mod compare;
pub mod documents;
pub mod duplicates;
pub mod error;
pub mod events;
pub mod filters;
pub mod flash;
pub mod forms;
pub mod guard;
pub mod home;
pub mod imports;
pub mod keys;
pub mod layout;
pub mod notes;
pub mod pages;
pub mod palette;
pub mod pools;
pub mod positions;
pub mod projects;
pub mod requirements;
pub mod rescreens;
pub mod routes;
pub mod session;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod stages;
pub mod table;
pub mod tags;
pub mod tasks;
pub mod trace;
pub mod undos;
pub mod uploads;

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use error::AppError;
use std::convert::Infallible;

/// What a handler answers.
pub type Result<T = Response> = std::result::Result<T, AppError>;

/// Renders a template; a failure becomes a 500 like any other.
pub fn html(template: impl Template) -> Result {
    Ok(Html(template.render()?).into_response())
}

/// The form again, with what is wrong beside its fields: 422.
pub fn again(template: impl Template) -> Result {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(template)?).into_response())
}

/// The form again because someone was faster, with everything that was typed still in it: 409.
pub fn stale(template: impl Template) -> Result {
    Ok((StatusCode::CONFLICT, html(template)?).into_response())
}

/// htmx gets the fragment; a plain form post gets sent to the page that shows the result.
pub fn fragment_or(hx: Hx, fragment: impl Template, page: &str) -> Result {
    if hx.0 { html(fragment) } else { Ok(Redirect::to(page).into_response()) }
}

/// Sends the visitor to another page, from a plain form or from htmx alike.
pub fn go(hx: Hx, page: &str) -> Response {
    if hx.0 { ([("hx-redirect", page)], ()).into_response() } else { Redirect::to(page).into_response() }
}

/// Whether htmx asks for a fragment. A boosted link and a restored page want the whole page.
#[derive(Clone, Copy, Debug)]
pub struct Hx(pub bool);

impl Hx {
    pub fn of(headers: &HeaderMap) -> Hx {
        let is = |name| headers.get(name).is_some_and(|value| value == "true");
        Hx(is("hx-request") && !is("hx-boosted") && !is("hx-history-restore-request"))
    }
}

impl<S: Sync> FromRequestParts<S> for Hx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Infallible> {
        Ok(Hx::of(&parts.headers))
    }
}
