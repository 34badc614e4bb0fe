//! Positions: who is in play for one, and what it asks for.

mod copy;
mod description;
mod form;
mod head;

pub use copy::create as copy;
pub use description::description;
pub use form::{create, edit, new, set_status, update};
pub use head::PositionHead;

use super::{
    applications,
    auth::CurrentUser,
    events, filters,
    forms::Fields,
    html,
    layout::Shell,
    table::{State, Table},
};
use crate::{
    app::App,
    hiring::{
        applications::Outcome,
        positions::Position,
        requirements,
        stages::Stage,
        table::{Column, Scope},
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State as FromApp},
    response::{IntoResponse, Redirect, sse},
};
use std::time::Duration;

#[derive(Template)]
#[template(path = "positions/show.html")]
struct Show {
    shell: Shell,
    head: PositionHead,
    position: Position,
    segments: Vec<Segment>,
    table: Table,
    may_edit: bool,
    has_requirements: bool,
}

/// How often a page may be told to look again.
const AT_MOST_EVERY: Duration = Duration::from_secs(2);

/// A choice of the list's filter.
struct Segment {
    href: String,
    label: &'static str,
    count: Option<i64>,
    current: bool,
}

/// GET /positions/{id}: in play and the best fit first, unless the address says otherwise.
pub async fn show(
    FromApp(app): FromApp<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(fields): Query<Fields>,
) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let state = State::read(Scope::Position(id.clone()), &fields);
    if let Some(added) = state.with_added(&fields) {
        return Ok(Redirect::to(&added.href()).into_response());
    }
    let (stages, asked) = tokio::try_join!(Stage::of_position(&app.db, &id), requirements::of_position(&app.db, &id))?;
    let state = state.among(&stages);
    let in_play: i64 = stages.iter().map(|stage| stage.active).sum();
    // The stages know how many they have.
    let known = match (state.outcome, stages.iter().find(|stage| stage.id == state.stage)) {
        (Outcome::Active, None) => Some(in_play),
        (Outcome::Active, Some(stage)) => Some(stage.active),
        _ => None,
    };
    let segment = |outcome, label, count| {
        let href = state.of_outcome(outcome).href();
        Segment { href, label, count, current: outcome == state.outcome }
    };
    let segments = vec![
        segment(Outcome::Active, "In play", Some(in_play)),
        segment(Outcome::Rejected, "Rejected", None),
        segment(Outcome::Withdrawn, "Withdrawn", None),
    ];
    let head = PositionHead::of(&position, &stages, "candidates");
    let shell = Shell::of(&app, &user, "projects").await?.at(&id);
    let table = Table::open(&app, &user, &shell, state, &fields, stages, known).await?;
    let may_edit = position.editable;
    html(Show { shell, head, position, segments, table, may_edit, has_requirements: !asked.is_empty() })
}

/// GET /positions/{id}/events: says `changed` whenever someone was screened or moved.
pub async fn live(FromApp(app): FromApp<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let topic = format!("position:{}", position.id);
    // Carries nothing: the page fetches itself again, with its reader's own rights.
    let changed = |_| async { Ok(sse::Event::default().event("changed").data("now")) };
    Ok(events::batches(&app, app.db.events().listen(), topic, AT_MOST_EVERY, changed))
}
