//! Whole rows as JSON and back, whatever their columns: for what is taken away and may be brought back as it was.

use super::{Open, Result, Tx};
use serde_json::Value as Json;
use sqlx::AssertSqlSafe;

impl Tx {
    /// The rows of a table whose column has this value, all their columns.
    pub async fn rows_as_json(&mut self, table: &'static str, column: &'static str, value: &str) -> Result<Vec<Json>> {
        let found: Vec<(String,)> = match &mut self.open {
            Open::Sqlite(tx) => {
                let columns = sqlite_columns(tx, table).await?;
                let pairs: Vec<String> = columns.iter().map(|name| format!("'{name}', {name}")).collect();
                let text = format!("SELECT json_object({}) FROM {table} WHERE {column} = $1", pairs.join(", "));
                sqlx::query_as(AssertSqlSafe(text)).bind(value).fetch_all(&mut **tx).await?
            }
            Open::Postgres(tx) => {
                let text = format!("SELECT CAST(to_jsonb(t) AS TEXT) FROM {table} t WHERE t.{column} = $1");
                sqlx::query_as(AssertSqlSafe(text)).bind(value).fetch_all(&mut **tx).await?
            }
        };
        found
            .into_iter()
            .map(|(row,)| serde_json::from_str(&row).map_err(|error| sqlx::Error::Decode(error.into())))
            .collect()
    }

    /// Puts such rows back; those that are there already stay as they are. Columns added since take their defaults.
    pub async fn put_rows_back(&mut self, table: &'static str, rows: &[Json]) -> Result<()> {
        for row in rows {
            let Some(fields) = row.as_object() else { continue };
            match &mut self.open {
                Open::Sqlite(tx) => {
                    let known = sqlite_columns(tx, table).await?;
                    let columns: Vec<&str> =
                        known.iter().map(String::as_str).filter(|name| fields.contains_key(*name)).collect();
                    let values: Vec<String> =
                        columns.iter().map(|name| format!("json_extract($1, '$.{name}')")).collect();
                    let text = format!(
                        "INSERT INTO {table} ({}) VALUES ({}) ON CONFLICT DO NOTHING",
                        columns.join(", "),
                        values.join(", ")
                    );
                    sqlx::query(AssertSqlSafe(text)).bind(row.to_string()).execute(&mut **tx).await?;
                }
                Open::Postgres(tx) => {
                    let known: Vec<(String,)> = sqlx::query_as(
                        "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = $1 AND table_schema = current_schema()",
                    )
                    .bind(table)
                    .fetch_all(&mut **tx)
                    .await?;
                    let columns: Vec<&str> =
                        known.iter().map(|(name,)| name.as_str()).filter(|name| fields.contains_key(*name)).collect();
                    let list = columns.join(", ");
                    let text = format!(
                        "INSERT INTO {table} ({list}) SELECT {list} FROM jsonb_populate_record(CAST(NULL AS {table}), CAST($1 AS JSONB))
                         ON CONFLICT DO NOTHING"
                    );
                    sqlx::query(AssertSqlSafe(text)).bind(row.to_string()).execute(&mut **tx).await?;
                }
            }
        }
        Ok(())
    }
}

async fn sqlite_columns(tx: &mut sqlx::Transaction<'static, sqlx::Sqlite>, table: &'static str) -> Result<Vec<String>> {
    let found: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM pragma_table_info($1)").bind(table).fetch_all(&mut **tx).await?;
    Ok(found.into_iter().map(|(name,)| name).collect())
}
