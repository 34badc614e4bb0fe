//! What trying a table came to, kept until the import begins: its page need not read the table at each visit.

use super::check::{Checked, check};
use super::{Column, Import};
use crate::hiring::intake::Reader;
use crate::hiring::positions::Places;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, rules};
use crate::platform::db::{Db, Tx, sql};
use crate::platform::extraction::table::Table;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Preview {
    /// What stands in the first rows, by column.
    pub samples: Vec<String>,
    pub checked: Checked,
}

impl Preview {
    /// Tries a table, as whoever takes it in may.
    pub async fn of(
        reader: &Reader,
        table: &Table,
        columns: &[Column],
        places: &Places,
        for_all: Option<&str>,
    ) -> Result<Preview> {
        let sample = |at: usize| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
            let short = |cell: &String| rules::line(&cell.chars().take(120).collect::<String>());
            cells.take(3).map(short).collect::<Vec<_>>().join(" · ").chars().take(120).collect()
        };
        let samples = (0..table.head.len()).map(sample).collect();
        Ok(Preview { samples, checked: check(reader, table, columns, places, for_all).await? })
    }
}

impl Import {
    /// The positions that whoever brought the table may bring people into.
    pub async fn places(&self, db: &Db) -> Result<Places> {
        Places::of(db, &User::find(db, &self.created_by).await?.ok_or(Error::NotFound)?).await
    }

    /// Keeps what trying the table came to.
    pub async fn keep_preview(&self, tx: &mut Tx, preview: &Preview) -> Result<()> {
        let preview = serde_json::to_value(preview).map_err(anyhow::Error::from)?;
        let query = sql("UPDATE imports SET preview = $1 WHERE id = $2 AND state = 'prepared'");
        tx.run(query.bind(preview).bind(&self.id)).await?;
        Ok(())
    }
}
