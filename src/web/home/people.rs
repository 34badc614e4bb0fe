//! The list behind a number of the home page.

use super::{Segment, counted, scope, segments};
use crate::{
    app::App,
    hiring::{
        applications::Outcome,
        home::{self, Ask, NEW_DAYS, Scope, Show, Spot, Waiting},
        positions::Position,
    },
    web::{self, auth::CurrentUser, filters, forms::encoded, html, layout::Shell, pages},
};
use askama::Template;
use axum::extract::{Query, State};
use chrono::DateTime;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "home/people.html")]
struct Index {
    shell: Shell,
    show: Show,
    scope: Scope,
    position: Option<Position>,
    rows: Vec<Waiting>,
    total: i64,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    show: String,
    of: String,
    position: String,
    after: String,
    before: String,
}

pub fn href(show: Show, scope: Scope, position: Option<&str>) -> String {
    match position {
        Some(position) => format!("/home/people?show={show}&position={}", encoded(position)),
        None => format!("/home/people?show={show}&of={scope}"),
    }
}

fn title(show: Show) -> &'static str {
    match show {
        Show::Unreviewed => "Not reviewed yet",
        Show::Overdue => "Over target",
        Show::New => "New in seven days",
    }
}

impl Index {
    fn title(&self) -> &'static str {
        title(self.show)
    }

    fn total(&self) -> String {
        counted(self.total)
    }

    /// What the list is, for whoever came by its address.
    fn about(&self) -> String {
        match self.show {
            Show::Unreviewed => {
                "In the first stage, and nobody of the team opened, moved or judged them. Who waits longest comes first."
                    .to_owned()
            }
            Show::Overdue => "In their stage longer than its target. Who waits longest comes first.".to_owned(),
            Show::New => format!("Who came within {NEW_DAYS} days, whatever became of them since. The newest first."),
        }
    }

    /// The lists, for the same people.
    fn lists(&self) -> Vec<Segment> {
        let list = |show: &Show| Segment {
            href: href(*show, self.scope, self.position.as_ref().map(|position| position.id.as_str())),
            label: title(*show),
            current: *show == self.show,
        };
        Show::ALL.iter().map(list).collect()
    }

    fn segments(&self) -> Vec<Segment> {
        segments(self.scope, |scope| href(self.show, scope, None))
    }
}

fn spot(key: &str) -> Option<Spot> {
    let (micros, id) = key.split_once('.')?;
    Some(Spot { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, id: id.to_owned() })
}

/// GET /home/people: `?show=` unreviewed, overdue or new; `?of=` whose positions, or `?position=` one of them.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(query): Query<PeopleQuery>) -> web::Result {
    let shell = Shell::of(&app, &user, "home").await?;
    let show = Show::parse(&query.show).unwrap_or(Show::Unreviewed);
    let position = match query.position.as_str() {
        "" => None,
        id => Some(Position::find(&app.db, &user, id).await?),
    };
    // Of one position it does not matter whose it is.
    let scope = if position.is_some() { Scope::Everyone } else { scope(&query.of) };
    let id = position.as_ref().map(|position| position.id.as_str());
    let ask = Ask { show, scope, position: id };
    let turn = pages::turn(&query.after, &query.before, spot);
    let (page, total) = tokio::try_join!(
        home::page(&app.db, &user, ask, turn, None, shell.now),
        home::count(&app.db, &user, ask, shell.now)
    )?;
    let (previous, next) = pages::neighbours(&page, &href(show, scope, id), |row| {
        let spot = row.spot(show);
        format!("{}.{}", spot.at.timestamp_micros(), spot.id)
    });
    html(Index { shell, show, scope, position, rows: page.rows, total, previous, next })
}
