//! A form keeps what the person typed and what is wrong with it, so it can be shown again.

use super::error::AppError;
use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::borrow::Cow;

/// What is wrong, by field, in the order it was found.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// Keeps the parsed value, or remembers why the field was refused.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, impl Into<String>>) -> Option<T> {
        parsed.map_err(|why| self.add(field, why)).ok()
    }

    pub fn add(&mut self, field: &str, why: impl Into<String>) {
        self.0.push((field.to_owned(), why.into()));
    }

    /// Why the field was refused: what the form macros take as `error`.
    pub fn on(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, why)| why.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, as `(field, sentence)`: what `form.error_summary` takes.
    pub fn list(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, why)| (name.as_str(), why.as_str()))
    }
}

/// A posted form (`application/x-www-form-urlencoded`). Give the struct `#[serde(default)]`: a field that is missing is
/// an empty field, and the form's own rules say what to do about it.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        match axum::Form::<T>::from_request(request, state).await {
            Ok(axum::Form(form)) => Ok(Form(form)),
            Err(rejection) => {
                let (status, why) = match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => (
                        StatusCode::PAYLOAD_TOO_LARGE,
                        "That is more text than one form takes. Shorten it and send it again.",
                    ),
                    StatusCode::UNPROCESSABLE_ENTITY => (
                        StatusCode::UNPROCESSABLE_ENTITY,
                        "The form was not complete. Go back, reload the page and send it again.",
                    ),
                    _ => (
                        StatusCode::BAD_REQUEST,
                        "This was not sent as a form. Go back, reload the page and try again.",
                    ),
                };
                Err(AppError::Unreadable(status, why.into()))
            }
        }
    }
}

/// A form as it came, for forms with repeated fields: `Form(fields): Form<Fields>`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// All fields as they came.
    pub fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All values of a field, in the order of the page.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

/// The fields that two forms fill in differently, by label, as the second has them.
pub fn differing<const N: usize>(fields: [(&'static str, &String, &String); N]) -> Vec<(&'static str, String)> {
    let same = |one: &str, other: &str| one.replace("\r\n", "\n").trim() == other.replace("\r\n", "\n").trim();
    let other = fields.into_iter().filter(|(_, mine, theirs)| !same(mine, theirs));
    other.map(|(label, _, theirs)| (label, theirs.clone())).collect()
}

/// Text made safe to stand as one value in an address.
pub fn encoded(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if plain(byte) {
            safe.push(char::from(byte));
        } else {
            safe.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(safe)
}
