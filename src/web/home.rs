//! Home: what waits for the reader today, how open positions stand, and what happens just now. Every number leads to a
//! list of just what it counts.

mod people;

pub use people::index as people;

use super::{
    activity::{self, Line},
    auth::CurrentUser,
    filters, html,
    layout::Shell,
};
use crate::{
    app::App,
    hiring::{
        activity::recent,
        home::{self, Ask, Health, MOST, Scope, Show, Waiting},
        notes::{self, Mention},
        tasks::{self, Counts, Task, Whose},
    },
};
use askama::Template;
use axum::extract::{Query, State};
use chrono::NaiveDate;
use serde::Deserialize;

/// How many of each the page shows itself.
const TASKS: i64 = 6;
const PEOPLE: i64 = 5;
const MENTIONS: usize = 4;
const FEED: usize = 14;
/// Of how many entries: several people added in a row make one line.
const FEED_ENTRIES: i64 = 60;
/// How many positions are looked at, and how many of them shown.
const POSITIONS: i64 = 100;
const WORST: usize = 15;

#[derive(Template)]
#[template(path = "home/index.html")]
struct Index {
    shell: Shell,
    scope: Scope,
    today: NaiveDate,
    counts: Numbers,
    tasks: Vec<Task>,
    unreviewed: Vec<Waiting>,
    overdue: Vec<Waiting>,
    mentions: Vec<Mention>,
    health: Vec<Health>,
    /// How many open positions there are, as far as they were looked at.
    positions: usize,
    feed: Vec<Line>,
}

/// What waits, in numbers.
struct Numbers {
    unreviewed: i64,
    overdue: i64,
    new: i64,
    tasks: Counts,
    mentions: i64,
}

impl Numbers {
    fn is_quiet(&self) -> bool {
        self.unreviewed + self.overdue + self.new + self.tasks.today + self.tasks.overdue + self.mentions == 0
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct HomeQuery {
    of: String,
}

/// A choice of whose positions count.
struct Segment {
    href: String,
    label: &'static str,
    current: bool,
}

/// A number of a position that leads to its people.
struct Figure {
    show: Show,
    href: String,
    count: i64,
    words: &'static str,
    tone: &'static str,
    class: &'static str,
}

/// Whose positions an address asks for: the team's without.
fn scope(word: &str) -> Scope {
    Scope::parse(word).unwrap_or(Scope::Team)
}

fn label(scope: Scope) -> &'static str {
    match scope {
        Scope::Mine => "Mine",
        Scope::Team => "My team",
        Scope::Everyone => "Everyone",
    }
}

/// The choices, each with the address that `href` gives it.
fn segments(chosen: Scope, href: impl Fn(Scope) -> String) -> Vec<Segment> {
    let segment = |scope: &Scope| Segment { href: href(*scope), label: label(*scope), current: *scope == chosen };
    Scope::ALL.iter().map(segment).collect()
}

/// A number of people as pages say it: counting stops somewhere.
fn counted(count: i64) -> String {
    if count > MOST { "1,000+".to_owned() } else { filters::grouped(&count.to_string()) }
}

impl Index {
    fn segments(&self) -> Vec<Segment> {
        segments(self.scope, home_href)
    }

    /// The address of this very page.
    fn here(&self) -> String {
        home_href(self.scope)
    }

    fn counted(&self, count: &i64) -> String {
        counted(*count)
    }

    /// The list behind a number; of one position, or of all in sight.
    fn people(&self, show: &str) -> String {
        people::href(Show::parse(show).unwrap_or(Show::Unreviewed), self.scope, None)
    }

    /// What is counted of a position beside its stages.
    fn figures(&self, one: &Health) -> [Figure; 3] {
        let figure = |show, count, words, tone, class| Figure {
            show,
            href: people::href(show, Scope::Everyone, Some(&one.id)),
            count,
            words,
            tone,
            class,
        };
        [
            figure(Show::Unreviewed, one.unreviewed, "not reviewed yet", "font-medium text-accent-ink", ""),
            figure(Show::Overdue, one.overdue, "over target", "font-medium text-warn-ink", ""),
            figure(Show::New, one.new, "new in seven days", "", "prio-2"),
        ]
    }
}

fn home_href(scope: Scope) -> String {
    if scope == Scope::Team { "/home".to_owned() } else { format!("/home?of={scope}") }
}

/// GET /home
pub async fn index(State(app): State<App>, user: CurrentUser, Query(query): Query<HomeQuery>) -> super::Result {
    let shell = Shell::of(&app, &user, "home").await?;
    let (db, now, today, scope) = (&app.db, shell.now, shell.today(), scope(&query.of));
    let ask = |show| Ask { show, scope, position: None };
    let first = |show| home::page(db, &user, ask(show), None, Some(PEOPLE), now);
    let filter = tasks::Filter { whose: Whose::Mine, show: tasks::Show::Open, today };
    let numbers = async {
        tokio::try_join!(
            home::count(db, &user, ask(Show::Unreviewed), now),
            home::count(db, &user, ask(Show::Overdue), now),
            home::count(db, &user, ask(Show::New), now),
            Task::counts(db, &user, Whose::Mine, today),
            notes::count_unseen(db, &user),
        )
    };
    let ((unreviewed, overdue, new, tasks, mentions), health, shown_tasks, waiting, late, named, entries) = tokio::try_join!(
        numbers,
        home::pipeline(db, &user, scope, POSITIONS, now),
        Task::first(db, &user, filter, TASKS),
        first(Show::Unreviewed),
        first(Show::Overdue),
        notes::mentions_of(db, &user, true, None),
        recent(db, &user, FEED_ENTRIES),
    )?;
    let mut feed = activity::lines(&entries, activity::Page::Home);
    feed.truncate(FEED);
    html(Index {
        shell,
        scope,
        today,
        counts: Numbers { unreviewed, overdue, new, tasks, mentions },
        tasks: shown_tasks,
        unreviewed: waiting.rows,
        overdue: late.rows,
        mentions: named.rows.into_iter().take(MENTIONS).collect(),
        positions: health.len(),
        health: health.into_iter().take(WORST).collect(),
        feed,
    })
}
