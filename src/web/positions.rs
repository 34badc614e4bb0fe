//! Positions: who is in play for one, and what it asks for.

mod copy;
mod description;
mod form;
mod head;

pub use copy::create as copy;
pub use description::description;
pub use form::{create, edit, new, set_status, update};
pub use head::PositionHead;

use super::{auth::CurrentUser, events, filters, html, layout::Shell, pages};
use crate::{
    app::App,
    hiring::{
        applications::{self, Filter, Listed, Outcome, Spot},
        positions::Position,
        requirements,
        stages::Stage,
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::sse,
};
use serde::Deserialize;
use std::time::Duration;

#[derive(Template)]
#[template(path = "positions/show.html")]
struct Show {
    shell: Shell,
    head: PositionHead,
    position: Position,
    stages: Vec<Stage>,
    segments: Vec<Segment>,
    outcome: Outcome,
    /// The id of the only stage shown; empty for all.
    stage: String,
    rows: Vec<Listed>,
    /// How many match the filter, where that is known without counting.
    total: Option<i64>,
    has_requirements: bool,
    /// This list with its filter and its page, for fetching it again.
    refetch: String,
    previous: Option<String>,
    next: Option<String>,
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

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    outcome: String,
    stage: String,
    after: String,
    before: String,
}

/// GET /positions/{id}: its candidates, the best fit first; `?outcome=` and `?stage=` narrow them.
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(query): Query<ListQuery>,
) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let (stages, asked) = tokio::try_join!(Stage::of_position(&app.db, &id), requirements::of_position(&app.db, &id))?;
    let outcome = Outcome::parse(&query.outcome).unwrap_or(Outcome::Active);
    let stage = stages.iter().find(|stage| stage.id == query.stage);
    let filter = Filter { outcome: Some(outcome), stage: stage.map(|stage| stage.id.as_str()) };
    let turn = pages::turn(&query.after, &query.before, spot);
    let page = applications::page(&app.db, &position, filter, turn).await?;

    let list = list_href(&id, outcome, stage);
    let (previous, next) = pages::neighbours(&page, &list, |row| format!("{}.{}", row.fit.unwrap_or(-1), row.id));
    let in_play: i64 = stages.iter().map(|stage| stage.active).sum();
    let total = match (outcome, stage) {
        (Outcome::Active, None) => Some(in_play),
        (Outcome::Active, Some(stage)) => Some(stage.active),
        _ => None,
    };
    let segment =
        |choice, label, count| Segment { href: list_href(&id, choice, None), label, count, current: choice == outcome };
    html(Show {
        shell: Shell::of(&app, &user, "projects").await?.at(&id),
        head: PositionHead::of(&position, &stages, "candidates"),
        segments: vec![
            segment(Outcome::Active, "In play", Some(in_play)),
            segment(Outcome::Rejected, "Rejected", None),
            segment(Outcome::Withdrawn, "Withdrawn", None),
        ],
        outcome,
        stage: stage.map(|stage| stage.id.clone()).unwrap_or_default(),
        rows: page.rows,
        total,
        has_requirements: !asked.is_empty(),
        refetch: pages::here(&list, &query.after, &query.before),
        previous,
        next,
        stages,
        position,
    })
}

fn list_href(position: &str, outcome: Outcome, stage: Option<&Stage>) -> String {
    let outcome = (outcome != Outcome::Active).then(|| format!("outcome={outcome}"));
    let stage = stage.map(|stage| format!("stage={}", stage.id));
    let query: Vec<String> = outcome.into_iter().chain(stage).collect();
    let joint = if query.is_empty() { "" } else { "?" };
    format!("/positions/{position}{joint}{}", query.join("&"))
}

fn spot(key: &str) -> Option<Spot> {
    let (fit, id) = key.split_once('.')?;
    Some(Spot { fit: fit.parse().ok()?, id: id.to_owned() })
}

/// GET /positions/{id}/events: says `changed` whenever someone was screened or moved.
pub async fn live(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let topic = format!("position:{}", position.id);
    // Carries nothing: the page fetches itself again, with its reader's own rights.
    let changed = |_| async { Ok(sse::Event::default().event("changed").data("now")) };
    Ok(events::batches(&app, app.db.events().listen(), topic, AT_MOST_EVERY, changed))
}
