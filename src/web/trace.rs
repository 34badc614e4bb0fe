//! One span and one line a request: its id, who asked, which route, what came of it.

use crate::platform::db::new_id;
use axum::{
    extract::{MatchedPath, Request},
    http::{Extensions, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::{Instrument, Span, field::Empty};

/// Goes with every request, in its extensions.
#[derive(Clone)]
struct Asked {
    id: String,
    span: Span,
}

/// Gives the request an id, opens its span, and logs the answer when it is there. What the client calls its request
/// counts for nothing: ids in the log are ours.
pub async fn requests(mut request: Request, next: Next) -> Response {
    let id = new_id();
    // The route, not the address: `/candidates/{id}` gathers, and holds nothing personal.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, method = %request.method(), route, user = Empty);
    let is_quiet = route.starts_with("/static/") || route == "/health";
    request.extensions_mut().insert(Asked { id: id.clone(), span: span.clone() });

    let start = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, ms) = (response.status().as_u16(), (start.elapsed().as_secs_f64() * 1e4).round() / 10.0);
    span.in_scope(|| match is_quiet {
        true => tracing::debug!(status, ms, "answered"),
        false => tracing::info!(status, ms, "answered"),
    });
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

/// The request's id, which its page may show.
pub fn id(extensions: &Extensions) -> String {
    extensions.get::<Asked>().map(|asked| asked.id.clone()).unwrap_or_default()
}

/// Adds to the request's span who asked.
pub fn asked_by(extensions: &Extensions, user_id: &str) {
    if let Some(Asked { span, .. }) = extensions.get() {
        span.record("user", user_id);
    }
}
