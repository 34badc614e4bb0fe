//! What every request and answer must satisfy: writes from our own pages only, and headers that keep a browser strict.

use super::error::AppError;
use crate::app::App;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

/// Writes must come from our own pages. No tokens in forms, nothing to forget.
pub async fn same_origin_writes(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_same_origin(request.headers(), app.config.public_url.as_deref()) {
        return next.run(request).await;
    }
    AppError::Forbidden(
        "This was sent from another site, so nothing was done. Open the page here and try again.".into(),
    )
    .into_response()
}

fn is_same_origin(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        // Browsers leave Sec-Fetch-Site out on plain HTTP. A proxy may change the host: then the public address counts.
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            Some(origin) == public_url || (host.is_some() && host == text(header::HOST))
        }
        // Every browser sends one of the two with a write: this is a program, with no cookies of anyone to abuse.
        (None, None) => true,
    }
}

/// Until the workspace is set up, every page leads to the one that does it.
pub async fn set_up_first(State(app): State<App>, request: Request, next: Next) -> Response {
    match app.is_set_up().await {
        Ok(true) => next.run(request).await,
        Ok(false) if request.uri().path() == "/set-up" => next.run(request).await,
        Ok(false) => Redirect::to("/set-up").into_response(),
        Err(error) => AppError::from(error).into_response(),
    }
}

// Styles in attributes draw bars, a width each; no other inline code or style is let in.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    // Pages show personal data: no copy stays in a cache. Files that may be kept say so themselves.
    ("cache-control", "private, no-store"),
];

/// Adds the headers an answer has not set itself.
pub async fn strict_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if app.config.is_https() {
        let a_year = HeaderValue::from_static("max-age=31536000");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(a_year);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_same_origin;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    fn allowed(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_same_origin(&headers, Some("https://hire.example"))
    }

    #[test]
    fn a_write_is_told_by_the_headers_browsers_send() {
        assert!(allowed(&[("sec-fetch-site", "same-origin"), ("origin", "https://other.example")]));
        assert!(allowed(&[("sec-fetch-site", "none")]));
        assert!(!allowed(&[("sec-fetch-site", "same-site"), ("origin", "http://here:80"), ("host", "here:80")]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
        assert!(allowed(&[("origin", "http://here:8080"), ("host", "here:8080")]));
        assert!(allowed(&[("origin", "https://hire.example"), ("host", "127.0.0.1:8080")]));
        assert!(!allowed(&[("origin", "https://other.example"), ("host", "here:8080")]));
        assert!(!allowed(&[("origin", "null"), ("host", "here:8080")]));
        assert!(!allowed(&[("origin", "null")]));
        assert!(allowed(&[]));
    }
}
