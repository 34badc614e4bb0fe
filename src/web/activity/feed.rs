//! The feed of everything: who did what, narrowed in the address, and live.

use super::{Line, Page, lines};
use crate::{
    app::App,
    hiring::{
        Error,
        activity::{self, Filter, Group, Kind, Spot},
        positions::{self, Position},
        projects::Project,
        tasks::Draft,
        users::User,
    },
    web::{self, auth::CurrentUser, filters, forms::encoded, html, layout::Shell, pages},
};
use askama::Template;
use axum::extract::{Query, State};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

/// Stands for RecruitPro itself among the people.
const MACHINE: &str = "recruitpro";

#[derive(Template)]
#[template(path = "activity/index.html")]
struct Index {
    shell: Shell,
    query: FeedQuery,
    feed: Vec<Line>,
    people: Vec<User>,
    projects: Vec<(String, String)>,
    /// Of the project that is chosen.
    positions: Vec<positions::Listed>,
    /// What is wrong with a day.
    problems: [Option<String>; 2],
    is_narrowed: bool,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FeedQuery {
    /// A user's id, or the machine's word.
    actor: String,
    /// The word of a kind, or of a group of them.
    kind: String,
    project: String,
    position: String,
    /// Days, both included.
    from: String,
    to: String,
    after: String,
    before: String,
}

impl FeedQuery {
    /// This list from its first page on.
    fn href(&self) -> String {
        let kept = [
            ("actor", &self.actor),
            ("kind", &self.kind),
            ("project", &self.project),
            ("position", &self.position),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let kept: Vec<String> = kept
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if kept.is_empty() { "/activity".to_owned() } else { format!("/activity?{}", kept.join("&")) }
    }

    fn filter(&self, from: Option<NaiveDate>, to: Option<NaiveDate>, zone: Tz) -> Filter {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let kinds = match Group::parse(&self.kind) {
            Some(group) => group.kinds().collect(),
            None => Kind::parse(&self.kind).into_iter().collect(),
        };
        Filter {
            actor: given(&self.actor).map(|actor| Some(actor).filter(|actor| actor != MACHINE)),
            kinds,
            project: given(&self.project),
            position: given(&self.position),
            from: from.map(|day| start(day, zone)),
            until: to.and_then(|day| day.checked_add_days(Days::new(1))).map(|day| start(day, zone)),
        }
    }
}

impl Index {
    /// The address of this very page.
    fn here(&self) -> String {
        pages::here(&self.query.href(), &self.query.after, &self.query.before)
    }

    fn is_chosen(&self, value: &str) -> bool {
        self.query.kind == value
    }

    /// The fields for days: name, label, what was typed, and what is wrong with it.
    fn days(&self) -> [(&'static str, &'static str, &str, Option<&str>); 2] {
        let [from, to] = &self.problems;
        [("from", "From", &self.query.from, from.as_deref()), ("to", "To", &self.query.to, to.as_deref())]
    }

    /// What can be chosen: each group with its kinds.
    fn groups(&self) -> Vec<(Group, Vec<Kind>)> {
        Group::ALL.iter().map(|group| (*group, group.kinds().collect())).collect()
    }
}

/// When a day begins where the workspace is.
fn start(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Where clocks skip midnight, the day begins with what would have been it.
    zone.from_local_datetime(&midnight).earliest().map_or(midnight.and_utc(), |at| at.with_timezone(&Utc))
}

fn spot(key: &str) -> Option<Spot> {
    let (micros, id) = key.split_once('.')?;
    Some(Spot { at: DateTime::from_timestamp_micros(micros.parse().ok()?)?, id: id.to_owned() })
}

/// GET /activity
pub async fn index(State(app): State<App>, user: CurrentUser, Query(mut query): Query<FeedQuery>) -> web::Result {
    let shell = Shell::of(&app, &user, "home").await?;
    let (from, to) = (Draft::due(&query.from), Draft::due(&query.to));
    let problems = [from.clone().err(), to.clone().err()];
    let positions = match query.project.as_str() {
        "" => Vec::new(),
        id => match Project::find(&app.db, &user, id).await {
            Ok(project) => Position::of_project(&app.db, &project).await?,
            Err(Error::NotFound) => Vec::new(),
            Err(error) => return Err(error.into()),
        },
    };
    // With another project chosen, the position that was chosen before asks for nothing any more.
    if !query.project.is_empty() && positions.iter().all(|one| one.id != query.position) {
        query.position.clear();
    }
    let filter = query.filter(from.ok().flatten(), to.ok().flatten(), shell.zone);
    let turn = pages::turn(&query.after, &query.before, spot);
    let (page, people, projects) = tokio::try_join!(
        activity::page(&app.db, &user, &filter, turn),
        User::all(&app.db),
        Project::names(&app.db, &user)
    )?;
    let (previous, next) = pages::neighbours(&page, &query.href(), |one| {
        let spot = one.spot();
        format!("{}.{}", spot.at.timestamp_micros(), spot.id)
    });
    html(Index {
        shell,
        feed: lines(&page.rows, Page::Feed),
        people: people.into_iter().filter(|one| one.active || one.id == query.actor).collect(),
        projects,
        positions,
        problems,
        is_narrowed: query.href() != "/activity",
        previous,
        next,
        query,
    })
}
