//! Everyone screened again: who moved, and why, while it happens and afterwards.

use super::applications::verdict_word;
use super::rescreens;
use super::{auth::CurrentUser, filters, html, layout::Shell, positions::PositionHead};
use crate::{
    app::App,
    hiring::{
        positions::Position,
        rescreens::{Change, MOST, Reason, Rescreen, Row},
        stages::Stage,
    },
};
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "rescreens/show.html")]
struct Show {
    shell: Shell,
    head: PositionHead,
    position: Position,
    /// This page, for fetching it again.
    refetch: String,
    rescreen: Rescreen,
    rows: Vec<Row>,
    most: i64,
}

#[derive(Template)]
#[template(path = "rescreens/index.html")]
struct Index {
    shell: Shell,
    head: PositionHead,
    position: Position,
    rescreens: Vec<Rescreen>,
}

/// GET /positions/{id}/rescreens
pub async fn index(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let (stages, rescreens) =
        tokio::try_join!(Stage::of_position(&app.db, &id), Rescreen::of_position(&app.db, &position, 50))?;
    html(Index {
        shell: Shell::of(&app, &user, "projects").await?.at(&id),
        head: PositionHead::of(&position, &stages, ""),
        position,
        rescreens,
    })
}

/// GET /positions/{id}/rescreens/{run}
pub async fn show(State(app): State<App>, user: CurrentUser, Path((id, run)): Path<(String, String)>) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let rescreen = Rescreen::find(&app.db, &position, &run).await?;
    let (stages, rows) = tokio::try_join!(Stage::of_position(&app.db, &id), rescreen.rows(&app.db))?;
    html(Show {
        shell: Shell::of(&app, &user, "projects").await?.at(&id),
        head: PositionHead::of(&position, &stages, ""),
        refetch: format!("/positions/{id}/rescreens/{run}"),
        position,
        rescreen,
        rows,
        most: MOST,
    })
}

/// A change in a line: "“Kafka”: new, not stated".
pub fn told(change: &Change) -> String {
    let word =
        |verdict: &Option<_>| verdict.as_ref().map(|verdict| verdict_word(verdict).to_lowercase()).unwrap_or_default();
    let (before, after) = (word(&change.before), word(&change.after));
    let verdicts = if before == after { after.clone() } else { format!("{before}, now {after}") };
    match change.reason {
        Reason::New => format!("new: {after}"),
        Reason::Gone => format!("no longer asked for, was {before}"),
        Reason::Reworded => format!("reworded: {verdicts}"),
        Reason::Weight if change.weights.0 == change.weights.1 => format!("another importance: {after}"),
        Reason::Weight => format!("weight {}, was {}: {after}", change.weights.1, change.weights.0),
        Reason::Cv => format!("another CV: {verdicts}"),
        Reason::Engine => format!("the rules judge anew: {verdicts}"),
    }
}

/// "+12", "−3" or "0".
pub fn moved(row: &Row) -> String {
    match row.fit_after - row.fit_before {
        more @ 1.. => format!("+{more}"),
        0 => "0".into(),
        less => format!("−{}", less.abs()),
    }
}

/// A band as its page says it.
pub fn band(word: &str) -> &'static str {
    match word {
        "strong" => "Strong",
        "potential" => "Potential",
        _ => "Low",
    }
}
