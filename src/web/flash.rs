//! A line that says what just happened: on the next page after a redirect, or as a toast in an htmx answer.

use super::auth::CurrentUser;
use axum::{
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use std::fmt;
use tower_sessions::Session;

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Pos,
    Warn,
    Neg,
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tone::Pos => "pos",
            Tone::Warn => "warn",
            Tone::Neg => "neg",
        })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flash {
    pub text: String,
    pub tone: Tone,
    /// An address that undoes it, by POST.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undo: Option<String>,
}

const KEY: &str = "flash";

impl Flash {
    pub fn done(text: impl Into<String>) -> Flash {
        Flash { text: text.into(), tone: Tone::Pos, undo: None }
    }

    pub fn warn(text: impl Into<String>) -> Flash {
        Flash { text: text.into(), tone: Tone::Warn, undo: None }
    }

    pub fn refused(text: impl Into<String>) -> Flash {
        Flash { text: text.into(), tone: Tone::Neg, undo: None }
    }

    pub fn with_undo(mut self, address: impl Into<String>) -> Flash {
        self.undo = Some(address.into());
        self
    }

    /// Leaves the line for the next page this visitor opens.
    pub async fn leave(self, user: &CurrentUser) -> super::Result<()> {
        self.leave_in(&user.session).await
    }

    /// The same for someone who has just signed in.
    pub async fn leave_in(self, session: &Session) -> super::Result<()> {
        Ok(session.insert(KEY, self).await?)
    }

    /// Sends the visitor to `page`, where the line is shown once.
    pub async fn then(self, user: &CurrentUser, page: &str) -> super::Result {
        self.leave(user).await?;
        Ok(Redirect::to(page).into_response())
    }

    /// Shows the line as a toast over the page that asked by htmx.
    pub fn on(&self, mut response: Response) -> Response {
        let event = serde_json::json!({ "toast": self }).to_string();
        if let Ok(value) = HeaderValue::try_from(ascii(&event)) {
            response.headers_mut().insert(HeaderName::from_static("hx-trigger"), value);
        }
        response
    }

    /// The line left for this page, once.
    pub(super) async fn take(user: &CurrentUser) -> super::Result<Option<Flash>> {
        // Looked at first: removing marks the session as changed, and a changed session is written.
        match user.session.get_value(KEY).await? {
            Some(_) => Ok(user.session.remove(KEY).await?),
            None => Ok(None),
        }
    }
}

/// JSON for a header: what is not ASCII becomes `\uXXXX`.
fn ascii(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            safe.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{Flash, ascii};
    use axum::response::IntoResponse;

    #[test]
    fn a_toast_survives_the_trip_through_a_header() {
        assert_eq!(ascii("\"Zoë 🎈\""), r#""Zo\u00eb \ud83c\udf88""#);
        let response = Flash::done("Zoë moved\nto Offer.").with_undo("/moves/1/undo").on(().into_response());
        let sent: serde_json::Value = serde_json::from_str(response.headers()["hx-trigger"].to_str().unwrap()).unwrap();
        assert_eq!(sent["toast"]["text"], "Zoë moved\nto Offer.");
        assert_eq!((&sent["toast"]["tone"], &sent["toast"]["undo"]), (&"pos".into(), &"/moves/1/undo".into()));
    }
}
