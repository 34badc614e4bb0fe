//! The files people sent, given out as they are: only to who may see their owner, and never as a page of ours.

mod shared;

pub use shared::{of_position, of_project, remove, restore};

use super::{
    Hx,
    applications::{Cv, Kind},
    auth::CurrentUser,
    error::AppError,
    filters, html,
    layout::Shell,
};
use crate::{
    app::App,
    hiring::{candidates::Candidate, documents::Document},
};
use askama::Template;
use axum::{
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// For what a browser would run: nothing loads, nothing runs, and it belongs to no site.
const SEALED: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";
/// Safari shows nothing of a PDF in a sandbox, and Chrome's viewer needs its inline styles. A PDF's own scripts run apart
/// from this site in every viewer. Our own pages may frame it.
const PDF: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

#[derive(Template)]
#[template(path = "documents/show.html")]
struct Show {
    shell: Shell,
    candidate: Candidate,
    /// The file and the text it was read as.
    cv: Cv,
    /// Whether it stands within another page, which has its text.
    within: bool,
}

/// GET /documents/{id}: the file as it came where a browser can show it, else its text; a candidate's, or a project's or
/// position's.
pub async fn show(State(app): State<App>, user: CurrentUser, hx: Hx, Path(id): Path<String>) -> super::Result {
    let document = Document::find(&app.db, &user, &id).await?;
    let Some(owner) = document.candidate_id.clone() else { return shared::show(&app, &user, document).await };
    let candidate = Candidate::find(&app.db, &user, &owner).await?;
    let cv = Cv::plain(&app.db, &document, &candidate.name).await?;
    html(Show { shell: Shell::of(&app, &user, "candidates").await?, candidate, cv, within: hx.0 })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FileQuery {
    /// To be kept rather than shown, whatever it is.
    download: String,
}

/// GET /documents/{id}/file
pub async fn file(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(query): Query<FileQuery>,
    asked: HeaderMap,
) -> super::Result {
    let document = Document::find(&app.db, &user, &id).await?;
    let tag = format!("\"{}\"", document.sha256);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    let mut response = if known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let opened = app.files.get(&document.sha256).await?.ok_or_else(|| {
            tracing::error!(document.id, document.sha256, "a document's file is gone");
            AppError::NotFound
        })?;
        let mut response = Response::new(Body::from_stream(opened.stream));
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(opened.size));
        response
    };
    let (media_type, is_shown) = safe_type(&document.media_type);
    let is_pdf = media_type == "application/pdf";
    let disposition = disposition(&document.file_name, is_shown && query.download.is_empty());
    for (name, value) in [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, &*disposition),
        (header::CONTENT_SECURITY_POLICY, if is_pdf { PDF } else { SEALED }),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Kept by the browser, but asked for each time: rights may have ended.
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::ETAG, &*tag),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_str(value).map_err(anyhow::Error::from)?);
    }
    Ok(response)
}

/// The media type to say, and whether the browser may show it. What we did not tell by content ourselves is only bytes.
fn safe_type(stored: &str) -> (&'static str, bool) {
    const TYPES: [&str; 11] = [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/msword",
        "application/vnd.oasis.opendocument.text",
        "application/rtf",
        "text/html",
        "text/plain",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ];
    match TYPES.into_iter().find(|known| *known == stored) {
        Some("application/pdf") => ("application/pdf", true),
        // Said with its alphabet, or a browser guesses one.
        Some("text/plain") => ("text/plain; charset=utf-8", true),
        Some("text/html") | None => ("application/octet-stream", false),
        Some(known) => (known, known.starts_with("image/")),
    }
}

/// `inline` or `attachment` with the name twice: in ASCII, and as RFC 5987 writes all of it.
pub(super) fn disposition(name: &str, inline: bool) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' }).collect();
    let mut coded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    let how = if inline { "inline" } else { "attachment" };
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::{disposition, safe_type};

    #[test]
    fn names_are_written_for_old_browsers_and_new_ones() {
        assert_eq!(
            disposition("Łucja \"CV\"; 2026.pdf", true),
            "inline; filename=\"_ucja _CV__ 2026.pdf\"; filename*=UTF-8''%C5%81ucja%20%22CV%22%3B%202026.pdf"
        );
        assert!(disposition("a\r\nSet-Cookie: b", false).is_ascii());
        assert!(!disposition("a\r\nSet-Cookie: b", false).contains('\n'));
    }

    #[test]
    fn only_what_cannot_run_is_shown_by_the_browser() {
        assert_eq!(safe_type("application/pdf"), ("application/pdf", true));
        assert_eq!(safe_type("text/html"), ("application/octet-stream", false));
        assert_eq!(safe_type("image/svg+xml"), ("application/octet-stream", false));
    }
}
