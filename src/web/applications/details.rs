//! The other sides of an application: what the CV says in fields, what happened, which files there are.

use super::{
    frame::{Frame, Tab},
    lines::Kind,
};
use crate::{
    app::App,
    hiring::{
        activity::{self as record, Kind as Happened},
        candidates::{self, Considered},
        notes::Note,
    },
    screening::{Education, Job},
    web::{
        self,
        activity::{self, Line},
        applications,
        auth::CurrentUser,
        candidates::Pooled,
        filters, html,
        layout::Shell,
        notes::NoteForm,
    },
};
use askama::Template;
use axum::extract::{Path, Query, State};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Deserialize;

/// How far back a feed goes.
const LINES: i64 = 100;

#[derive(Template)]
#[template(path = "applications/details.html")]
struct Details {
    shell: Shell,
    frame: Frame,
    considered: Vec<Considered>,
    pooled: Pooled,
}

/// GET /applications/{id}/details
pub async fn details(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let (shell, frame) = Frame::open(&app, &user, &id, Tab::Details).await?;
    let considered = candidates::considered_for(&app.db, &frame.candidate).await?;
    let pooled = Pooled::of(&app, &user, &frame.candidate.id).await?;
    html(Details { shell, frame, considered, pooled })
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
    form: NoteForm,
    show: &'static str,
    feed: Vec<Entry>,
}

/// A line of the feed: a note with its words, or what happened.
pub enum Entry {
    Note(Note),
    Line(Line),
}

impl Entry {
    fn at(&self) -> DateTime<Utc> {
        match self {
            Entry::Note(note) => note.created_at,
            Entry::Line(line) => line.at,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    show: String,
}

/// GET /applications/{id}/activity: all of it, or `?show=notes`.
pub async fn activity(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
) -> web::Result {
    html(activity_page(&app, &user, &id, &ask.show, NoteForm::default()).await?)
}

/// The page with a note on it that could not be taken.
pub(in crate::web) async fn note_again(app: &App, user: &CurrentUser, id: &str, form: NoteForm) -> web::Result {
    web::again(activity_page(app, user, id, "", form).await?)
}

async fn activity_page(app: &App, user: &CurrentUser, id: &str, show: &str, form: NoteForm) -> web::Result<Activity> {
    let (shell, frame) = Frame::open(app, user, id, Tab::Activity).await?;
    let show = if show == "notes" { "notes" } else { "" };
    let (notes, happened) = tokio::try_join!(
        Note::of_candidate(&app.db, &frame.candidate, LINES),
        record::of_candidate(&app.db, user, &frame.candidate.id, LINES),
    )?;
    let mut feed: Vec<Entry> = notes.into_iter().map(Entry::Note).collect();
    if show.is_empty() {
        // A note tells of itself.
        let happened: Vec<_> = happened.into_iter().filter(|activity| activity.kind != Happened::NoteAdded).collect();
        feed.extend(activity::lines(&happened, activity::Page::Candidate).into_iter().map(Entry::Line));
    }
    feed.sort_by_key(|entry| std::cmp::Reverse(entry.at()));
    Ok(Activity { shell, frame, form, show, feed })
}

#[derive(Template)]
#[template(path = "applications/files.html")]
struct Files {
    shell: Shell,
    frame: Frame,
}

/// GET /applications/{id}/files
pub async fn files(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let (shell, frame) = Frame::open(&app, &user, &id, Tab::Files).await?;
    html(Files { shell, frame })
}
