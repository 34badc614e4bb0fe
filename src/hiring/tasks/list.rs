//! Lists of tasks: whose, which of them, a page at a time, and how many there are.

use super::{Task, tasks};
use crate::hiring::Result;
use crate::hiring::paging::{Page, Turn};
use crate::hiring::users::User;
use crate::platform::db::{Db, Run, Sql, sql};
use crate::text_enum;
use chrono::{DateTime, NaiveDate, Utc};

/// How many a page of the list holds.
pub const PAGE: i64 = 50;

text_enum! {
    pub enum Whose {
        /// What the reader is to do.
        Mine = "mine",
        /// What the reader asked of others.
        Given = "given",
        /// All that the reader may see.
        All = "all",
    }
}

text_enum! {
    pub enum Show {
        Open = "open",
        Today = "today",
        Overdue = "overdue",
        Done = "done",
    }
}

/// Which tasks to list.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    pub whose: Whose,
    pub show: Show,
    pub today: NaiveDate,
}

/// A place in the order: open tasks by day, the earliest first; done ones the latest first.
#[derive(Clone, Debug)]
pub enum Spot {
    Due(String, String),
    Done(DateTime<Utc>, String),
}

/// How many tasks are open, and of those how many are for today and how many are late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    pub open: i64,
    pub today: i64,
    pub overdue: i64,
}

impl Spot {
    /// As an address carries it.
    pub fn key(&self) -> String {
        match self {
            Spot::Due(day, id) => format!("{day}.{id}"),
            Spot::Done(at, id) => format!("{}.{id}", at.timestamp_micros()),
        }
    }

    pub fn parse(show: Show, key: &str) -> Option<Spot> {
        let (value, id) = key.split_once('.')?;
        let id = id.to_owned();
        Some(match show {
            Show::Done => Spot::Done(DateTime::from_timestamp_micros(value.parse().ok()?)?, id),
            _ => Spot::Due(value.to_owned(), id),
        })
    }
}

impl Whose {
    /// A task by itself is for whoever made it and whoever is to do it; one about someone is for all who may read them.
    fn narrow(self, query: Sql, reader: &User) -> Sql {
        match self {
            Whose::Mine => query.push_bound("t.assignee_id = ?", &reader.id),
            Whose::Given => query.push_bound("t.created_by = ? AND t.assignee_id <> ?", &reader.id),
            Whose::All if reader.role.is_admin() => query.push("TRUE"),
            Whose::All => query.push_bound(
                "(t.candidate_id IS NOT NULL OR t.position_id IS NOT NULL OR t.assignee_id = ? OR t.created_by = ?)",
                &reader.id,
            ),
        }
    }
}

impl Task {
    pub fn spot(&self) -> Spot {
        match self.done_at {
            Some(at) => Spot::Done(at, self.id.clone()),
            None => Spot::Due(self.due.clone(), self.id.clone()),
        }
    }

    pub async fn page(db: &Db, reader: &User, filter: Filter, turn: Option<Turn<Spot>>) -> Result<Page<Task>> {
        Task::some(db, reader, filter, turn, PAGE).await
    }

    /// The first few of a list.
    pub async fn first(db: &Db, reader: &User, filter: Filter, most: i64) -> Result<Vec<Task>> {
        Ok(Task::some(db, reader, filter, None, most).await?.rows)
    }

    async fn some(db: &Db, reader: &User, filter: Filter, turn: Option<Turn<Spot>>, most: i64) -> Result<Page<Task>> {
        let query = filter.whose.narrow(tasks(reader), reader);
        let today = filter.today.to_string();
        let query = match filter.show {
            Show::Open => query.push(" AND t.done_at IS NULL"),
            Show::Today => query.push(" AND t.done_at IS NULL").push_bound(" AND t.due = ?", today),
            Show::Overdue => query.push(" AND t.done_at IS NULL").push_bound(" AND t.due < ?", today),
            Show::Done => query.push(" AND t.done_at IS NOT NULL"),
        };
        let query = match turn.clone() {
            None => query,
            Some(Turn::After(Spot::Due(day, id))) => {
                query.push_bound(" AND (t.due, t.id) > (?", day).push_bound(", ?)", id)
            }
            Some(Turn::Before(Spot::Due(day, id))) => {
                query.push_bound(" AND (t.due, t.id) < (?", day).push_bound(", ?)", id)
            }
            Some(Turn::After(Spot::Done(at, id))) => {
                query.push_bound(" AND (t.done_at, t.id) < (?", at).push_bound(", ?)", id)
            }
            Some(Turn::Before(Spot::Done(at, id))) => {
                query.push_bound(" AND (t.done_at, t.id) > (?", at).push_bound(", ?)", id)
            }
        };
        let query = query.push(match (filter.show, matches!(turn, Some(Turn::Before(_)))) {
            (Show::Done, false) => " ORDER BY t.done_at DESC, t.id DESC",
            (Show::Done, true) => " ORDER BY t.done_at, t.id",
            (_, false) => " ORDER BY t.due, t.id",
            (_, true) => " ORDER BY t.due DESC, t.id DESC",
        });
        Ok(Page::cut(db.all(query.push_bound(" LIMIT ?", most + 1)).await?, most, turn.as_ref()))
    }

    pub async fn counts(db: &Db, reader: &User, whose: Whose, today: NaiveDate) -> Result<Counts> {
        let query = sql("SELECT COUNT(*) AS open")
            .push_bound(
                ", CAST(COALESCE(SUM(CASE WHEN t.due = ? THEN 1 ELSE 0 END), 0) AS BIGINT) AS today,
                   CAST(COALESCE(SUM(CASE WHEN t.due < ? THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue",
                today.to_string(),
            )
            .push(" FROM tasks t WHERE t.done_at IS NULL AND ");
        Ok(db.one(whose.narrow(query, reader)).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::NO_DAY;
    use super::{Show, Spot};

    #[test]
    fn a_place_comes_back_from_its_address() {
        for (show, key) in [(Show::Open, format!("{NO_DAY}.7")), (Show::Done, "1700000000000000.7".to_owned())] {
            assert_eq!(Spot::parse(show, &key).map(|spot| spot.key()), Some(key));
        }
        assert!(Spot::parse(Show::Done, "2026-03-31.7").is_none(), "a place of another order");
        assert!(Spot::parse(Show::Open, "nowhere").is_none());
    }
}
