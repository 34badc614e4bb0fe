//! What a position is about and what it asks for, with how far those screened meet it.

use super::PositionHead;
use crate::{
    app::App,
    hiring::{
        documents::{Owner, Shared},
        positions::Position,
        requirements::{self, Tally},
        stages::Stage,
    },
    screening::{Importance, Requirement, is_word},
    web::{self, auth::CurrentUser, filters, html, layout::Shell, requirements::category_label},
};
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "positions/description.html")]
struct Description {
    shell: Shell,
    head: PositionHead,
    position: Position,
    /// This page, for fetching it again.
    refetch: String,
    groups: Vec<Group>,
    /// Words it would rather not find.
    avoid: Vec<String>,
    /// How many of those in play were screened by the requirements as they are.
    screened: i64,
    documents: Vec<Shared>,
    documents_action: String,
    may_add: bool,
}

/// The requirements of one importance.
struct Group {
    label: &'static str,
    asked: Vec<Asked>,
}

struct Asked {
    /// Its place among all of them, from 1: the number its evidence carries.
    number: usize,
    requirement: Requirement,
    category: &'static str,
    tally: Tally,
}

/// GET /positions/{id}/description
pub async fn description(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> web::Result {
    let position = Position::find(&app.db, &user, &id).await?;
    let shelf = Owner::Position(&position);
    let (stages, asked, documents) = tokio::try_join!(
        Stage::of_position(&app.db, &id),
        requirements::counted(&app.db, &position),
        shelf.documents(&app.db)
    )?;
    let tallies = requirements::tallies(&app.db, &id, asked.len()).await?;
    let screened = tallies.first().map_or(0, |tally| tally.met + tally.partly + tally.not_met + tally.not_stated);

    let rows = asked.into_iter().zip(tallies).enumerate();
    let rows = rows.map(|(at, (requirement, tally))| Asked {
        number: at + 1,
        category: if is_word(&requirement.id) { "Must-have word" } else { category_label(requirement.category) },
        requirement,
        tally,
    });
    let (must, nice) = rows.partition(|asked| asked.requirement.importance == Importance::Must);
    let groups = [Group { label: "Must have", asked: must }, Group { label: "Nice to have", asked: nice }];
    html(Description {
        shell: Shell::of(&app, &user, "projects").await?.at(&id),
        head: PositionHead::of(&position, &stages, "description"),
        groups: groups.into_iter().filter(|group| !group.asked.is_empty()).collect(),
        refetch: format!("/positions/{id}/description"),
        screened,
        documents,
        documents_action: format!("/positions/{id}/documents"),
        may_add: position.editable,
        avoid: position.words().avoid,
        position,
    })
}
