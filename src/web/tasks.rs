//! Tasks: what is to be done, by when and by whom.

use super::{
    again,
    auth::CurrentUser,
    candidates::{Listed, tasks::said},
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
        tasks::{About, Counts, Draft, Filter, Show, Spot, Task, Whose},
        users::User,
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
};
use serde::Deserialize;

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
    query: ListQuery,
    whose: Whose,
    show: Show,
    counts: Counts,
    listed: Listed,
    previous: Option<String>,
    next: Option<String>,
}

/// Which tasks are asked for: the reader's own that are to be done without.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    whose: String,
    show: String,
    after: String,
    before: String,
}

/// A choice of the list, with how many it holds where that is counted.
struct Segment {
    href: String,
    label: &'static str,
    count: Option<i64>,
    current: bool,
}

fn href(whose: Whose, show: Show) -> String {
    let whose = (whose != Whose::Mine).then(|| format!("whose={whose}"));
    let show = (show != Show::Open).then(|| format!("show={show}"));
    let query: Vec<String> = whose.into_iter().chain(show).collect();
    if query.is_empty() { "/tasks".to_owned() } else { format!("/tasks?{}", query.join("&")) }
}

impl Index {
    async fn of(app: &App, user: &CurrentUser, query: ListQuery, form: TaskForm) -> super::Result<Index> {
        let shell = Shell::of(app, user, "tasks").await?;
        let whose = Whose::parse(&query.whose).unwrap_or(Whose::Mine);
        let show = Show::parse(&query.show).unwrap_or(Show::Open);
        let today = shell.today();
        let turn = pages::turn(&query.after, &query.before, |key| Spot::parse(show, key));
        let (page, counts, everyone) = tokio::try_join!(
            Task::page(&app.db, user, Filter { whose, show, today }, turn),
            Task::counts(&app.db, user, whose, today),
            User::all(&app.db)
        )?;
        let (previous, next) = pages::neighbours(&page, &href(whose, show), |task| task.spot().key());
        let people = everyone.into_iter().filter(|one| one.active).map(|one| (one.id, one.name)).collect();
        let listed = Listed { tasks: page.rows, form, people, action: "/tasks".into(), may_add: true, today };
        Ok(Index { shell, query, whose, show, counts, listed, previous, next })
    }

    fn people(&self) -> Vec<Segment> {
        let segment =
            |(whose, label)| Segment { href: href(whose, self.show), label, count: None, current: whose == self.whose };
        [(Whose::Mine, "Mine"), (Whose::Given, "Asked of others"), (Whose::All, "All")].map(segment).into()
    }

    fn kinds(&self) -> Vec<Segment> {
        let Counts { open, today, overdue } = self.counts;
        let segment =
            |(show, label, count)| Segment { href: href(self.whose, show), label, count, current: show == self.show };
        let kinds = [
            (Show::Open, "To do", Some(open)),
            (Show::Today, "Due today", Some(today)),
            (Show::Overdue, "Overdue", Some(overdue)),
            (Show::Done, "Done", None),
        ];
        kinds.map(segment).into()
    }

    fn nothing(&self) -> &'static str {
        match self.show {
            Show::Open => "Nothing to do.",
            Show::Today => "Nothing is due today.",
            Show::Overdue => "Nothing is overdue.",
            Show::Done => "Nothing is done yet.",
        }
    }
}

/// GET /tasks: `?whose=` and `?show=` choose others.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(query): Query<ListQuery>) -> super::Result {
    html(Index::of(&app, &user, query, TaskForm::new(&user)).await?)
}

/// POST /tasks: one by itself.
pub async fn create(State(app): State<App>, user: CurrentUser, Form(mut form): Form<TaskForm>) -> super::Result {
    let Some(draft) = form.check() else {
        return again(Index::of(&app, &user, ListQuery::default(), form).await?);
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
