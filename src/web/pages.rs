//! Previous and next: a page of a long list is named by the row beside it.

use super::forms::encoded;
use crate::hiring::paging::{Page, Turn};
use axum::http::{HeaderMap, Uri, header};

/// Which page `?after=` or `?before=` asks for. What cannot be read asks for the first.
pub fn turn<K>(after: &str, before: &str, key: impl Fn(&str) -> Option<K>) -> Option<Turn<K>> {
    match (after, before) {
        ("", "") => None,
        ("", before) => key(before).map(Turn::Before),
        (after, _) => key(after).map(Turn::After),
    }
}

/// The addresses of the previous and the next page, as `ui.pagination` takes them. `list` is the list's own address
/// with the filters in it.
pub fn neighbours<T>(page: &Page<T>, list: &str, key: impl Fn(&T) -> String) -> (Option<String>, Option<String>) {
    let joint = if list.contains('?') { '&' } else { '?' };
    let link = |side: &str, row: Option<&T>| row.map(|row| format!("{list}{joint}{side}={}", encoded(&key(row))));
    (
        link("before", page.rows.first().filter(|_| page.has_previous)),
        link("after", page.rows.last().filter(|_| page.has_next)),
    )
}

/// The address of the very page that is shown.
pub fn here(list: &str, after: &str, before: &str) -> String {
    let joint = if list.contains('?') { '&' } else { '?' };
    match (after, before) {
        ("", "") => list.to_owned(),
        ("", before) => format!("{list}{joint}before={}", encoded(before)),
        (after, _) => format!("{list}{joint}after={}", encoded(after)),
    }
}

/// The page of ours that a form was sent from, or `otherwise`.
pub fn came_from(headers: &HeaderMap, otherwise: &str) -> String {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok()?.parse::<Uri>().ok());
    let path = from.as_ref().and_then(|uri| uri.path_and_query()).map(|path| path.as_str());
    path.filter(|path| path.starts_with('/') && !path.starts_with("//")).unwrap_or(otherwise).to_owned()
}
