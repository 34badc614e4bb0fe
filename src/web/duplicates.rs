//! Candidates who may be one person: the list, "not the same", and the merge.

mod merge;

pub use merge::{create as merge, follow, new as new_merge, undo as undo_merge};

use super::{
    auth::CurrentUser, candidates::Turn, error::AppError, filters, flash::Flash, html, layout::Shell, pages,
    pages::came_from,
};
use crate::{
    app::App,
    hiring::{
        candidates::Candidate,
        duplicates::{self, Pair, Spot},
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
};
use chrono::DateTime;

#[derive(Template)]
#[template(path = "duplicates/index.html")]
struct Index {
    shell: Shell,
    pairs: Vec<Pair>,
    previous: Option<String>,
    next: Option<String>,
}

/// GET /duplicates
pub async fn index(State(app): State<App>, user: CurrentUser, Query(turn): Query<Turn>) -> super::Result {
    let page = duplicates::open(&app.db, &user, pages::turn(&turn.after, &turn.before, spot)).await?;
    let (previous, next) = pages::neighbours(&page, "/duplicates", |pair| {
        format!("{}.{}.{}", pair.found_at.timestamp_micros(), pair.a_id, pair.b_id)
    });
    html(Index { shell: Shell::of(&app, &user, "candidates").await?, pairs: page.rows, previous, next })
}

fn spot(key: &str) -> Option<Spot> {
    let mut parts = key.splitn(3, '.');
    let at = DateTime::from_timestamp_micros(parts.next()?.parse().ok()?)?;
    Some(Spot { at, a: parts.next()?.to_owned(), b: parts.next()?.to_owned() })
}

/// POST /duplicates/{a}/{b}/dismissal: they are not the same person, and nobody asks again.
pub async fn dismiss(
    State(app): State<App>,
    user: CurrentUser,
    Path(pair): Path<(String, String)>,
    headers: HeaderMap,
) -> super::Result {
    let (a, b) = decide(&app, &user, &pair, true).await?;
    let said = Flash::done(format!("{} and {} stay apart.", a.name, b.name))
        .with_undo(format!("/duplicates/{}/{}/reopening", a.id, b.id));
    said.then(&user, &came_from(&headers, "/duplicates")).await
}

/// POST /duplicates/{a}/{b}/reopening: they may be one after all.
pub async fn reopen(
    State(app): State<App>,
    user: CurrentUser,
    Path(pair): Path<(String, String)>,
    headers: HeaderMap,
) -> super::Result {
    let (a, b) = decide(&app, &user, &pair, false).await?;
    let said = Flash::done(format!("{} and {} may be one person after all.", a.name, b.name));
    said.then(&user, &came_from(&headers, "/duplicates")).await
}

async fn decide(
    app: &App,
    user: &CurrentUser,
    (a, b): &(String, String),
    different: bool,
) -> Result<(Candidate, Candidate), AppError> {
    // Whoever works with one of them may say so.
    let (a, b) = tokio::try_join!(Candidate::find(&app.db, user, a), Candidate::find(&app.db, user, b))?;
    if !a.editable && !b.editable {
        return Err(AppError::Forbidden("Only whoever works with one of the two can decide this.".into()));
    }
    let mut tx = app.db.begin().await?;
    duplicates::decide(&mut tx, user, &a, &b, different, app.clock.now()).await?;
    tx.commit().await?;
    Ok((a, b))
}
