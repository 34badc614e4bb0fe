//! The command palette's answers: people, places and screens by the beginnings of their names, and where one was lately.
//! What can be done on a page the palette finds on the page itself.

mod screens;

use super::{Hx, auth::CurrentUser, filters, forms::encoded, html};
use crate::{
    app::App,
    hiring::{
        candidates,
        places::{self, Kind, Place},
        search::{self, Named},
    },
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect},
};
use screens::Screen;
use serde::Deserialize;

/// More than this is nobody's name.
const LONGEST: usize = 200;
/// How many there are of each.
const MOST: usize = 6;
/// Places one was at that a page remembers.
const RECENT: usize = 12;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    q: String,
    /// Paths of places one was at, the last first, with commas between.
    recent: String,
}

#[derive(Template)]
#[template(path = "palette/show.html")]
struct Show {
    text: String,
    recent: Vec<Place>,
    named: Named,
    places: Vec<Place>,
    screens: Vec<&'static Screen>,
}

/// GET /palette: what fits the words typed so far. Without scripts there is no palette, and the search has a page.
pub async fn show(State(app): State<App>, user: CurrentUser, hx: Hx, Query(ask): Query<Ask>) -> super::Result {
    let text: String = ask.q.trim().chars().take(LONGEST).collect();
    if !hx.0 {
        return Ok(Redirect::to(&format!("/candidates?q={}", encoded(&text))).into_response());
    }
    let was_at: Vec<&str> = ask.recent.split(',').take(RECENT).collect();
    if text.is_empty() {
        let at: Vec<(Kind, &str)> = was_at.iter().filter_map(|path| place(path)).collect();
        let recent = places::known(&app.db, &user, &at).await?.into_iter().take(MOST).collect();
        let screens = Screen::all(&user);
        return html(Show { text, recent, screens, named: Named::default(), places: Vec::new() });
    }
    let (mut named, mut places) = tokio::try_join!(
        search::named(&app.db, &user, &text, MOST as i64 * 2),
        places::places(&app.db, &user, &text, MOST * 2)
    )?;
    // Where one was lately comes first.
    let lately = |path: &str| was_at.iter().position(|at| *at == path).unwrap_or(RECENT);
    named.people.sort_by_key(|person| lately(&href(person)));
    named.people.truncate(MOST);
    places.sort_by_key(|place| lately(&place.href()));
    places.truncate(MOST);
    html(Show { screens: Screen::named(&user, &text), text, recent: Vec::new(), named, places })
}

fn place(path: &str) -> Option<(Kind, &str)> {
    let (kind, id) = path.strip_prefix('/')?.split_once('/')?;
    Some((Kind::parse(kind)?, id))
}

/// Where a candidate's page is: the newest application, where there is one.
fn href(person: &candidates::Listed) -> String {
    match &person.application_id {
        Some(application) => format!("/applications/{application}"),
        None => format!("/candidates/{}", person.id),
    }
}

/// What stands beside a name: where they stand, or what they do.
fn about(person: &candidates::Listed) -> String {
    let stage = match person.outcome.as_deref() {
        Some("rejected") => Some("Rejected"),
        Some("withdrawn") => Some("Withdrew"),
        _ => person.stage.as_deref(),
    };
    let parts = [stage, person.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if parts.is_empty() { person.headline.clone() } else { parts }
}

/// Those called nearly so come after what is called so.
fn people_head(named: &Named) -> (&'static str, i64) {
    if named.is_similar { ("Candidates with a similar name", 4) } else { ("Candidates", 1) }
}

fn icon(place: &Place) -> &'static str {
    match place.kind {
        Kind::Application | Kind::Candidate => "user",
        Kind::Position => "briefcase",
        Kind::Project => "folders",
        Kind::Pool => "archive",
    }
}

fn sort(place: &Place) -> &'static str {
    match place.kind {
        Kind::Application | Kind::Candidate => "",
        Kind::Position => "Position",
        Kind::Project => "Project",
        Kind::Pool => "Pool",
    }
}
