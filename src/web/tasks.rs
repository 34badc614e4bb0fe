//! My tasks: what is to be done, by when, and what I asked others to do.

use super::{
    again,
    auth::CurrentUser,
    candidates::{Listed, Turn, tasks::said},
    filters,
    flash::Flash,
    forms::{Errors, Form},
    html,
    layout::Shell,
    pages::{self, came_from},
};
use crate::{
    app::App,
    hiring::{
        tasks::{About, Draft, Task},
        users::User,
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
};
use serde::Deserialize;

/// How many done tasks and tasks of others are shown.
const SHOWN: i64 = 30;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TaskForm {
    pub title: String,
    pub due: String,
    pub assignee: String,
    #[serde(skip)]
    pub errors: Errors,
}

impl TaskForm {
    /// An empty form, for oneself.
    pub fn new(user: &User) -> TaskForm {
        TaskForm { assignee: user.id.clone(), ..TaskForm::default() }
    }

    pub fn check(&mut self) -> Option<Draft> {
        let title = self.errors.take("title", Draft::title(&self.title));
        let due = self.errors.take("due", Draft::due(&self.due));
        Some(Draft { title: title?, due: due?, assignee: self.assignee.clone() })
    }
}

#[derive(Template)]
#[template(path = "tasks/index.html")]
struct Index {
    shell: Shell,
    listed: Listed,
    given: Vec<Task>,
    done: Vec<Task>,
    previous: Option<String>,
    next: Option<String>,
}

impl Index {
    async fn of(app: &App, user: &CurrentUser, turn: &Turn, form: TaskForm) -> super::Result<Index> {
        let turn = pages::turn(&turn.after, &turn.before, |key| {
            key.split_once('.').map(|(due, id)| (due.to_owned(), id.to_owned()))
        });
        let (page, given, done, everyone) = tokio::try_join!(
            Task::open_of(&app.db, user, turn),
            Task::given_by(&app.db, user, SHOWN),
            Task::done_of(&app.db, user, SHOWN),
            User::all(&app.db)
        )?;
        let (previous, next) = pages::neighbours(&page, "/tasks", |task| {
            let (due, id) = task.spot();
            format!("{due}.{id}")
        });
        let people = everyone.into_iter().filter(|one| one.active).map(|one| (one.id, one.name)).collect();
        let today = app.clock.today();
        let listed = Listed { tasks: page.rows, form, people, action: "/tasks".into(), may_add: true, today };
        Ok(Index { shell: Shell::of(app, user, "tasks").await?, listed, given, done, previous, next })
    }
}

/// GET /tasks
pub async fn index(State(app): State<App>, user: CurrentUser, Query(turn): Query<Turn>) -> super::Result {
    html(Index::of(&app, &user, &turn, TaskForm::new(&user)).await?)
}

/// POST /tasks: one by itself.
pub async fn create(State(app): State<App>, user: CurrentUser, Form(mut form): Form<TaskForm>) -> super::Result {
    let Some(draft) = form.check() else {
        return again(Index::of(&app, &user, &Turn::default(), form).await?);
    };
    let said = said(&user, &draft);
    let mut tx = app.db.begin().await?;
    Task::add(&mut tx, &user, draft, About::default(), app.clock.now()).await?;
    tx.commit().await?;
    Flash::done(said).then(&user, "/tasks").await
}

#[derive(Template)]
#[template(path = "tasks/edit.html")]
struct Edit {
    shell: Shell,
    task: Task,
    form: TaskForm,
    people: Vec<(String, String)>,
}

impl Edit {
    async fn of(app: &App, user: &CurrentUser, task: Task, form: TaskForm) -> super::Result<Edit> {
        let everyone = User::all(&app.db).await?;
        let people = everyone.into_iter().filter(|one| one.active).map(|one| (one.id, one.name)).collect();
        Ok(Edit { shell: Shell::of(app, user, "tasks").await?, task, form, people })
    }
}

/// GET /tasks/{id}/edit
pub async fn edit(State(app): State<App>, user: CurrentUser, Path(id): Path<String>) -> super::Result {
    let task = Task::find_to_edit(&app.db, &user, &id).await?;
    let due = task.due().map(|day| day.to_string()).unwrap_or_default();
    let (title, assignee) = (task.title.clone(), task.assignee_id.clone());
    html(Edit::of(&app, &user, task, TaskForm { title, due, assignee, errors: Errors::default() }).await?)
}

/// POST /tasks/{id}
pub async fn update(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    Form(mut form): Form<TaskForm>,
) -> super::Result {
    let task = Task::find_to_edit(&app.db, &user, &id).await?;
    let Some(draft) = form.check() else { return again(Edit::of(&app, &user, task, form).await?) };
    let mut tx = app.db.begin().await?;
    task.update(&mut tx, draft).await?;
    tx.commit().await?;
    Flash::done("Task saved.").then(&user, "/tasks").await
}

/// POST /tasks/{id}/completion
pub async fn complete(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> super::Result {
    let task = set_done(&app, &user, &id, true).await?;
    let said = Flash::done(format!("Done: {}.", task.title)).with_undo(format!("/tasks/{id}/reopening"));
    said.then(&user, &came_from(&headers, "/tasks")).await
}

/// POST /tasks/{id}/reopening
pub async fn reopen(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> super::Result {
    let task = set_done(&app, &user, &id, false).await?;
    Flash::done(format!("To do again: {}.", task.title)).then(&user, &came_from(&headers, "/tasks")).await
}

async fn set_done(app: &App, user: &CurrentUser, id: &str, done: bool) -> super::Result<Task> {
    let task = Task::find_to_edit(&app.db, user, id).await?;
    let mut tx = app.db.begin().await?;
    task.set_done(&mut tx, user, done, app.clock.now()).await?;
    tx.commit().await?;
    Ok(task)
}

/// POST /tasks/{id}/deletion
pub async fn destroy(
    State(app): State<App>,
    user: CurrentUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> super::Result {
    let task = Task::find_to_edit(&app.db, &user, &id).await?;
    let mut tx = app.db.begin().await?;
    let undo = task.delete(&mut tx, &user, app.clock.now()).await?;
    tx.commit().await?;
    let from = came_from(&headers, "/tasks");
    let page = if from.ends_with("/edit") { "/tasks" } else { &from };
    Flash::done(format!("Deleted the task “{}”.", task.title)).with_undo(undo).then(&user, page).await
}
