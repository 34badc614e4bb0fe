//! A position's board: everyone in the stage they are in, to be moved on by hand.

mod moves;

pub use moves::{create, new, undo};

use super::{auth::CurrentUser, events, filters, forms::encoded, html, layout::Shell, positions::PositionHead};
use crate::{
    app::App,
    hiring::{
        applications::Outcome,
        board::{self, Card, Column, Filter, Order, Owner, Spot},
        positions::Position,
        reasons::Reasons,
        stages::Stage,
        users::User,
    },
    platform::{db::Db, events::Event},
    screening::Thresholds,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::sse,
};
use chrono::{DateTime, Utc};
use futures::future::try_join_all;
use serde::Deserialize;
use std::{sync::Arc, time::Duration};

#[derive(Template)]
#[template(path = "board/show.html")]
struct Show {
    shell: Shell,
    head: PositionHead,
    position: Position,
    lanes: Vec<Lane>,
    /// The stages, for the menus.
    stages: Vec<Stage>,
    query: BoardQuery,
    order: Order,
    is_filtered: bool,
    owners: Vec<User>,
    reasons: Reasons,
}

/// A column as the page shows it.
struct Lane {
    /// A stage's id, or the word of an outcome.
    id: String,
    name: String,
    kind: String,
    ordinal: i64,
    is_out: bool,
    /// How many the column holds.
    total: i64,
    /// How many of them the filter lets through.
    matching: Option<i64>,
    target_days: Option<i64>,
    cards: Vec<Shown>,
    /// Where the column goes on.
    more: Option<String>,
}

/// A card, and what the page makes of it.
struct Shown {
    card: Card,
    facts: String,
    /// Sorts as the column does.
    rank: String,
    is_over: bool,
}

/// How often a page may be told to look again.
const AT_MOST_EVERY: Duration = Duration::from_secs(1);
/// More changes at once than this, and the page had better fetch itself as a whole.
const TOLD_AT_ONCE: usize = 50;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct BoardQuery {
    q: String,
    /// A user's id, or `nobody`.
    owner: String,
    /// `strong`, `potential`, `low` or `none`.
    fit: String,
    over: String,
    order: String,
    /// One column alone, from behind `after`.
    column: String,
    after: String,
    /// These applications alone, by id with commas between.
    only: String,
}

impl BoardQuery {
    fn order(&self) -> Order {
        Order::parse(&self.order).unwrap_or(Order::Fit)
    }

    fn filter(&self, by: Thresholds) -> Filter {
        let (strong, potential) = (i64::from(by.strong), i64::from(by.potential));
        Filter {
            owner: match self.owner.as_str() {
                "" => None,
                "nobody" => Some(Owner::Nobody),
                user => Some(Owner::Is(user.to_owned())),
            },
            fit: match self.fit.as_str() {
                "strong" => Some((strong, 100)),
                "potential" => Some((potential, strong - 1)),
                "low" => Some((0, potential - 1)),
                "none" => Some((-1, -1)),
                _ => None,
            },
            text: self.q.chars().filter(|c| !c.is_control()).take(100).collect::<String>().trim().to_owned(),
            over_target: !self.over.is_empty(),
            only: (!self.only.is_empty()).then(|| self.only.split(',').take(200).map(str::to_owned).collect()),
        }
    }

    /// The column alone, from behind a card on, filtered and ordered as now.
    fn more(&self, column: &str, after: &Spot) -> String {
        let kept =
            [("q", &self.q), ("owner", &self.owner), ("fit", &self.fit), ("over", &self.over), ("order", &self.order)];
        let kept: String = kept
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}&", encoded(value)))
            .collect();
        format!("?{kept}column={}&after={}", encoded(column), encoded(&after.key()))
    }
}

/// GET /positions/{id}/board
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(query): Query<BoardQuery>,
) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let shell = Shell::of(&app, &user, "projects").await?.at(&id);
    let (stages, (rejected, withdrawn), owners, reasons) = tokio::try_join!(
        Stage::of_position(&app.db, &id),
        board::out(&app.db, &id),
        User::all(&app.db),
        Reasons::find(&app.db)
    )?;
    let filter = query.filter(shell.thresholds);
    let columns = columns(&id, &stages, rejected, withdrawn);
    let columns = columns.into_iter().filter(|column| query.column.is_empty() || column.1.id == query.column);
    let lanes = columns.map(|(column, lane)| fill(&app.db, column, lane, &filter, &query, shell.now));
    let lanes = try_join_all(lanes).await?;
    html(Show {
        head: PositionHead::of(&position, &stages, "board"),
        lanes,
        order: query.order(),
        is_filtered: filter.is_on(),
        owners: owners.into_iter().filter(|user| user.active || user.id == query.owner).collect(),
        reasons,
        stages,
        query,
        position,
        shell,
    })
}

fn columns<'a>(position: &'a str, stages: &'a [Stage], rejected: i64, withdrawn: i64) -> Vec<(Column<'a>, Lane)> {
    let of_stage = |stage: &'a Stage| {
        let lane = Lane {
            id: stage.id.clone(),
            name: stage.name.clone(),
            kind: stage.kind.to_string(),
            ordinal: stage.ordinal,
            is_out: false,
            total: stage.active,
            matching: None,
            target_days: stage.target_days,
            cards: Vec::new(),
            more: None,
        };
        (Column::Stage(stage), lane)
    };
    let of_outcome = |outcome: Outcome, name: &str, total: i64| {
        let lane = Lane {
            id: outcome.to_string(),
            name: name.to_owned(),
            kind: outcome.to_string(),
            ordinal: 0,
            is_out: true,
            total,
            matching: None,
            target_days: None,
            cards: Vec::new(),
            more: None,
        };
        (Column::Out { position, outcome }, lane)
    };
    let out =
        [of_outcome(Outcome::Rejected, "Rejected", rejected), of_outcome(Outcome::Withdrawn, "Withdrawn", withdrawn)];
    stages.iter().map(of_stage).chain(out).collect()
}

async fn fill(
    db: &Db,
    column: Column<'_>,
    mut lane: Lane,
    filter: &Filter,
    query: &BoardQuery,
    now: DateTime<Utc>,
) -> super::Result<Lane> {
    let order = query.order();
    let after = Spot::parse(order, &query.after).filter(|_| !query.column.is_empty());
    let (cards, more) = board::cards(db, column, filter, order, after, now).await?;
    if filter.is_on() {
        lane.matching = Some(board::count(db, column, filter, now).await?);
    }
    let cutoff = match column {
        Column::Stage(stage) => stage.cutoff(now),
        Column::Out { .. } => None,
    };
    lane.more = cards.last().filter(|_| more).map(|card| query.more(&lane.id, &Spot::of(order, card)));
    lane.cards = cards.into_iter().map(|card| shown(card, order, cutoff)).collect();
    Ok(lane)
}

fn shown(card: Card, order: Order, cutoff: Option<DateTime<Utc>>) -> Shown {
    let years = card.experience_years.map(|years| years.round() as i64).filter(|years| *years > 0);
    let years = years.map(|years| if years == 1 { "1 year".to_owned() } else { format!("{years} years") });
    let facts: Vec<String> =
        [Some(card.location.clone()).filter(|place| !place.is_empty()), years].into_iter().flatten().collect();
    Shown {
        facts: facts.join(", "),
        rank: match order {
            Order::Fit => format!("{:04}", 1_000 - card.fit.unwrap_or(-1)),
            Order::Age => format!("{:020}", card.entered_stage_at.timestamp_micros()),
            Order::Name => card.candidate.clone(),
        },
        is_over: cutoff.is_some_and(|cutoff| card.entered_stage_at < cutoff),
        card,
    }
}

/// GET /positions/{id}/board/events: says whose cards changed, or that the board had better be fetched again.
pub async fn live(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let topic = format!("position:{}", position.id);
    let changed = |batch: Vec<Arc<Event>>| async move {
        // After a change of the position itself the event names the position: no card has that id.
        let whole = batch.len() > TOLD_AT_ONCE || batch.iter().any(|event| event.topic.ends_with(&*event.id));
        let ids: Vec<&str> = batch.iter().map(|event| event.id.as_str()).collect();
        let (name, data) = if whole { ("refresh", "now".to_owned()) } else { ("changed", ids.join(",")) };
        Ok(sse::Event::default().event(name).data(data))
    };
    Ok(events::batches(&app, app.db.events().listen(), topic, AT_MOST_EVERY, changed))
}
