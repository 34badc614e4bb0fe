//! The notes that name the reader.

use crate::{
    app::App,
    hiring::{
        notes::{self, Mention, MentionSpot},
        users::User,
    },
    web::{self, auth::CurrentUser, filters, flash::Flash, html, layout::Shell, pages},
};
use askama::Template;
use axum::extract::{Query, State};
use chrono::DateTime;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "notes/mentions.html")]
struct Index {
    shell: Shell,
    mentions: Vec<(Mention, Vec<(String, bool)>)>,
    unseen: i64,
    only_unseen: bool,
    previous: Option<String>,
    next: Option<String>,
}

/// Those not marked as read with `show=unread`; all without.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MentionsQuery {
    show: String,
    after: String,
    before: String,
}

/// GET /mentions
pub async fn index(State(app): State<App>, user: CurrentUser, Query(query): Query<MentionsQuery>) -> web::Result {
    let only_unseen = query.show == "unread";
    let list = if only_unseen { "/mentions?show=unread" } else { "/mentions" };
    let turn = pages::turn(&query.after, &query.before, |key| {
        let (micros, note) = key.split_once('.')?;
        Some(MentionSpot { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, note: note.to_owned() })
    });
    let (page, unseen, everyone) = tokio::try_join!(
        notes::mentions_of(&app.db, &user, only_unseen, turn),
        notes::count_unseen(&app.db, &user),
        User::all(&app.db)
    )?;
    let (previous, next) =
        pages::neighbours(&page, list, |mention| format!("{}.{}", mention.at.timestamp_micros(), mention.note_id));
    let names: Vec<&str> = everyone.iter().map(|user| user.name.as_str()).collect();
    let cut = |mention: Mention| {
        let parts = notes::text_parts(&mention.body, &names);
        let parts = parts.into_iter().map(|(text, named)| (text.to_owned(), named.is_some())).collect();
        (mention, parts)
    };
    let mentions = page.rows.into_iter().map(cut).collect();
    html(Index { shell: Shell::of(&app, &user, "mentions").await?, mentions, unseen, only_unseen, previous, next })
}

/// POST /mentions/reading: all of them are read.
pub async fn update(State(app): State<App>, user: CurrentUser) -> web::Result {
    let mut tx = app.db.begin().await?;
    notes::mark_seen(&mut tx, &user, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done("All marked as read.").then(&user, "/mentions").await
}
