//! The tasks beside a candidate, and the form for one more.

use crate::{
    app::App,
    hiring::{
        candidates::Candidate,
        tasks::{About, Draft, Task},
    },
    web::{self, auth::CurrentUser, error::AppError, flash::Flash, forms::Form, pages::came_from},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use chrono::NaiveDate;

pub use crate::web::tasks::TaskForm;

/// What `tasks/_list.html` shows: tasks, and a form for another where one may be added.
pub struct Listed {
    pub tasks: Vec<Task>,
    pub form: TaskForm,
    /// Whom a task can be given to: ids and names.
    pub people: Vec<(String, String)>,
    /// Where the form is sent.
    pub action: String,
    pub may_add: bool,
    pub today: NaiveDate,
}

/// POST /candidates/{id}/tasks
pub async fn create(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(mut form): Form<TaskForm>,
) -> web::Result {
    let candidate = Candidate::find_to_edit(&app.db, &user, &id).await?;
    let Some(draft) = form.check() else {
        let why = form.errors.list().map(|(_, why)| why).collect::<Vec<_>>().join(" ");
        return Err(AppError::Unreadable(StatusCode::UNPROCESSABLE_ENTITY, why));
    };
    let said = said(&user, &draft);
    let about = About { candidate: Some(&candidate.id), ..About::default() };
    let mut tx = app.db.begin().await?;
    Task::add(&mut tx, &user, draft, about, app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(said).then(&user, &came_from(&headers, &format!("/candidates/{id}/activity"))).await
}

pub fn said(user: &CurrentUser, draft: &Draft) -> String {
    match draft.assignee == user.id {
        true => format!("Added “{}” to your tasks.", draft.title),
        false => format!("Added “{}”; they see it under their tasks.", draft.title),
    }
}
