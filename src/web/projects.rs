//! Projects: the list, one with its positions, its team and its status.

mod form;
mod list;
mod status;
mod team;

pub use form::{create, edit, new, update};
pub use list::index;
pub use status::{create as set_status, undo as undo_status};
pub use team::{add as add_member, choose as choose_member, hand_over, remove as remove_member};

use super::{
    activity::{self, Line},
    auth::CurrentUser,
    filters, html,
    layout::Shell,
};
use crate::{
    app::App,
    hiring::{
        activity::of_project,
        documents::{Owner, Shared},
        positions::{self, Position},
        projects::{Member, Priority, Project, Status},
    },
};
use askama::Template;
use axum::extract::{Path, State};

/// How many lines the overview's feed has, of how many entries at most.
const FEED: usize = 10;
const FEED_ENTRIES: i64 = 30;

#[derive(Template)]
#[template(path = "projects/show.html")]
struct Show {
    shell: Shell,
    project: Project,
    positions: Vec<positions::Listed>,
    team: Vec<Member>,
    /// Who could join the team.
    others: Vec<Member>,
    tags: Vec<String>,
    documents: Vec<Shared>,
    documents_action: String,
    may_add: bool,
    feed: Vec<Line>,
}

impl Show {
    fn open(&self) -> usize {
        self.positions.iter().filter(|position| position.status == positions::Status::Open).count()
    }

    fn hired(&self) -> i64 {
        self.positions.iter().map(|position| position.hired).sum()
    }

    fn is_archived(&self) -> bool {
        self.project.status == Status::Archived
    }
}

/// GET /projects/{id}
pub async fn show(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let project = Project::find(&app.db, &user, &id).await?;
    let shelf = Owner::Project(&project);
    let (positions, team, others, tags, documents, entries) = tokio::try_join!(
        Position::of_project(&app.db, &project),
        project.team(&app.db),
        project.others(&app.db),
        project.tags(&app.db),
        shelf.documents(&app.db),
        of_project(&app.db, &user, &id, FEED_ENTRIES)
    )?;
    let mut feed = activity::lines(&entries, activity::Page::Project);
    feed.truncate(FEED);
    html(Show {
        shell: Shell::of(&app, &user, "projects").await?,
        documents_action: format!("/projects/{id}/documents"),
        may_add: project.editable,
        project,
        positions,
        team,
        others,
        tags,
        documents,
        feed,
    })
}
