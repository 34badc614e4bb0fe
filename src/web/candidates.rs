//! Everyone in the workspace, and the way to what someone is considered for.

mod edit;
pub mod erasure;
pub mod export;
mod feed;
pub mod files;
mod profile;
mod search;
mod summary;
pub mod tags;
pub mod tasks;

pub(super) use edit::{edit, restore, update};
pub(super) use feed::{Ask, Entry, Feed, Written};
pub(super) use files::Filed;
pub(super) use profile::{activity, files as files_page, note_again, show};
pub(super) use tags::Tagged;
pub(super) use tasks::Listed;

use super::{
    applications,
    auth::CurrentUser,
    filters,
    forms::Fields,
    html,
    layout::Shell,
    table::{self, Table},
};
use crate::{
    app::App,
    hiring::{
        applications::Outcome,
        candidates::Field,
        pools::{self, Pool},
        table::{Column, Scope},
    },
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect},
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "candidates/index.html")]
struct Index {
    shell: Shell,
    table: Table,
    /// Whoever may not change someone is told so by the deed.
    may_edit: bool,
    text: &'static str,
    remarks: &'static [&'static str],
}

/// Which page of a list is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Turn {
    pub after: String,
    pub before: String,
}

/// GET /candidates: those something happened to most lately first, unless the address says otherwise; `?q=` and choices
/// of facets search.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(fields): Query<Fields>) -> super::Result {
    if search::is_asked(&fields) {
        return search::show(&app, &user, &fields).await;
    }
    let state = table::State::read(Scope::Everyone, &fields);
    if let Some(added) = state.with_added(&fields) {
        return Ok(Redirect::to(&added.href()).into_response());
    }
    let shell = Shell::of(&app, &user, "candidates").await?;
    let table = Table::open(&app, &user, &shell, state, &fields, Vec::new(), None).await?;
    html(Index { shell, table, may_edit: true, text: "", remarks: &[] })
}

/// The pools someone is in, and those they can be put into.
pub struct Pooled {
    pub pools: Vec<Pool>,
    pub choice: Vec<Pool>,
}

impl Pooled {
    pub async fn of(app: &App, user: &CurrentUser, candidate: &str) -> super::Result<Pooled> {
        let (pools, choice) =
            tokio::try_join!(pools::of_candidate(&app.db, user, candidate), Pool::to_choose(&app.db, user))?;
        Ok(Pooled { pools, choice })
    }
}

/// Where a link of a CV leads, as an address that can only be a web page.
pub(super) fn web_address(link: &str) -> Option<String> {
    Field::Links.rule(link).ok().filter(|link| !link.is_empty() && !link.contains('\n')).map(|link| {
        match link.contains("://") {
            true => link,
            false => format!("https://{link}"),
        }
    })
}
