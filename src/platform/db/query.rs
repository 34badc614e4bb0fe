//! A query as data: `sql("… WHERE id = $1").bind(id)`.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow, types::Json};

/// A value bound to a placeholder. `Option` is inside so that NULL keeps its type in PostgreSQL.
#[derive(Clone, Debug)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Real(Option<f64>),
    Bool(Option<bool>),
    Time(Option<DateTime<Utc>>),
    Json(Option<Json<serde_json::Value>>),
    Bytes(Option<Vec<u8>>),
}

macro_rules! values {
    ($($from:ty => $variant:ident: $convert:expr;)*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                let convert: fn($from) -> _ = $convert;
                Value::$variant(Some(convert(value)))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                let convert: fn($from) -> _ = $convert;
                Value::$variant(value.map(convert))
            }
        }
    )*};
}
values! {
    &str => Text: str::to_owned;
    &String => Text: String::clone;
    String => Text: |v| v;
    i64 => Int: |v| v;
    f64 => Real: |v| v;
    bool => Bool: |v| v;
    DateTime<Utc> => Time: |v| v;
    serde_json::Value => Json: Json;
    Vec<u8> => Bytes: |v| v;
}

/// A query under construction.
#[must_use]
#[derive(Clone, Debug)]
pub struct Sql {
    pub(super) text: String,
    pub(super) values: Vec<Value>,
}

/// Starts a query. Only text known at compile time is accepted: what a person typed can only be bound.
pub fn sql(text: &'static str) -> Sql {
    Sql { text: text.to_owned(), values: Vec::new() }
}

impl Sql {
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    pub fn push(mut self, text: &'static str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds text with one value; each `?` stands for it.
    pub fn push_bound(mut self, text: &'static str, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        let placeholder = format!("${}", self.values.len());
        self.text.push_str(&text.replace('?', &placeholder));
        self
    }

    /// Adds a condition only when there is a value for it: the shape of every filter form.
    pub fn and(self, condition: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.push(" AND ").push_bound(condition, value),
            None => self,
        }
    }

    /// ` IN ($1, $2 …)`: one of these. None of them matches nothing.
    pub fn any_of(mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        let mut placeholders = Vec::new();
        for value in values {
            self.values.push(value.into());
            placeholders.push(format!("${}", self.values.len()));
        }
        let list = if placeholders.is_empty() { "NULL".to_owned() } else { placeholders.join(", ") };
        self.text.push_str(&format!(" IN ({list})"));
        self
    }

    /// Many rows in one INSERT: `VALUES ($1, $2), ($3, $4) …`, the columns in order. No rows is a mistake.
    pub fn values(mut self, rows: impl IntoIterator<Item = Vec<Value>>) -> Self {
        self.text.push_str(" VALUES ");
        for (row_index, row) in rows.into_iter().enumerate() {
            self.text.push_str(if row_index == 0 { "(" } else { ", (" });
            for (index, value) in row.into_iter().enumerate() {
                self.values.push(value);
                if index > 0 {
                    self.text.push_str(", ");
                }
                self.text.push_str(&format!("${}", self.values.len()));
            }
            self.text.push(')');
        }
        self
    }
}

/// A struct both engines can fill: `#[derive(sqlx::FromRow)]` is enough.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                $crate::platform::db::Value::Text(v) => query.bind(v),
                $crate::platform::db::Value::Int(v) => query.bind(v),
                $crate::platform::db::Value::Real(v) => query.bind(v),
                $crate::platform::db::Value::Bool(v) => query.bind(v),
                $crate::platform::db::Value::Time(v) => query.bind(v),
                $crate::platform::db::Value::Json(v) => query.bind(v),
                $crate::platform::db::Value::Bytes(v) => query.bind(v),
            };
        }
        query
    }};
}
pub(super) use bound;
