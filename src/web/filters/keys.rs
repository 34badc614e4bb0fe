//! The keys of the registry on the controls they press.

use std::fmt::Display;

use askama::{Result, Values, filters::Safe};

use crate::web::keys::{Key, on_control};

/// Lets a key press the control: `<a href="…" {{ "upload"|hotkey }}>`.
#[askama::filter_fn]
pub fn hotkey(name: impl Display, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(on_control(&name.to_string()).map_or_else(String::new, |key| format!("data-hotkey=\"{}\"", key.press))))
}

/// The control's key behind the words of its title: `title="Upload CVs{{ "upload"|key_hint }}"`.
#[askama::filter_fn]
pub fn key_hint(name: impl Display, _: &dyn Values) -> Result<String> {
    Ok(on_control(&name.to_string()).map_or_else(String::new, |key| format!("  {key}")))
}

/// A key as it looks on a keyboard.
#[askama::filter_fn]
pub fn kbd(key: &Key, _: &dyn Values) -> Result<Safe<String>> {
    let caps = key.caps().into_iter().map(|cap| format!("<kbd class=\"kbd\">{cap}</kbd>"));
    Ok(Safe(caps.collect()))
}
