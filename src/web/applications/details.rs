//! The other sides of an application: what the CV says in fields, what happened, which files there are.

use super::{
    frame::{Frame, Tab},
    lines::Kind,
};
use crate::{
    app::App,
    hiring::{
        candidates::{self, Considered, Edit},
        duplicates::{self, Merge},
    },
    screening::{Education, Job},
    web::{
        self, applications,
        auth::CurrentUser,
        candidates::{Ask, Entry, Feed, Filed, Pooled},
        filters, html,
        layout::Shell,
        notes::NoteForm,
        table::CameFrom,
    },
};
use askama::Template;
use axum::extract::{Path, Query, State};
use chrono::{DateTime, Datelike, NaiveDate, Utc};

#[derive(Template)]
#[template(path = "applications/details.html")]
struct Details {
    shell: Shell,
    frame: Frame,
    considered: Vec<Considered>,
    pooled: Pooled,
    edits: Vec<Edit>,
    merged: Option<Merge>,
}

/// GET /applications/{id}/details
pub async fn details(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    came_from: CameFrom,
) -> web::Result {
    let (shell, frame) = Frame::open(&app, &user, &id, Tab::Details, came_from).await?;
    let (considered, edits) = tokio::try_join!(
        candidates::considered_for(&app.db, &frame.candidate),
        candidates::edits_of(&app.db, &frame.candidate.id)
    )?;
    let pooled = Pooled::of(&app, &user, &frame.candidate.id).await?;
    let merged = duplicates::latest_merge(&app.db, &frame.candidate.id, app.clock.now()).await?;
    html(Details { shell, frame, considered, pooled, edits, merged })
}

/// When a job or a course was: "Mar 2021 – now". Empty when the CV does not say.
pub fn period(from: &Option<NaiveDate>, to: &Option<NaiveDate>, current: &bool) -> String {
    let month = |day: &NaiveDate| day.format("%b %Y").to_string();
    match (from, to) {
        (Some(from), _) if *current => format!("{} – now", month(from)),
        (Some(from), Some(to)) => format!("{} – {}", month(from), month(to)),
        (Some(from), None) => format!("from {}", month(from)),
        (None, Some(to)) => format!("until {}", month(to)),
        (None, None) => String::new(),
    }
}

/// The same for studies, which CVs date by years.
pub fn years(studied: &Education) -> String {
    match (studied.from.map(|day| day.year()), studied.to.map(|day| day.year())) {
        (Some(from), Some(to)) if from != to => format!("{from} – {to}"),
        (Some(year), _) | (None, Some(year)) => year.to_string(),
        (None, None) => String::new(),
    }
}

/// Years in work: "9.5 years", "1 year".
pub fn experience(years: &f64) -> String {
    match (years * 10.0).round() / 10.0 {
        1.0 => "1 year".into(),
        years => format!("{years} years"),
    }
}

/// What was studied, the field once.
pub fn studies(studied: &Education) -> String {
    match (&studied.degree, &studied.field) {
        (Some(degree), Some(field)) if !degree.to_lowercase().contains(&field.to_lowercase()) => {
            format!("{degree}, {field}")
        }
        (Some(name), _) | (None, Some(name)) => name.clone(),
        (None, None) => studied.institution.clone().unwrap_or_else(|| "Studies".into()),
    }
}

/// How long a job lasted, both months counted: "3 y 2 m". `today` ends a current one.
pub fn length(job: &Job, today: &DateTime<Utc>) -> String {
    let end = job.to.or(job.current.then(|| today.date_naive()));
    let (Some(from), Some(end)) = (job.from, end) else { return String::new() };
    let months = (end.year() - from.year()) * 12 + end.month() as i32 - from.month() as i32 + 1;
    match (months / 12, months % 12) {
        _ if months <= 0 => String::new(),
        (0, months) => format!("{months} m"),
        (years, 0) => format!("{years} y"),
        (years, months) => format!("{years} y {months} m"),
    }
}

#[derive(Template)]
#[template(path = "applications/activity.html")]
struct Activity {
    shell: Shell,
    frame: Frame,
    feed: Feed,
}

/// GET /applications/{id}/activity: all of it, or a part by `?show=`.
pub async fn activity(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
    came_from: CameFrom,
) -> web::Result {
    html(activity_page(&app, &user, &id, &ask, came_from, NoteForm::default()).await?)
}

/// The page with a note on it that could not be taken.
pub(in crate::web) async fn note_again(app: &App, user: &CurrentUser, id: &str, form: NoteForm) -> web::Result {
    web::again(activity_page(app, user, id, &Ask::default(), CameFrom::default(), form).await?)
}

async fn activity_page(
    app: &App,
    user: &CurrentUser,
    id: &str,
    ask: &Ask,
    came_from: CameFrom,
    form: NoteForm,
) -> web::Result<Activity> {
    let (shell, frame) = Frame::open(app, user, id, Tab::Activity, came_from).await?;
    let base = format!("/applications/{id}/activity");
    let feed = Feed::of(app, user, &frame.candidate, base, ask, form).await?;
    Ok(Activity { shell, frame, feed })
}

#[derive(Template)]
#[template(path = "applications/files.html")]
struct Files {
    shell: Shell,
    frame: Frame,
    filed: Filed,
}

/// GET /applications/{id}/files
pub async fn files(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    came_from: CameFrom,
) -> web::Result {
    let (shell, frame) = Frame::open(&app, &user, &id, Tab::Files, came_from).await?;
    let filed = frame.filed();
    html(Files { shell, frame, filed })
}
