//! What an address says about a table: its filters, order and columns.

use crate::{
    hiring::{
        applications::Outcome,
        stages::Stage,
        table::{Ask, Column, Condition, Group, Scope},
    },
    web::forms::{Fields, encoded},
};
use axum::{extract::Query, http::Uri};
use chrono_tz::Tz;

/// Conditions an address may hold.
const MOST: usize = 20;

#[derive(Clone, Debug)]
pub struct State {
    pub scope: Scope,
    pub outcome: Outcome,
    /// The id of the only stage shown; empty for all.
    pub stage: String,
    /// Each with whether it is enough in place of the one before.
    pub conditions: Vec<(bool, Condition)>,
    pub order: Column,
    pub descending: bool,
    pub columns: Vec<Column>,
}

impl State {
    pub fn read(scope: Scope, fields: &Fields) -> State {
        let offered: Vec<Column> = Column::offered(&scope).collect();
        let chosen: Vec<Column> = fields.all("col").filter_map(Column::parse).collect();
        let columns: Vec<Column> = offered.into_iter().filter(|column| chosen.contains(column)).collect();
        let columns = if columns.is_empty() { Column::usual(&scope).to_vec() } else { columns };
        let condition = |text: &str| match text.strip_prefix("or~") {
            Some(rest) => Condition::parse(rest).map(|condition| (true, condition)),
            None => Condition::parse(text).map(|condition| (false, condition)),
        };
        let usual = usual_order(&scope);
        let order = Column::parse(fields.text("sort")).filter(|column| column.sorts(&scope)).unwrap_or(usual);
        State {
            outcome: match scope {
                Scope::Position(_) => Outcome::parse(fields.text("outcome")).unwrap_or(Outcome::Active),
                Scope::Everyone => Outcome::Active,
            },
            stage: match scope {
                Scope::Position(_) => fields.text("stage").to_owned(),
                Scope::Everyone => String::new(),
            },
            conditions: fields.all("f").filter_map(condition).take(MOST).collect(),
            order,
            descending: match fields.text("dir") {
                "asc" => false,
                "desc" => true,
                _ => order.starts_descending(),
            },
            columns,
            scope,
        }
    }

    /// Of a query kept in a form or under a name.
    pub fn of_query(scope: Scope, query: &str) -> State {
        let query: String = query.chars().take(8_000).collect();
        let address = format!("/?{query}").parse::<Uri>().ok();
        let fields = address.and_then(|address| Query::<Fields>::try_from_uri(&address).ok());
        State::read(scope, &fields.map(|Query(fields)| fields).unwrap_or_default())
    }

    /// What the form for filters adds, one of it enough with `any`. `None` when that form was not sent.
    pub fn with_added(&self, fields: &Fields) -> Option<State> {
        let mut sent = super::asked(fields).peekable();
        sent.peek()?;
        let mut state = self.clone();
        let mut is_or = false;
        for (of, is, value) in sent.filter(|(.., value)| !value.trim().is_empty()) {
            // A list's first choice asks for nothing, so nobody has a word of their own.
            let value = if value == "-" { "" } else { value };
            if let Some(condition) = Condition::parse(&format!("{of}~{is}~{value}")) {
                state.conditions.push((is_or, condition));
                is_or = fields.text("any") == "1";
            }
        }
        state.conditions.truncate(MOST);
        Some(state)
    }

    /// A stage that is not the position's says nothing.
    pub fn among(mut self, stages: &[Stage]) -> State {
        if !stages.iter().any(|stage| stage.id == self.stage) {
            self.stage.clear();
        }
        self
    }

    pub fn ask(&self, zone: Tz) -> Ask {
        let mut groups: Vec<Group> = Vec::new();
        for (is_or, condition) in &self.conditions {
            match groups.last_mut() {
                Some(group) if *is_or => group.0.push(condition.clone()),
                _ => groups.push(Group(vec![condition.clone()])),
            }
        }
        Ask {
            scope: self.scope.clone(),
            outcome: self.outcome,
            stage: Some(self.stage.clone()).filter(|stage| !stage.is_empty()),
            only: None,
            but: None,
            groups,
            order: self.order,
            descending: self.descending,
            zone,
        }
    }

    /// As it stands in an address, without what goes without saying.
    pub fn query(&self) -> String {
        let fields = self.fields();
        let parts: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        parts.join("&")
    }

    /// The same as fields of a form.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        if self.outcome != Outcome::Active {
            fields.push(("outcome", self.outcome.to_string()));
        }
        if !self.stage.is_empty() {
            fields.push(("stage", self.stage.clone()));
        }
        for (is_or, condition) in &self.conditions {
            fields.push(("f", format!("{}{}", if *is_or { "or~" } else { "" }, condition.text())));
        }
        let usual = usual_order(&self.scope);
        if self.order != usual || self.descending != usual.starts_descending() {
            fields.push(("sort", self.order.to_string()));
            fields.push(("dir", if self.descending { "desc" } else { "asc" }.to_owned()));
        }
        if self.columns != Column::usual(&self.scope) {
            fields.extend(self.columns.iter().map(|column| ("col", column.to_string())));
        }
        fields
    }

    /// The fields a form keeps while it sets others.
    pub fn kept(&self, but: &str) -> Vec<(&'static str, String)> {
        self.fields().into_iter().filter(|(name, _)| *name != but).collect()
    }

    /// The table's own address.
    pub fn base(&self) -> String {
        match &self.scope {
            Scope::Position(id) => format!("/positions/{id}"),
            Scope::Everyone => "/candidates".to_owned(),
        }
    }

    pub fn href(&self) -> String {
        let query = self.query();
        let joint = if query.is_empty() { "" } else { "?" };
        format!("{}{joint}{query}", self.base())
    }

    pub fn without(&self, index: usize) -> State {
        let mut state = self.clone();
        let (was_or, _) = state.conditions.remove(index);
        // What was joined to the one that goes now begins the group.
        if let Some((is_or, _)) = state.conditions.get_mut(index).filter(|_| !was_or) {
            *is_or = false;
        }
        state
    }

    pub fn sorted_by(&self, column: Column) -> State {
        let descending = if self.order == column { !self.descending } else { column.starts_descending() };
        State { order: column, descending, ..self.clone() }
    }

    pub fn order_words(&self) -> &'static str {
        match (self.order, self.descending) {
            (Column::Fit, true) => "best fit first",
            (Column::Fit, false) => "lowest fit first",
            (Column::Experience, true) => "most experience first",
            (Column::Experience, false) => "least experience first",
            (Column::InStage, false) => "longest in their stage first",
            (Column::InStage, true) => "shortest in their stage first",
            (Column::Changed, true) => "latest change first",
            (Column::Changed, false) => "oldest change first",
            (Column::Applied | Column::Added, true) => "newest first",
            (Column::Applied | Column::Added, false) => "oldest first",
            (_, true) => "by name, from the end",
            (_, false) => "by name",
        }
    }

    /// The same of another outcome, in all stages.
    pub fn of_outcome(&self, outcome: Outcome) -> State {
        State { outcome, stage: String::new(), ..self.clone() }
    }
}

fn usual_order(scope: &Scope) -> Column {
    match scope {
        Scope::Position(_) => Column::Fit,
        Scope::Everyone => Column::Changed,
    }
}
