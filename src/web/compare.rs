//! Several candidates of one position beside each other, requirement by requirement.

mod matrix;

use super::{applications, auth::CurrentUser, filters, forms::Fields, html, layout::Shell};
use crate::{
    app::App,
    hiring::{
        applications::{Compared, Contender, Outcome, compared, contenders},
        positions::Position,
        requirements,
        stages::Stage,
    },
    screening::Verdict,
};
use askama::Template;
use axum::extract::{Path, Query, State};
use matrix::{Group, Sum};

/// How many people a comparison takes: more columns are no longer read across.
const MOST: usize = 8;
/// How many are shown when nobody was chosen.
const USUAL: usize = 4;
/// How many are offered to be added.
const OFFERED: usize = 12;

#[derive(Template)]
#[template(path = "compare/show.html")]
struct Show {
    shell: Shell,
    position: Position,
    position_href: String,
    project_href: String,
    stages: usize,
    people: Vec<Person>,
    groups: Vec<Group>,
    /// Those who could be added, with the address that does it.
    others: Vec<(Contender, String)>,
    differences: bool,
    /// Requirements on which everyone stands alike, left out.
    alike: usize,
    /// Chosen beyond what a comparison takes.
    left_out: usize,
}

/// A column.
struct Person {
    at: Compared,
    sum: Sum,
    /// "Lisbon, 9 years".
    facts: String,
    /// The stage after theirs, by id and name.
    next: Option<(String, String)>,
    red_flags: Vec<String>,
    notice: Option<String>,
    is_stale: bool,
    /// Addresses of the same comparison with them one place to the left or right, or without them.
    left: Option<String>,
    right: Option<String>,
    without: Option<String>,
}

/// GET /positions/{id}/compare?with=…&with=…: those applications in that order; the best of the position when fewer
/// than two are named. `differences=1` leaves out what all have alike.
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Query(asked): Query<Fields>,
) -> super::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let (stages, asked_for, best) = tokio::try_join!(
        Stage::of_position(&app.db, &id),
        requirements::counted(&app.db, &position),
        contenders(&app.db, &user, &position, (MOST + OFFERED) as i64),
    )?;
    let mut chosen: Vec<String> = Vec::new();
    for one in asked.all("with").filter(|one| !one.is_empty()) {
        if !chosen.iter().any(|known| known == one) {
            chosen.push(one.to_owned());
        }
    }
    let left_out = chosen.len().saturating_sub(MOST);
    chosen.truncate(MOST);
    let mut found = compared(&app.db, &user, &position, &chosen).await?;
    if found.len() < 2 {
        let mut filled: Vec<String> = found.into_iter().map(|person| person.id).collect();
        let more = best.iter().map(|one| one.id.clone()).filter(|id| !filled.contains(id)).collect::<Vec<_>>();
        filled.extend(more);
        filled.truncate(USUAL);
        found = compared(&app.db, &user, &position, &filled).await?;
    }

    let differences = asked.text("differences") == "1";
    let ids: Vec<&str> = found.iter().map(|person| person.id.as_str()).collect();
    let others = best.iter().filter(|one| !ids.contains(&one.id.as_str())).take(OFFERED);
    let others = others.map(|one| (one.clone(), href(&id, ids.iter().copied().chain([one.id.as_str()]), differences)));
    let others = if ids.len() < MOST { others.collect() } else { Vec::new() };
    let people: Vec<Person> = (0..found.len()).map(|at| person(&position, &stages, &found, at, differences)).collect();
    let mut groups = matrix::groups(&asked_for, &found);
    let alike = if differences { matrix::drop_alike(&mut groups) } else { 0 };
    html(Show {
        shell: Shell::of(&app, &user, "projects").await?.at(&id),
        position_href: format!("/positions/{id}"),
        project_href: format!("/projects/{}", position.project_id),
        stages: stages.len(),
        people,
        groups,
        others,
        differences,
        alike,
        left_out,
        position,
    })
}

fn person(position: &Position, stages: &[Stage], all: &[Compared], at: usize, differences: bool) -> Person {
    let ids = || all.iter().map(|person| person.id.as_str()).collect::<Vec<_>>();
    let swapped = |with: usize| {
        let mut ids = ids();
        ids.swap(at, with);
        href(&position.id, ids, differences)
    };
    let person = &all[at];
    let next = stages.iter().find(|stage| stage.ordinal > person.stage_ordinal);
    let years = person.experience_years.as_ref().map(applications::experience).unwrap_or_default();
    let facts = [person.location.clone(), years];
    let result = person.screening.as_ref().map(|kept| &kept.0);
    Person {
        sum: Sum::of(&person.standing()),
        facts: facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(", "),
        next: next
            .filter(|_| position.editable && person.outcome == Outcome::Active)
            .map(|stage| (stage.id.clone(), stage.name.to_lowercase())),
        red_flags: result.map(|result| result.red_flags.clone()).unwrap_or_default(),
        notice: result.and_then(|result| result.notice_period.clone()),
        is_stale: person.requirements_version.is_some_and(|version| version != position.requirements_version),
        left: (at > 0).then(|| swapped(at - 1)),
        right: (at + 1 < all.len()).then(|| swapped(at + 1)),
        without: (all.len() > 2).then(|| {
            let rest = ids().into_iter().enumerate().filter(|(place, _)| *place != at).map(|(_, id)| id);
            href(&position.id, rest, differences)
        }),
        at: person.clone(),
    }
}

fn href<'a>(position: &str, ids: impl IntoIterator<Item = &'a str>, differences: bool) -> String {
    let mut query: Vec<String> = ids.into_iter().map(|id| format!("with={id}")).collect();
    if differences {
        query.push("differences=1".into());
    }
    format!("/positions/{position}/compare?{}", query.join("&"))
}
