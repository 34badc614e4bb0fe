//! Things to do by a day, for oneself or a colleague: on a candidate, on a position, or by themselves.

mod list;

pub use list::{Counts, Filter, PAGE, Show, Spot, Whose};

use super::rules::{self, Rule};
use super::undo;
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Sql, Tx, new_id, sql};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Stands for "no day", and sorts behind all days.
const NO_DAY: &str = "9999-12-31";

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Task {
    pub id: String,
    pub title: String,
    due: String,
    pub assignee_id: String,
    pub assignee: String,
    pub created_by: String,
    pub candidate_id: Option<String>,
    pub candidate: Option<String>,
    pub position_id: Option<String>,
    pub position: Option<String>,
    pub done_at: Option<DateTime<Utc>>,
    /// Whether this reader may change it: whoever made it, whoever it is for, and admins.
    pub editable: bool,
}

/// A task as its form gives it.
pub struct Draft {
    pub title: String,
    pub due: Option<NaiveDate>,
    pub assignee: String,
}

/// What a task is about; nothing for one by itself.
#[derive(Clone, Copy, Default)]
pub struct About<'a> {
    pub candidate: Option<&'a str>,
    pub application: Option<&'a str>,
    pub position: Option<&'a str>,
}

/// A task as it was, for its undo.
#[derive(Serialize, Deserialize, sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    due: String,
    assignee_id: String,
    candidate_id: Option<String>,
    application_id: Option<String>,
    position_id: Option<String>,
    created_by: String,
    created_at: DateTime<Utc>,
    done_at: Option<DateTime<Utc>>,
    done_by: Option<String>,
}

impl Draft {
    pub fn title(text: &str) -> Rule<String> {
        rules::required(text, 200, "Say what is to be done")
    }

    /// A day, or none.
    pub fn due(text: &str) -> Rule<Option<NaiveDate>> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(day) if (2000..=2100).contains(&chrono::Datelike::year(&day)) => Ok(Some(day)),
            _ => Err("Give a day, for example 2026-03-31.".into()),
        }
    }

    fn day(&self) -> String {
        self.due.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string())
    }
}

/// Tasks as this reader sees them, up to the conditions that follow.
fn tasks(reader: &User) -> Sql {
    sql("SELECT t.id, t.title, t.due, t.assignee_id, u.name AS assignee, t.created_by, t.candidate_id, c.name AS candidate,
            t.position_id, q.title AS position, t.done_at, ")
    .push_bound("(CAST(? AS BOOLEAN)", reader.role.is_admin())
    .push_bound(" OR t.assignee_id = ? OR t.created_by = ?) AS editable", &reader.id)
    .push(" FROM tasks t JOIN users u ON u.id = t.assignee_id LEFT JOIN candidates c ON c.id = t.candidate_id
        LEFT JOIN positions q ON q.id = t.position_id WHERE ")
}

impl Task {
    pub fn due(&self) -> Option<NaiveDate> {
        Some(&self.due).filter(|due| *due != NO_DAY).and_then(|due| due.parse().ok())
    }

    pub fn is_overdue(&self, today: &NaiveDate) -> bool {
        self.done_at.is_none() && self.due().is_some_and(|due| due < *today)
    }

    /// For a change. A task by itself is there only for who may change it.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<Task> {
        let task: Task = db.maybe(tasks(user).push_bound("t.id = ?", id)).await?.ok_or(Error::NotFound)?;
        match task.editable {
            true => Ok(task),
            false if task.candidate_id.is_none() && task.position_id.is_none() => Err(Error::NotFound),
            false => Err(Error::Forbidden("Only whoever made this task or is to do it can change it.")),
        }
    }

    /// Those about a candidate, open ones first.
    pub async fn of_candidate(db: &Db, reader: &User, candidate: &str) -> Result<Vec<Task>> {
        let query = tasks(reader).push_bound("t.candidate_id = ?", candidate);
        Ok(db.all(query.push(" ORDER BY (t.done_at IS NOT NULL), t.due, t.id LIMIT 50")).await?)
    }

    /// Those about a position, open ones first.
    pub async fn of_position(db: &Db, reader: &User, position: &str) -> Result<Vec<Task>> {
        let query = tasks(reader).push_bound("t.position_id = ?", position);
        Ok(db.all(query.push(" ORDER BY (t.done_at IS NOT NULL), t.due, t.id LIMIT 50")).await?)
    }

    pub async fn add(tx: &mut Tx, user: &User, draft: Draft, about: About<'_>, now: DateTime<Utc>) -> Result<String> {
        assignable(tx, &draft.assignee).await?;
        let row = Row {
            id: new_id(),
            due: draft.day(),
            title: draft.title,
            assignee_id: draft.assignee,
            candidate_id: about.candidate.map(str::to_owned),
            application_id: about.application.map(str::to_owned),
            position_id: about.position.map(str::to_owned),
            created_by: user.id.clone(),
            created_at: now,
            done_at: None,
            done_by: None,
        };
        put(tx, &row).await?;
        Ok(row.id)
    }

    pub async fn update(&self, tx: &mut Tx, draft: Draft) -> Result<()> {
        assignable(tx, &draft.assignee).await?;
        let query = sql("UPDATE tasks SET title = $1, due = $2, assignee_id = $3 WHERE id = $4");
        let query = query.bind(&draft.title).bind(draft.day()).bind(&draft.assignee).bind(&self.id);
        if tx.run(query).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Done, or to be done after all.
    pub async fn set_done(&self, tx: &mut Tx, user: &User, done: bool, now: DateTime<Utc>) -> Result<()> {
        let query = match done {
            true => sql("UPDATE tasks SET done_at = $1, done_by = $2 WHERE id = $3 AND done_at IS NULL")
                .bind(now)
                .bind(&user.id),
            false => sql("UPDATE tasks SET done_at = $1, done_by = $2 WHERE id = $3 AND done_at IS NOT NULL")
                .bind(None::<DateTime<Utc>>)
                .bind(None::<String>),
        };
        match tx.run(query.bind(&self.id)).await? {
            0 if done => refused("This is done already."),
            0 => refused("This is to be done already."),
            _ => Ok(()),
        }
    }

    /// Takes the task away; answers with the address of the undo.
    pub async fn delete(&self, tx: &mut Tx, user: &User, now: DateTime<Utc>) -> Result<String> {
        let delete =
            sql("DELETE FROM tasks WHERE id = $1 RETURNING id, title, due, assignee_id, candidate_id, application_id,
                            position_id, created_by, created_at, done_at, done_by");
        let row: Row = tx.maybe(delete.bind(&self.id)).await?.ok_or(Error::NotFound)?;
        undo::keep(tx, undo::Kind::Task, row.candidate_id.as_deref(), &row, user, now).await
    }
}

async fn assignable(tx: &mut Tx, user: &str) -> Result<()> {
    match tx.maybe::<(String,)>(sql("SELECT id FROM users WHERE id = $1 AND active").bind(user)).await? {
        Some(_) => Ok(()),
        None => refused("Choose a colleague from the list."),
    }
}

async fn put(tx: &mut Tx, row: &Row) -> Result<()> {
    tx.run(
        sql("INSERT INTO tasks (id, title, due, assignee_id, candidate_id, application_id, position_id, created_by, created_at,
                done_at, done_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING")
        .bind(&row.id)
        .bind(&row.title)
        .bind(&row.due)
        .bind(&row.assignee_id)
        .bind(row.candidate_id.clone())
        .bind(row.application_id.clone())
        .bind(row.position_id.clone())
        .bind(&row.created_by)
        .bind(row.created_at)
        .bind(row.done_at)
        .bind(row.done_by.clone()),
    )
    .await?;
    Ok(())
}

/// Brings back a task that was taken away.
pub(super) async fn bring_back(tx: &mut Tx, data: serde_json::Value) -> Result<String> {
    let row: Row = undo::read(data)?;
    put(tx, &row).await?;
    Ok(format!("The task “{}” is back.", row.title))
}
