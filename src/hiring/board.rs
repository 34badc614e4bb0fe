//! A position's board: a column for each stage, and one for each way out.

use super::Result;
use super::applications::Outcome;
use super::stages::Stage;
use crate::platform::db::{Db, Run, Sql, sql};
use crate::text_enum;
use chrono::{DateTime, Utc};

/// Cards a column shows before one asks for more.
pub const WINDOW: usize = 40;

/// Someone on the board.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Card {
    pub id: String,
    pub candidate: String,
    pub location: String,
    pub experience_years: Option<f64>,
    pub fit: Option<i64>,
    pub coverage: String,
    #[sqlx(try_from = "String")]
    pub outcome: Outcome,
    pub outcome_reason: String,
    pub owner: Option<String>,
    pub entered_stage_at: DateTime<Utc>,
}

text_enum! {
    pub enum Order {
        Fit = "fit",
        Age = "age",
        Name = "name",
    }
}

/// Whose cards to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Nobody,
    Is(String),
}

/// Which cards to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub owner: Option<Owner>,
    /// From and to, both included; -1 stands for not screened.
    pub fit: Option<(i64, i64)>,
    /// In the name, the headline or the place.
    pub text: String,
    /// Only those who are in their stage longer than it should take.
    pub over_target: bool,
    /// Only these applications, whatever else is asked.
    pub only: Option<Vec<String>>,
}

impl Filter {
    pub fn is_on(&self) -> bool {
        self.owner.is_some() || self.fit.is_some() || !self.text.is_empty() || self.over_target
    }
}

/// A column of the board.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    Stage(&'a Stage),
    Out { position: &'a str, outcome: Outcome },
}

/// The place of a card in its column's order.
#[derive(Clone, Debug)]
pub enum Spot {
    Fit(i64, String),
    Age(DateTime<Utc>, String),
    Name(String, String),
}

impl Spot {
    pub fn of(order: Order, card: &Card) -> Spot {
        match order {
            Order::Fit => Spot::Fit(card.fit.unwrap_or(-1), card.id.clone()),
            Order::Age => Spot::Age(card.entered_stage_at, card.id.clone()),
            Order::Name => Spot::Name(card.candidate.clone(), card.id.clone()),
        }
    }

    /// As an address carries it.
    pub fn key(&self) -> String {
        match self {
            Spot::Fit(fit, id) => format!("{fit}.{id}"),
            Spot::Age(at, id) => format!("{}.{id}", at.timestamp_micros()),
            Spot::Name(name, id) => format!("{name}.{id}"),
        }
    }

    pub fn parse(order: Order, key: &str) -> Option<Spot> {
        let (value, id) = key.rsplit_once('.')?;
        let id = id.to_owned();
        Some(match order {
            Order::Fit => Spot::Fit(value.parse().ok()?, id),
            Order::Age => Spot::Age(DateTime::from_timestamp_micros(value.parse().ok()?)?, id),
            Order::Name => Spot::Name(value.to_owned(), id),
        })
    }
}

const FROM: &str =
    " FROM applications a JOIN candidates c ON c.id = a.candidate_id LEFT JOIN users o ON o.id = a.owner_id";

/// A column's first cards behind `after`, and whether there are more.
pub async fn cards(
    db: &Db,
    column: Column<'_>,
    filter: &Filter,
    order: Order,
    after: Option<Spot>,
    now: DateTime<Utc>,
) -> Result<(Vec<Card>, bool)> {
    let query = sql("SELECT a.id, c.name AS candidate, c.location, c.experience_years,
            CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit, a.coverage, a.outcome, a.outcome_reason, o.name AS owner,
            a.entered_stage_at")
    .push(FROM);
    let query = narrow(query, column, filter, now);
    let query = match after {
        None => query,
        Some(Spot::Fit(fit, id)) => query.push_bound(" AND (a.fit, a.id) < (?", fit).push_bound(", ?)", id),
        Some(Spot::Age(at, id)) => query.push_bound(" AND (a.entered_stage_at, a.id) > (?", at).push_bound(", ?)", id),
        Some(Spot::Name(name, id)) => query.push_bound(" AND (c.name, a.id) > (?", name).push_bound(", ?)", id),
    };
    let query = query.push(match order {
        Order::Fit => " ORDER BY a.fit DESC, a.id DESC",
        Order::Age => " ORDER BY a.entered_stage_at, a.id",
        Order::Name => " ORDER BY c.name, a.id",
    });
    let mut cards: Vec<Card> = db.all(query.push_bound(" LIMIT ?", WINDOW as i64 + 1)).await?;
    let more = cards.len() > WINDOW;
    cards.truncate(WINDOW);
    Ok((cards, more))
}

/// How many cards of a column the filter lets through.
pub async fn count(db: &Db, column: Column<'_>, filter: &Filter, now: DateTime<Utc>) -> Result<i64> {
    let query = narrow(sql("SELECT COUNT(*)").push(FROM), column, filter, now);
    let (count,): (i64,) = db.one(query).await?;
    Ok(count)
}

/// How many were rejected and how many withdrew.
pub async fn out(db: &Db, position: &str) -> Result<(i64, i64)> {
    let query = sql("SELECT outcome, COUNT(*) FROM applications
                     WHERE position_id = $1 AND outcome IN ('rejected', 'withdrawn') GROUP BY outcome");
    let counts: Vec<(String, i64)> = db.all(query.bind(position)).await?;
    let of =
        |outcome: Outcome| counts.iter().filter(|(word, _)| word == outcome.as_str()).map(|(_, count)| count).sum();
    Ok((of(Outcome::Rejected), of(Outcome::Withdrawn)))
}

fn narrow(query: Sql, column: Column<'_>, filter: &Filter, now: DateTime<Utc>) -> Sql {
    let (query, cutoff) = match column {
        Column::Stage(stage) => {
            let query = query.push_bound(" WHERE a.stage_id = ?", &stage.id).push(" AND a.outcome = 'active'");
            (query, stage.cutoff(now))
        }
        Column::Out { position, outcome } => {
            (query.push_bound(" WHERE a.position_id = ?", position).push_bound(" AND a.outcome = ?", outcome), None)
        }
    };
    let query = match &filter.owner {
        None => query,
        Some(Owner::Nobody) => query.push(" AND a.owner_id IS NULL"),
        Some(Owner::Is(user)) => query.push_bound(" AND a.owner_id = ?", user),
    };
    let query = match filter.fit {
        None => query,
        Some((from, to)) => query.push_bound(" AND a.fit >= ?", from).push_bound(" AND a.fit <= ?", to),
    };
    let query = match filter.text.as_str() {
        "" => query,
        text => {
            // LOWER knows no letters beyond ASCII on SQLite: what was typed counts as it stands, too.
            let pattern =
                |text: &str| format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            query
                .push_bound(
                    r" AND (LOWER(c.name || ' ' || c.headline || ' ' || c.location) LIKE ? ESCAPE '\'",
                    pattern(&text.to_lowercase()),
                )
                .push_bound(r" OR c.name || ' ' || c.headline || ' ' || c.location LIKE ? ESCAPE '\')", pattern(text))
        }
    };
    let query = match (filter.over_target, cutoff) {
        (false, _) => query,
        (true, Some(cutoff)) => query.push_bound(" AND a.entered_stage_at < ?", cutoff),
        // Where there is no target, nobody is over it.
        (true, None) => query.push(" AND 1 = 0"),
    };
    match &filter.only {
        None => query,
        Some(ids) => ids.iter().fold(query.push(" AND a.id IN (''"), |query, id| query.push_bound(", ?", id)).push(")"),
    }
}
