//! Candidates as a table: what its page shows of the address, the rows and the ways to narrow them.

pub mod export;
mod place;
mod state;
pub mod views;

use place::carried;
pub use place::{Beside, CameFrom};
pub use state::State;

use super::{auth::CurrentUser, filters::grouped, forms::Fields, layout::Shell, pages};
use crate::{
    app::{App, Choices},
    hiring::{
        self,
        pools::Pool,
        positions::{Place, Places},
        reasons::Reasons,
        search,
        stages::Stage,
        table::{self, Ask, COUNTED, Column, Condition, Is, Of, Row, Scope},
        tags::Tag,
        users::User,
        views::View,
    },
};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Positions that a field for them suggests; it takes the name of any.
const TARGETS: usize = 100;

/// The field `table` of a page with a table on it.
pub struct Table {
    pub state: State,
    ask: Ask,
    /// What leads from a row to its page carries along.
    carried: String,
    pub chips: Vec<Chip>,
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
    /// At most [`COUNTED`] and one; nobody counts everyone.
    total: Option<i64>,
    /// This table with its filters and its page, for fetching it again.
    pub refetch: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub stages: Vec<Stage>,
    /// The sources its candidates came from.
    pub sources: Vec<String>,
    pub choices: Arc<Choices>,
    pub views: Vec<View>,
}

/// A condition, and the address without it.
pub struct Chip {
    pub label: String,
    pub without: String,
    /// It is one of several of which one is enough.
    pub is_or: bool,
}

/// A column's head.
pub struct Head {
    pub column: Column,
    /// Where a press leads; empty where it is no order.
    pub href: String,
    /// `ascending`, `descending` or empty.
    pub dir: &'static str,
    pub class: &'static str,
}

impl Table {
    /// What the address asks for. `known` is how many rows there are without filters, where that is kept.
    pub async fn open(
        app: &App,
        user: &CurrentUser,
        shell: &Shell,
        state: State,
        fields: &Fields,
        stages: Vec<Stage>,
        known: Option<i64>,
    ) -> super::Result<Table> {
        let ask = state.ask(shell.zone);
        let turn = pages::turn(fields.text("after"), fields.text("before"), |place| ask.spot(place));
        let total = async {
            match (known, &state.scope, ask.groups.is_empty()) {
                (Some(known), _, true) => Ok(Some(known)),
                (None, Scope::Everyone, true) => Ok(None),
                _ => ask.count(&app.db, user, COUNTED + 1).await.map(Some),
            }
        };
        let choices = app.choices.get(&app.db, &user.id, choices(app, user));
        let (page, total, sources, choices, views) = tokio::try_join!(
            ask.page(&app.db, user, turn),
            total,
            table::sources(&app.db, &state.scope),
            choices,
            View::of_table(&app.db, user, &state.scope)
        )?;
        let list = state.href();
        let (previous, next) = pages::neighbours(&page, &list, |row| ask.place(row));
        let head = |column: Column| Head {
            column,
            href: if column.sorts(&state.scope) { state.sorted_by(column).href() } else { String::new() },
            // The earlier someone came into a stage, the more days are shown.
            dir: match (state.order == column, state.descending != (column == Column::InStage)) {
                (false, _) => "",
                (true, true) => "descending",
                (true, false) => "ascending",
            },
            class: class(column),
        };
        let chips = state.conditions.iter().enumerate().map(|(index, (is_or, condition))| Chip {
            label: condition.label(&shown(condition, &choices.owners)),
            without: state.without(index).href(),
            is_or: *is_or,
        });
        Ok(Table {
            carried: carried(&state),
            ask,
            chips: chips.collect(),
            heads: std::iter::once(Column::Name).chain(state.columns.iter().copied()).map(head).collect(),
            rows: page.rows,
            total,
            refetch: pages::here(&list, fields.text("after"), fields.text("before")),
            previous,
            next,
            stages,
            sources: sources.unwrap_or_else(|| choices.sources.clone()),
            choices,
            views,
            state,
        })
    }

    /// "All 120", "All 10,000+" where nobody counts further, or "All".
    pub fn all(&self) -> String {
        match self.total {
            Some(total) if total > COUNTED => format!("All {}+", grouped(&COUNTED.to_string())),
            Some(total) => format!("All {}", grouped(&total.to_string())),
            None => "All".to_owned(),
        }
    }

    /// There is nobody, whatever is asked.
    pub fn is_bare(&self) -> bool {
        self.rows.is_empty() && self.chips.is_empty() && self.refetch == self.state.base()
    }

    /// There are more than the page shows.
    pub fn has_more(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }

    pub fn row_href(&self, row: &Row) -> String {
        format!("{}{}", row.href(), place::at(&self.carried, &self.ask, row))
    }

    pub fn offered(&self) -> impl Iterator<Item = Column> {
        Column::offered(&self.state.scope)
    }

    pub fn shows(&self, column: &Column) -> bool {
        self.state.columns.contains(column)
    }

    /// The other positions that people may be considered for, as a field that knows them names them.
    pub fn targets(&self) -> Vec<String> {
        let here = self.state.scope.position();
        let others = self.choices.targets.all().iter().filter(|place| here != Some(place.id.as_str()));
        others.take(TARGETS).map(Place::full_name).collect()
    }

    pub fn view_href(&self, view: &View) -> String {
        State::of_query(view.scope(), &view.query).href()
    }

    /// "50 of 120, best fit first".
    pub fn summary(&self) -> String {
        let (rows, order) = (self.rows.len(), self.state.order_words());
        match self.total {
            Some(_) => format!("{rows} of {}, {order}", self.all().trim_start_matches("All ")),
            None => format!("{rows} shown, {order}"),
        }
    }

    /// Somebody who is in their stage longer than it should take.
    pub fn is_over(&self, row: &Row, now: &DateTime<Utc>) -> bool {
        let stage = self.stages.iter().find(|stage| row.place() == stage.id);
        let cutoff = stage.and_then(|stage| stage.cutoff(*now));
        cutoff.is_some_and(|cutoff| row.entered_stage_at.is_some_and(|entered| entered < cutoff))
    }

    /// How many stages the pie of one is drawn among.
    pub fn stage_count(&self) -> usize {
        if self.stages.is_empty() { 6 } else { self.stages.len() }
    }
}

async fn choices(app: &App, user: &User) -> hiring::Result<Arc<Choices>> {
    let (owners, sources, reasons, tags, pools, targets) = tokio::try_join!(
        User::all(&app.db),
        search::names(&app.db, search::Standing::Source),
        Reasons::find(&app.db),
        Tag::most_used(&app.db),
        Pool::to_choose(&app.db, user),
        Places::of(&app.db, user)
    )?;
    let owners = owners.into_iter().filter(|user| user.active).collect();
    Ok(Arc::new(Choices { owners, sources, reasons: reasons.rejected, tags, pools, targets }))
}

/// A condition's value as people read it.
fn shown(condition: &Condition, owners: &[User]) -> String {
    let value = condition.value();
    match condition.of {
        Of::Owner if value.is_empty() => "nobody".to_owned(),
        Of::Owner => {
            owners.iter().find(|user| user.id == value).map_or("someone else".to_owned(), |user| user.name.clone())
        }
        Of::Source if value.is_empty() => "none".to_owned(),
        _ => value,
    }
}

/// From which width of the table a column is shown, and to which side it leans.
fn class(column: Column) -> &'static str {
    match column {
        Column::Name | Column::Fit => "",
        Column::Requirements | Column::Stage | Column::Position => "prio-2",
        Column::InStage => "r prio-3",
        Column::Source | Column::Owner | Column::Location => "prio-4",
        Column::Applied | Column::Experience | Column::Changed | Column::Added => "r prio-5",
        Column::Email | Column::Phone => "prio-5",
    }
}

/// The fields that the form for filters sends, each called as its condition begins: `add.fit~min`.
fn asked(fields: &Fields) -> impl Iterator<Item = (Of, Is, &str)> {
    fields.each().filter_map(|(name, value)| {
        let (of, is) = name.strip_prefix("add.")?.split_once('~')?;
        Some((Of::parse(of)?, Is::parse(is)?, value))
    })
}
