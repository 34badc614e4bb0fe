//! An application taken back as if it had never been, for undoing what made it.

use crate::hiring::stages::Stage;
use crate::hiring::{Result, search};
use crate::platform::db::{Run, Tx, sql};
use crate::platform::events::Event;

/// Takes its rows away and its part of the counts. One that is gone already is no error.
pub(in crate::hiring) async fn remove(tx: &mut Tx, application: &str) -> Result<()> {
    // Nobody may point at it when it goes.
    tx.run(
        sql("UPDATE candidates SET newest_application_id = NULL WHERE newest_application_id = $1").bind(application),
    )
    .await?;
    tx.run(sql("DELETE FROM activities WHERE application_id = $1").bind(application)).await?;
    let gone = sql("DELETE FROM applications WHERE id = $1 RETURNING position_id, stage_id, outcome, candidate_id");
    let gone: Option<(String, String, String, String)> = tx.maybe(gone.bind(application)).await?;
    let Some((position, stage, outcome, candidate)) = gone else { return Ok(()) };
    match outcome.as_str() {
        "active" => Stage::count(tx, vec![(&stage, -1)]).await?,
        _ => {
            tx.run(sql("UPDATE positions SET closed = closed - 1 WHERE id = $1").bind(&position)).await?;
        }
    }
    newest_application(tx, &candidate).await?;
    search::restand(tx, &candidate).await?;
    tx.announce(Event::new(format!("position:{position}"), "moved", application));
    Ok(())
}

/// Looks anew for what a candidate was considered for last.
pub(in crate::hiring) async fn newest_application(tx: &mut Tx, candidate: &str) -> Result<()> {
    let query =
        sql("UPDATE candidates SET newest_application_id = (SELECT a.id FROM applications a WHERE a.candidate_id = $1
                        ORDER BY a.created_at DESC, a.id DESC LIMIT 1) WHERE id = $1");
    tx.run(query.bind(candidate)).await?;
    Ok(())
}
