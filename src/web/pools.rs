//! Pools: lists of candidates kept for later, and who is in them.

mod form;
mod members;

pub use form::{create, destroy, edit, new, update};
pub use members::{create as add, destroy as remove};

use super::{auth::CurrentUser, candidates::Turn, filters, html, layout::Shell, pages};
use crate::{
    app::App,
    hiring::pools::{self, Member, Pool, Spot},
};
use askama::Template;
use axum::extract::{Path, Query, State};
use chrono::DateTime;

#[derive(Template)]
#[template(path = "pools/index.html")]
struct Index {
    shell: Shell,
    pools: Vec<Pool>,
    previous: Option<String>,
    next: Option<String>,
}

/// GET /pools: those this user may see, by name.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(turn): Query<Turn>) -> super::Result {
    let place = |key: &str| key.split_once('.').map(|(id, name)| (name.to_owned(), id.to_owned()));
    let page = Pool::page(&app.db, &user, pages::turn(&turn.after, &turn.before, place)).await?;
    let (previous, next) = pages::neighbours(&page, "/pools", |pool| format!("{}.{}", pool.id, pool.name));
    html(Index { shell: Shell::of(&app, &user, "pools").await?, pools: page.rows, previous, next })
}

#[derive(Template)]
#[template(path = "pools/show.html")]
struct Show {
    shell: Shell,
    pool: Pool,
    members: Vec<Member>,
    previous: Option<String>,
    next: Option<String>,
}

/// GET /pools/{id}: who is in it, the latest first.
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(turn): Query<Turn>,
) -> super::Result {
    let pool = Pool::find(&app.db, &user, &id).await?;
    let page = pools::members(&app.db, &pool, pages::turn(&turn.after, &turn.before, spot)).await?;
    let (previous, next) = pages::neighbours(&page, &format!("/pools/{id}"), |member| {
        format!("{}.{}", member.added_at.timestamp_micros(), member.candidate_id)
    });
    html(Show { shell: Shell::of(&app, &user, "pools").await?, pool, members: page.rows, previous, next })
}

fn spot(key: &str) -> Option<Spot> {
    let (micros, id) = key.split_once('.')?;
    Some(Spot { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, candidate: id.to_owned() })
}
