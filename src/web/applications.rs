//! One candidate considered for one position: the CV on one side, what is known and to be done on the other.

mod details;
mod frame;
mod headings;
mod lines;
mod moves;
mod overrules;
mod paper;
mod screening;

pub use details::{activity, details, files};
pub use moves::{advance, new_rejection, new_withdrawal, reject, reopen, undo, withdraw};
pub use overrules::{create as overrule, withdraw as withdraw_overrule};

pub(super) use details::{experience, length, note_again, period, studies, years};
pub(super) use frame::{Cv, kind_label, mark_of};
pub(super) use lines::Kind;
pub(super) use screening::{sureness, word as verdict_word};

use frame::{Frame, Tab};
use screening::{Review, Typed};

use super::{again, auth::CurrentUser, filters, html, layout::Shell, table::CameFrom};
use crate::{
    app::App,
    hiring::{positions::Position, requirements},
};
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "applications/show.html")]
struct Show {
    shell: Shell,
    frame: Frame,
    /// What screening came to, or why there is none.
    review: Result<Review, Unscreened>,
}

/// Why there is no screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unscreened {
    NoCv,
    NoRequirements,
    /// Its job waits.
    Soon,
}

/// GET /applications/{id}: the screening beside the CV.
pub async fn show(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    came_from: CameFrom,
) -> super::Result {
    html(page(&app, &user, &id, came_from, None).await?)
}

/// The page with a form on it that could not be taken.
async fn show_again(app: &App, user: &CurrentUser, id: &str, typed: Typed) -> super::Result {
    again(page(app, user, id, CameFrom::default(), Some(typed)).await?)
}

async fn page(
    app: &App,
    user: &CurrentUser,
    id: &str,
    came_from: CameFrom,
    typed: Option<Typed>,
) -> super::Result<Show> {
    let (shell, mut frame) = Frame::open(app, user, id, Tab::Screening, came_from).await?;
    let position = Position::find(&app.db, user, &frame.application.position_id).await?;
    let review = match frame.screening.take() {
        Some(kept) => Ok(Review::of(&frame, kept, position.requirements_version, shell.thresholds, typed)),
        None if frame.application.cv_id.is_none() => Err(Unscreened::NoCv),
        None if requirements::of_position(&app.db, &position.id).await?.is_empty() => Err(Unscreened::NoRequirements),
        None => Err(Unscreened::Soon),
    };
    Ok(Show { shell, frame, review })
}
