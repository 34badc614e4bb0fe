//! Projects: the list, and one with its positions.

mod form;

pub use form::{create, edit, new, update};

use super::{
    activity::{self, Line},
    auth::CurrentUser,
    filters, html,
    layout::Shell,
    pages,
};
use crate::{
    app::App,
    hiring::{
        activity::of_project,
        positions::{self, Position},
        projects::{Listed, Priority, Project, Spot, Status},
    },
};
use askama::Template;
use axum::extract::{Path, Query, State};
use chrono::DateTime;
use serde::Deserialize;

/// How many lines the overview's feed has, of how many entries at most.
const FEED: usize = 10;
const FEED_ENTRIES: i64 = 30;

#[derive(Template)]
#[template(path = "projects/index.html")]
struct Index {
    shell: Shell,
    segments: Vec<Segment>,
    /// The status shown; all of them without.
    status: Option<Status>,
    rows: Vec<Listed>,
    /// How many projects there are in all.
    total: i64,
    /// What the foot of the list says.
    summary: String,
    previous: Option<String>,
    next: Option<String>,
}

/// A choice of the list's filter.
struct Segment {
    href: &'static str,
    label: &'static str,
    count: i64,
    current: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    status: String,
    after: String,
    before: String,
}

/// GET /projects: the active ones; `?status=` another kind, or `all`.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(query): Query<ListQuery>) -> super::Result {
    let status = match query.status.as_str() {
        "" => Some(Status::Active),
        word => Status::parse(word),
    };
    let turn = pages::turn(&query.after, &query.before, spot);
    let (page, counts) =
        tokio::try_join!(Project::page(&app.db, &user, status, turn), Project::counts(&app.db, &user))?;
    let (previous, next) =
        pages::neighbours(&page, href(status), |row| format!("{}.{}", row.updated_at.timestamp_micros(), row.id));
    let total = counts.iter().map(|(_, count)| count).sum();
    let segments = Status::ALL.iter().copied().map(Some).chain([None]).map(|choice| Segment {
        href: href(choice),
        label: choice.map_or("All", Status::label),
        count: choice.map_or(total, |choice| {
            counts.iter().filter(|(status, _)| *status == choice).map(|(_, count)| count).sum()
        }),
        current: choice == status,
    });
    html(Index {
        segments: segments.collect(),
        shell: Shell::of(&app, &user, "projects").await?,
        summary: format!("{} on this page", page.rows.len()),
        status,
        rows: page.rows,
        total,
        previous,
        next,
    })
}

fn href(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Active) => "/projects",
        Some(Status::OnHold) => "/projects?status=on_hold",
        Some(Status::Completed) => "/projects?status=completed",
        Some(Status::Archived) => "/projects?status=archived",
        None => "/projects?status=all",
    }
}

fn spot(key: &str) -> Option<Spot> {
    let (micros, id) = key.split_once('.')?;
    Some(Spot { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, id: id.to_owned() })
}

#[derive(Template)]
#[template(path = "projects/show.html")]
struct Show {
    shell: Shell,
    project: Project,
    positions: Vec<positions::Listed>,
    team: Vec<String>,
    feed: Vec<Line>,
}

impl Show {
    fn open(&self) -> usize {
        self.positions.iter().filter(|position| position.status == positions::Status::Open).count()
    }

    fn hired(&self) -> i64 {
        self.positions.iter().map(|position| position.hired).sum()
    }
}

/// GET /projects/{id}
pub async fn show(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let project = Project::find(&app.db, &user, &id).await?;
    let (positions, team, entries) = tokio::try_join!(
        Position::of_project(&app.db, &project),
        project.team(&app.db),
        of_project(&app.db, &user, &id, FEED_ENTRIES)
    )?;
    let mut feed = activity::lines(&entries, activity::Page::Project);
    feed.truncate(FEED);
    html(Show { shell: Shell::of(&app, &user, "projects").await?, project, positions, team, feed })
}
