//! Whole tables as JSON and back, each row with all its columns: for a workspace that moves from one database to another.

use super::{Db, Open, Pool, Result, Tx};
use futures::TryStreamExt;
use serde_json::{Map, Value as Json};
use sqlx::{AssertSqlSafe, Row};

/// A table as the database describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Its columns that refer to other rows, and the tables those are in.
    pub refers: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    /// The type in capitals, as the engine calls it.
    pub kind: String,
}

impl Db {
    /// Every table of the product, without those of the queue.
    pub async fn tables(&self) -> Result<Vec<Table>> {
        let (names, columns, refers) = match &self.pool {
            Pool::Sqlite { read, .. } => {
                let names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
                let columns = "SELECT m.name, c.name, UPPER(c.type) FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid";
                let refers = "SELECT m.name, f.\"from\", f.\"table\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.\"from\"";
                let names: Vec<(String,)> = sqlx::query_as(names).fetch_all(read).await?;
                let columns: Vec<(String, String, String)> = sqlx::query_as(columns).fetch_all(read).await?;
                (names, columns, sqlx::query_as(refers).fetch_all(read).await?)
            }
            Pool::Postgres(pool) => {
                let names = "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1";
                let columns = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), UPPER(CAST(data_type AS TEXT)) FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";
                let refers = "SELECT CAST(t.relname AS TEXT), CAST(a.attname AS TEXT), CAST(r.relname AS TEXT) FROM pg_constraint c
                    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
                    JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
                    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] WHERE c.contype = 'f' ORDER BY 1, 2";
                let names: Vec<(String,)> = sqlx::query_as(names).fetch_all(pool).await?;
                let columns: Vec<(String, String, String)> = sqlx::query_as(columns).fetch_all(pool).await?;
                (names, columns, sqlx::query_as(refers).fetch_all(pool).await?)
            }
        };
        let refers: Vec<(String, String, String)> = refers;
        let of = |name: &str| Table {
            name: name.to_owned(),
            columns: columns
                .iter()
                .filter(|(table, ..)| table == name)
                .map(|(_, name, kind)| Column { name: name.clone(), kind: kind.clone() })
                .collect(),
            refers: refers
                .iter()
                .filter(|(table, ..)| table == name)
                .map(|(_, column, to)| (column.clone(), to.clone()))
                .collect(),
        };
        Ok(names.iter().map(|(name,)| of(name)).collect())
    }
}

impl Db {
    /// A transaction only to read in: all that it sees is of one moment, and others write on meanwhile.
    pub async fn snapshot(&self) -> Result<Tx> {
        let open = match &self.pool {
            Pool::Sqlite { read, .. } => Open::Sqlite(read.begin().await?),
            Pool::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").execute(&mut *tx).await?;
                Open::Postgres(tx)
            }
        };
        Ok(Tx { open, bus: self.bus.clone(), announced: Vec::new() })
    }
}

impl Tx {
    /// How many rows a table has.
    pub async fn count(&mut self, table: &Table) -> Result<i64> {
        let text = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{}\"", table.name));
        match &mut self.open {
            Open::Sqlite(tx) => sqlx::query_scalar(text).fetch_one(&mut **tx).await,
            Open::Postgres(tx) => sqlx::query_scalar(text).fetch_one(&mut **tx).await,
        }
    }

    /// Hands every row of a table to `each` as a line of JSON, one at a time; answers with how many there were.
    pub async fn each_row(&mut self, table: &Table, mut each: impl FnMut(&str) -> std::io::Result<()>) -> Result<u64> {
        let mut count = 0;
        let name = &table.name;
        // Nearly always the key.
        let first = table.columns.first().map(|column| column.name.as_str()).unwrap_or_default();
        match &mut self.open {
            Open::Sqlite(tx) => {
                let pairs: Vec<String> = table.columns.iter().map(pair).collect();
                let text = format!("SELECT json_object({}) FROM \"{name}\" ORDER BY \"{first}\"", pairs.join(", "));
                let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    each(row.try_get(0)?)?;
                    count += 1;
                }
            }
            Open::Postgres(tx) => {
                let text = format!("SELECT CAST(to_jsonb(t) AS TEXT) FROM \"{name}\" t ORDER BY \"{first}\"");
                let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    each(row.try_get(0)?)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }

    /// Takes every row out of a table.
    pub async fn clear(&mut self, table: &Table) -> Result<()> {
        let text = format!("DELETE FROM \"{}\"", table.name);
        match &mut self.open {
            Open::Sqlite(tx) => sqlx::query(AssertSqlSafe(text)).execute(&mut **tx).await.map(drop),
            Open::Postgres(tx) => sqlx::query(AssertSqlSafe(text)).execute(&mut **tx).await.map(drop),
        }
    }

    /// Puts a row into a table. Columns it does not name take their defaults.
    pub async fn put_row(&mut self, table: &Table, mut row: Map<String, Json>) -> Result<()> {
        // SQLite keeps JSON as text, and an archive may come from there.
        for column in table.columns.iter().filter(|column| column.kind == "JSONB") {
            if let Some(Json::String(text)) = row.get(&column.name) {
                let parsed = serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))?;
                row.insert(column.name.clone(), parsed);
            }
        }
        let known = table.columns.iter().map(|column| column.name.as_str()).filter(|name| row.contains_key(*name));
        let columns: Vec<String> = known.map(|name| format!("\"{name}\"")).collect();
        let (name, list) = (&table.name, columns.join(", "));
        let json = Json::Object(row.clone()).to_string();
        match &mut self.open {
            Open::Sqlite(tx) => {
                let values: Vec<String> = columns.iter().map(|name| format!("json_extract($1, '$.{name}')")).collect();
                let text = format!("INSERT INTO \"{name}\" ({list}) VALUES ({})", values.join(", "));
                sqlx::query(AssertSqlSafe(text)).bind(json).execute(&mut **tx).await?;
            }
            Open::Postgres(tx) => {
                let text = format!(
                    "INSERT INTO \"{name}\" ({list}) SELECT {list} FROM jsonb_populate_record(CAST(NULL AS \"{name}\"), CAST($1 AS JSONB))"
                );
                sqlx::query(AssertSqlSafe(text)).bind(json).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }
}

/// SQLite has no truth values of its own: 1 is written as `true` where a column says so.
fn pair(column: &Column) -> String {
    let name = &column.name;
    match column.kind.as_str() {
        "BOOLEAN" => format!("'{name}', json(CASE \"{name}\" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)"),
        _ => format!("'{name}', \"{name}\""),
    }
}
