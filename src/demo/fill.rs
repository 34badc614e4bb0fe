//! A workspace of any size, made of invented people whose CVs are really parsed and screened. For benches only.

mod ground;
mod people;

use crate::app::App;
use crate::hiring::{Result, search};
use crate::platform::db::{Sql, Tx, Value, sql};
use std::sync::Arc;
use tokio::task::JoinSet;

/// What was made.
pub struct Fill {
    pub candidates: u64,
    pub applications: u64,
    /// A super admin to sign in as.
    pub email: String,
    pub password: String,
}

/// How many candidates are made and written together.
const BATCH: u64 = 250;

/// Adds `candidates` candidates with three applications each. `tell` hears how many are written.
pub async fn fill(app: &App, candidates: u64, seed: u64, tell: impl Fn(u64)) -> Result<Fill> {
    let (ground, email, password) = ground::lay(app, candidates, seed).await?;
    let ground = Arc::new(ground);
    let now = app.clock.now();
    let batches: Vec<(u64, u64)> =
        (0..candidates.div_ceil(BATCH)).map(|batch| (batch * BATCH, ((batch + 1) * BATCH).min(candidates))).collect();
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
    let mut waiting = batches.into_iter();
    let mut making = JoinSet::new();
    let mut made = Fill { candidates: 0, applications: 0, email, password };
    loop {
        while making.len() < cores {
            let Some((from, to)) = waiting.next() else { break };
            let ground = ground.clone();
            making.spawn_blocking(move || people::make(&ground, seed, from, to, now));
        }
        let Some(rows) = making.join_next().await else { break };
        let rows = rows.map_err(anyhow::Error::from)?;
        let mut tx = app.db.begin().await?;
        made.candidates += rows.candidates.len() as u64;
        made.applications += rows.applications.len() as u64;
        rows.write(&mut tx).await?;
        tx.commit().await?;
        if made.candidates % 5_000 < BATCH {
            tell(made.candidates);
        }
    }
    let mut tx = app.db.begin().await?;
    for recount in [
        "UPDATE candidates SET newest_application_id = (SELECT a.id FROM applications a
            WHERE a.candidate_id = candidates.id ORDER BY a.created_at DESC, a.id DESC LIMIT 1)",
        "UPDATE stages SET active = (SELECT COUNT(*) FROM applications a WHERE a.stage_id = stages.id AND a.outcome = 'active')",
        "UPDATE positions SET closed = (SELECT COUNT(*) FROM applications a WHERE a.position_id = positions.id AND a.outcome <> 'active')",
    ] {
        tx.run(sql(recount)).await?;
    }
    search::settle_bulk(&mut tx).await?;
    tx.commit().await?;
    // Without statistics a planner guesses, and guesses badly at this size.
    let mut tx = app.db.begin().await?;
    for table in [
        "ANALYZE projects",
        "ANALYZE positions",
        "ANALYZE stages",
        "ANALYZE candidates",
        "ANALYZE candidate_keys",
        "ANALYZE documents",
        "ANALYZE document_texts",
        "ANALYZE applications",
        "ANALYZE screenings",
        "ANALYZE moves",
        "ANALYZE notes",
        "ANALYZE activities",
        "ANALYZE search_entries",
        "ANALYZE search_words",
        "ANALYZE search_names",
        "ANALYZE search_trigrams",
    ] {
        tx.run(sql(table)).await?;
    }
    tx.commit().await?;
    Ok(made)
}

/// Writes many rows with few statements: both engines take a bounded number of values in one.
pub(crate) async fn write(tx: &mut Tx, insert: &'static str, rows: Vec<Vec<Value>>) -> Result<()> {
    // SQLite compares each numbered value with all before it: many small statements beat few large ones.
    const MOST_VALUES: usize = 1_000;
    let Some(width) = rows.first().map(Vec::len) else { return Ok(()) };
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let statement: Sql = sql(insert).values(rows.by_ref().take(MOST_VALUES / width));
        tx.run(statement).await?;
    }
    Ok(())
}
