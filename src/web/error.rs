//! A handler says *what* went wrong with `?`; [`dress`] decides how it looks to the caller.

use super::{Hx, filters, layout::Shell, trace};
use crate::{app::App, hiring, hiring::users::User};
use askama::Template;
use axum::{
    Json,
    extract::{Request, State, multipart::MultipartError},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use serde_json::json;

#[derive(Debug)]
pub enum AppError {
    /// There is none, or not for this user.
    NotFound,
    /// The user may see it but not do this.
    Forbidden(String),
    /// A rule said no, or someone was faster: 409.
    Refused(String),
    /// What was sent cannot be taken: 400, 413 or 422.
    Unreadable(StatusCode, String),
    /// Nobody is signed in. Holds the local address to come back to.
    SignInFirst(String),
    /// A machine failed. Logged, never shown.
    Unexpected(anyhow::Error),
}

impl From<hiring::Error> for AppError {
    fn from(error: hiring::Error) -> Self {
        match error {
            hiring::Error::NotFound => AppError::NotFound,
            hiring::Error::Forbidden(why) => AppError::Forbidden(why.into()),
            hiring::Error::Refused(why) => AppError::Refused(why),
            hiring::Error::Broken(source) => AppError::Unexpected(source),
        }
    }
}

impl From<MultipartError> for AppError {
    fn from(error: MultipartError) -> Self {
        AppError::Unreadable(error.status(), message_of(error.status()).into())
    }
}

macro_rules! unexpected {
    ($($source:ty),*) => {$(
        impl From<$source> for AppError {
            fn from(error: $source) -> Self {
                AppError::Unexpected(error.into())
            }
        }
    )*};
}
unexpected!(anyhow::Error, sqlx::Error, askama::Error, tower_sessions::session::Error, std::io::Error);

/// What the caller may be told. Travels in the response's extensions until [`dress`] renders it.
#[derive(Clone)]
struct Problem {
    message: String,
    sign_in: Option<String>,
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            AppError::NotFound => (StatusCode::NOT_FOUND, message_of(StatusCode::NOT_FOUND).into()),
            AppError::Forbidden(why) => (StatusCode::FORBIDDEN, why),
            AppError::Refused(why) => (StatusCode::CONFLICT, why),
            AppError::Unreadable(status, why) => (status, why),
            AppError::SignInFirst(next) => {
                let sign_in = Some(super::sign_in::href(&next));
                return undressed(StatusCode::UNAUTHORIZED, Problem { message: "Sign in first.".into(), sign_in });
            }
            AppError::Unexpected(source) => {
                // Logged once, here, where it stops being an error and becomes an answer.
                tracing::error!(error = ?source, "request failed");
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                (status, message_of(status).into())
            }
        };
        undressed(status, Problem { message, sign_in: None })
    }
}

fn undressed(status: StatusCode, problem: Problem) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(problem);
    response
}

/// What a panic becomes. The panic hook has written down where it happened.
pub fn after_panic(_: Box<dyn std::any::Any + Send>) -> Response {
    AppError::Unexpected(anyhow::anyhow!("a handler panicked")).into_response()
}

#[derive(Template)]
#[template(path = "errors/page.html")]
struct Page {
    status: u16,
    title: &'static str,
    message: String,
    request_id: String,
    shell: Option<Shell>,
}

#[derive(Template)]
#[template(path = "errors/_toast.html")]
struct Toast {
    status: u16,
    message: String,
    request_id: String,
}

/// Turns a bare problem into a page, a toast or JSON, whichever the caller can use.
pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let id = trace::id(request.extensions());
    let mut response = next.run(request).await;
    let status = response.status();
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        // Extractors and layers that are not ours refuse in plain text.
        None if (status.is_client_error() || status.is_server_error()) && !has_body_for_people(&response) => {
            Problem { message: message_of(status).into(), sign_in: None }
        }
        None => return response,
    };
    let user = response.extensions_mut().remove::<SeenBy>();
    let mut dressed = match (caller(&headers), problem.sign_in) {
        (Caller::Program, _) => Json(json!({ "error": problem.message, "request_id": id })).into_response(),
        (Caller::Htmx, Some(sign_in)) => hx([("hx-redirect", sign_in)]).into_response(),
        (Caller::Htmx, None) => {
            let toast = Toast { status: status.as_u16(), message: problem.message, request_id: id };
            let there = hx([("hx-retarget", "#toasts".into()), ("hx-reswap", "beforeend".into())]);
            (there, Html(toast.render().unwrap_or_default())).into_response()
        }
        (Caller::Person, Some(sign_in)) => return Redirect::to(&sign_in).into_response(),
        (Caller::Person, None) => {
            let shell = match user {
                Some(SeenBy(user)) => Shell::bare(&app, &user).await.ok(),
                None => None,
            };
            let page = Page {
                status: status.as_u16(),
                title: title_of(status),
                message: problem.message,
                request_id: id,
                shell,
            };
            Html(page.render().unwrap_or_else(|_| page.message.clone())).into_response()
        }
    };
    *dressed.status_mut() = status;
    for kept in [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE] {
        for value in response.headers().get_all(&kept) {
            dressed.headers_mut().append(kept.clone(), value.clone());
        }
    }
    dressed
}

/// Whoever was signed in when a request failed, so that the error page can keep its navigation.
#[derive(Clone)]
pub struct SeenBy(pub User);

enum Caller {
    Person,
    Htmx,
    Program,
}

fn caller(headers: &HeaderMap) -> Caller {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match Hx::of(headers) {
        _ if accepts.contains("application/json") => Caller::Program,
        Hx(true) => Caller::Htmx,
        Hx(false) => Caller::Person,
    }
}

fn hx<const N: usize>(pairs: [(&'static str, String); N]) -> HeaderMap {
    pairs
        .into_iter()
        .filter_map(|(name, value)| Some((name.parse().ok()?, HeaderValue::try_from(value).ok()?)))
        .collect()
}

fn has_body_for_people(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

fn title_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "We could not find that",
        StatusCode::FORBIDDEN => "That is not yours to do",
        StatusCode::CONFLICT => "That did not work",
        StatusCode::PAYLOAD_TOO_LARGE => "That is too large",
        StatusCode::METHOD_NOT_ALLOWED => "That does not work here",
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => "That took too long",
        StatusCode::TOO_MANY_REQUESTS => "Too many tries",
        status if status.is_server_error() => "Something broke on our side",
        _ => "We could not read that",
    }
}

fn message_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "It may have been removed, or it may not be yours to see.",
        StatusCode::FORBIDDEN => "Ask an admin of this workspace.",
        StatusCode::PAYLOAD_TOO_LARGE => "What was sent is larger than this page takes.",
        StatusCode::METHOD_NOT_ALLOWED => "This address does not take that kind of request.",
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => "Try again in a moment.",
        StatusCode::TOO_MANY_REQUESTS => "Wait a moment, then try again.",
        status if status.is_server_error() => {
            "It has been written down. Try again; if it happens again, tell your admin."
        }
        _ => "Part of it was missing or unreadable. Go back, reload the page and try again.",
    }
}
