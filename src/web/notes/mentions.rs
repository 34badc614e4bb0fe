//! The notes that name the reader.

use crate::{
    app::App,
    hiring::{
        notes::{self, Mention, MentionSpot},
        users::User,
    },
    web::{self, auth::CurrentUser, candidates::Turn, filters, flash::Flash, html, layout::Shell, pages},
};
use askama::Template;
use axum::extract::{Query, State};
use chrono::DateTime;

#[derive(Template)]
#[template(path = "notes/mentions.html")]
struct Index {
    shell: Shell,
    mentions: Vec<(Mention, Vec<(String, bool)>)>,
    unseen: i64,
    previous: Option<String>,
    next: Option<String>,
}

/// GET /mentions
pub async fn index(State(app): State<App>, user: CurrentUser, Query(turn): Query<Turn>) -> web::Result {
    let turn = pages::turn(&turn.after, &turn.before, |key| {
        let (micros, note) = key.split_once('.')?;
        Some(MentionSpot { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, note: note.to_owned() })
    });
    let (page, unseen, everyone) = tokio::try_join!(
        notes::mentions_of(&app.db, &user, turn),
        notes::count_unseen(&app.db, &user),
        User::all(&app.db)
    )?;
    let (previous, next) = pages::neighbours(&page, "/mentions", |mention| {
        format!("{}.{}", mention.at.timestamp_micros(), mention.note_id)
    });
    let names: Vec<&str> = everyone.iter().map(|user| user.name.as_str()).collect();
    let cut = |mention: Mention| {
        let parts = notes::text_parts(&mention.body, &names);
        let parts = parts.into_iter().map(|(text, named)| (text.to_owned(), named.is_some())).collect();
        (mention, parts)
    };
    let mentions = page.rows.into_iter().map(cut).collect();
    html(Index { shell: Shell::of(&app, &user, "mentions").await?, mentions, unseen, previous, next })
}

/// POST /mentions/reading: all of them are read.
pub async fn update(State(app): State<App>, user: CurrentUser) -> web::Result {
    let mut tx = app.db.begin().await?;
    notes::mark_seen(&mut tx, &user, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("All marked as read.").then(&user, "/mentions").await
}
