//! Someone's place in the table one came from: "12 of 240", with the ways to the one before and the one after.

use super::State;
use crate::{
    app::App,
    hiring::table::{Ask, COUNTED, Row, Scope},
    web::{
        self,
        auth::CurrentUser,
        filters::grouped,
        forms::{Fields, encoded},
    },
};
use axum::{
    extract::{FromRequestParts, Query},
    http::{Uri, request::Parts},
};
use chrono_tz::Tz;
use std::convert::Infallible;

/// The table that the address says one came from, and what put the row in its place there:
/// `?list=/positions/7?sort=name&at=Ada`.
#[derive(Default)]
pub struct CameFrom {
    state: Option<State>,
    at: String,
}

impl<S: Sync> FromRequestParts<S> for CameFrom {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let fields = Query::<Fields>::try_from_uri(&parts.uri).map(|Query(fields)| fields).unwrap_or_default();
        Ok(CameFrom { state: State::of_href(fields.text("list")), at: fields.text("at").to_owned() })
    }
}

/// What the bar of a candidate's page says about the table.
#[derive(Default)]
pub struct Beside {
    /// "12 of 240"; empty where they are not in it.
    pub place: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// What addresses of this page carry along: empty, or `?list=…`.
    pub carried: String,
    /// Back to the table.
    pub list: String,
}

impl Beside {
    /// Within the table one came from, or the `usual` one. `ids` are the application's, where there is one, and the
    /// candidate's; `tab` is the side of the page that the neighbours open at.
    pub async fn of(
        app: &App,
        user: &CurrentUser,
        zone: Tz,
        came_from: CameFrom,
        usual: State,
        ids: (Option<&str>, &str),
        tab: &str,
    ) -> web::Result<Beside> {
        let CameFrom { state, at } = came_from;
        let carried = state.as_ref().map(carried).unwrap_or_default();
        let state = state.unwrap_or(usual);
        let list = state.href();
        let id = match (&state.scope, ids) {
            (Scope::Position(_), (Some(application), _)) => application,
            (_, (_, candidate)) => candidate,
        };
        let ask = state.ask(zone);
        let own = with_place(&carried, &at);
        let Some(found) = ask.place_of(&app.db, user, id, &at).await? else {
            return Ok(Beside { carried: own, list, ..Beside::default() });
        };
        let link = |row: Row| match row.application_id {
            Some(_) => format!("{}{tab}{}", row.href(), self::at(&carried, &ask, &row)),
            None => format!("{}{}", row.href(), self::at(&carried, &ask, &row)),
        };
        let count = |count: i64| {
            let more = if count > COUNTED { "+" } else { "" };
            format!("{}{more}", grouped(&count.min(COUNTED).to_string()))
        };
        Ok(Beside {
            place: format!("{} of {}", count(found.number), count(found.total.max(found.number))),
            previous: found.previous.map(link),
            next: found.next.map(link),
            carried: own,
            list,
        })
    }
}

/// What leads from a row to its page, so that the page knows where one came from. A position's usual table is what its
/// candidates' pages go through anyway.
pub fn carried(state: &State) -> String {
    let href = state.href();
    if matches!(state.scope, Scope::Position(_)) && href == state.base() {
        return String::new();
    }
    format!("?list={}", encoded(&href))
}

/// The same for one row, with what puts it in its place: what is done on its page may change that.
pub fn at(carried: &str, ask: &Ask, row: &Row) -> String {
    with_place(carried, &ask.value(row))
}

fn with_place(carried: &str, value: &str) -> String {
    if carried.is_empty() || value.is_empty() { carried.to_owned() } else { format!("{carried}&at={}", encoded(value)) }
}

impl State {
    /// Reads a table's own address.
    pub fn of_href(href: &str) -> Option<State> {
        let uri: Uri = href.parse().ok()?;
        let scope = match uri.path() {
            "/candidates" => Scope::Everyone,
            path => Scope::Position(path.strip_prefix("/positions/").filter(|id| !id.contains('/'))?.to_owned()),
        };
        Some(State::of_query(scope, uri.query().unwrap_or_default()))
    }
}
