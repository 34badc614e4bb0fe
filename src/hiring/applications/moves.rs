//! Moving someone through the pipeline, out of it, and back.

use super::{Application, Outcome};
use crate::hiring::activity::{self, Kind};
use crate::hiring::rules::{self, Rule};
use crate::hiring::stages::Stage;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused, search};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::platform::events::Event;
use chrono::{DateTime, Duration, Utc};
use serde_json::json;

/// How long a move can be undone, in days.
pub const UNDO_DAYS: i64 = 30;

/// One change of stage or outcome.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Move {
    pub id: String,
    pub application_id: String,
    pub from_stage_id: String,
    pub to_stage_id: String,
    #[sqlx(try_from = "String")]
    pub from_outcome: Outcome,
    #[sqlx(try_from = "String")]
    pub to_outcome: Outcome,
    pub reason: String,
    pub previous_entered_stage_at: DateTime<Utc>,
    pub at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
}

/// Why someone is out: required, at most 500 characters.
pub fn reason(text: &str) -> Rule<String> {
    rules::required(text, 500, "Give the reason; it helps whoever looks here next")
}

/// Where an application stands or is to stand.
struct Place<'a> {
    stage: &'a str,
    outcome: Outcome,
    reason: &'a str,
}

/// Moves someone in play to another stage of the position. `from` is the stage the mover saw them in.
pub async fn advance(
    tx: &mut Tx,
    application: &Application,
    user: &User,
    from: &str,
    to: &str,
    now: DateTime<Utc>,
) -> Result<String> {
    if application.outcome != Outcome::Active || application.stage_id != from {
        return overtaken(tx, application, user).await;
    }
    let stage = stage_of(tx, application, to).await?;
    if stage.id == application.stage_id {
        return refused(format!("They are in {} already.", stage.name));
    }
    let place = Place { stage: &stage.id, outcome: Outcome::Active, reason: "" };
    let id = place_at(tx, application, user, place, now).await?;
    let detail = json!({"from": application.stage, "to": stage.name, "move": id});
    activity::record(tx, application.entry(Kind::Moved, user, detail), now).await?;
    Ok(id)
}

/// Rejects someone in play, or notes that they withdrew. They keep the stage they reached.
pub async fn decide(
    tx: &mut Tx,
    application: &Application,
    user: &User,
    outcome: Outcome,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<String> {
    let kind = match outcome {
        Outcome::Rejected => Kind::Rejected,
        Outcome::Withdrawn => Kind::Withdrawn,
        Outcome::Active => return reopen(tx, application, user, now).await,
    };
    if application.outcome != Outcome::Active {
        return refused(format!("They are {} already.", application.outcome));
    }
    let place = Place { stage: &application.stage_id, outcome, reason };
    let id = place_at(tx, application, user, place, now).await?;
    let detail = json!({"reason": reason, "stage": application.stage, "move": id});
    activity::record(tx, application.entry(kind, user, detail), now).await?;
    Ok(id)
}

/// Takes someone rejected or withdrawn back into the stage they had reached.
pub async fn reopen(tx: &mut Tx, application: &Application, user: &User, now: DateTime<Utc>) -> Result<String> {
    reopen_in(tx, application, user, &application.stage_id, now).await
}

/// Takes someone rejected or withdrawn back into a stage of the position.
pub async fn reopen_in(
    tx: &mut Tx,
    application: &Application,
    user: &User,
    stage: &str,
    now: DateTime<Utc>,
) -> Result<String> {
    if application.outcome == Outcome::Active {
        return refused("They are in play already.");
    }
    let stage = stage_of(tx, application, stage).await?;
    let place = Place { stage: &stage.id, outcome: Outcome::Active, reason: "" };
    let id = place_at(tx, application, user, place, now).await?;
    let detail = json!({"stage": stage.name, "move": id});
    activity::record(tx, application.entry(Kind::Reopened, user, detail), now).await?;
    Ok(id)
}

/// A stage of the application's position.
async fn stage_of(tx: &mut Tx, application: &Application, id: &str) -> Result<Stage> {
    let query = sql("SELECT * FROM stages WHERE id = $1 AND position_id = $2");
    tx.maybe(query.bind(id).bind(&application.position_id)).await?.ok_or(Error::NotFound)
}

/// Takes back the application's latest move, for thirty days.
pub async fn undo(tx: &mut Tx, application: &Application, user: &User, id: &str, now: DateTime<Utc>) -> Result<()> {
    let latest =
        sql("SELECT * FROM moves WHERE application_id = $1 AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1");
    let latest: Option<Move> = tx.maybe(latest.bind(&application.id)).await?;
    let Some(latest) = latest else {
        return refused("This was undone already.");
    };
    if latest.id != id {
        return refused("There was another move since. Undo that one first, or move them by hand.");
    }
    if now - latest.at > Duration::days(UNDO_DAYS) {
        return refused(format!("Moves can be undone for {UNDO_DAYS} days. Move them by hand."));
    }
    let stage: Option<(String,)> =
        tx.maybe(sql("SELECT name FROM stages WHERE id = $1").bind(&latest.from_stage_id)).await?;
    let Some((stage,)) = stage else {
        return refused("The stage they came from is gone. Move them by hand.");
    };
    // First what may be refused: others' undos in the same transaction are kept.
    let place = Place { stage: &latest.from_stage_id, outcome: latest.from_outcome, reason: "" };
    set(tx, application, user, &place, latest.previous_entered_stage_at, now).await?;
    tx.run(sql("UPDATE moves SET undone_at = $1 WHERE id = $2").bind(now).bind(id)).await?;
    activity::record(tx, application.entry(Kind::Undone, user, json!({"to": stage})), now).await?;
    Ok(())
}

/// The refusal of whoever came second: who was faster, and where that left the candidate.
pub(super) async fn overtaken<T>(tx: &mut Tx, application: &Application, user: &User) -> Result<T> {
    let faster = sql("SELECT u.id, u.name FROM activities a JOIN users u ON u.id = a.actor_id
                      WHERE a.candidate_id = $1 AND a.application_id = $2
                        AND a.kind IN ('moved', 'rejected', 'withdrawn', 'reopened', 'undone')
                      ORDER BY a.at DESC, a.id DESC LIMIT 1");
    let faster: Option<(String, String)> =
        tx.maybe(faster.bind(&application.candidate_id).bind(&application.id)).await?;
    let standing =
        sql("SELECT s.name, a.outcome FROM applications a JOIN stages s ON s.id = a.stage_id WHERE a.id = $1");
    let (stage, outcome): (String, String) = tx.maybe(standing.bind(&application.id)).await?.ok_or(Error::NotFound)?;
    let who = match faster {
        Some((id, _)) if id == user.id => "You".to_owned(),
        Some((_, name)) => name,
        None => "Someone".to_owned(),
    };
    let place = if outcome == Outcome::Active.as_str() { format!("in {stage}") } else { outcome };
    refused(format!("{who} moved {} meanwhile: they are {place} now.", application.candidate))
}

/// Refuses whoever decides about someone they saw in another stage, or in play.
pub async fn expect_in(tx: &mut Tx, application: &Application, user: &User, stage: &str) -> Result<()> {
    if application.outcome == Outcome::Active && application.stage_id == stage {
        return Ok(());
    }
    overtaken(tx, application, user).await
}

/// The moves of an application that still stand, newest first.
pub async fn history(db: &Db, application: &Application) -> Result<Vec<Move>> {
    let query =
        sql("SELECT * FROM moves WHERE application_id = $1 AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 100");
    Ok(db.all(query.bind(&application.id)).await?)
}

async fn place_at(
    tx: &mut Tx,
    application: &Application,
    user: &User,
    to: Place<'_>,
    now: DateTime<Utc>,
) -> Result<String> {
    let same_stage = to.stage == application.stage_id;
    set(tx, application, user, &to, if same_stage { application.entered_stage_at } else { now }, now).await?;
    let id = new_id();
    tx.run(
        sql("INSERT INTO moves (id, application_id, from_stage_id, to_stage_id, from_outcome, to_outcome, reason,
                previous_entered_stage_at, by_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(&id)
        .bind(&application.id)
        .bind(&application.stage_id)
        .bind(to.stage)
        .bind(application.outcome)
        .bind(to.outcome)
        .bind(to.reason)
        .bind(application.entered_stage_at)
        .bind(&user.id)
        .bind(now),
    )
    .await?;
    Ok(id)
}

/// Puts the application in its new place, unless it changed since it was read, and keeps the counts.
async fn set(
    tx: &mut Tx,
    application: &Application,
    user: &User,
    to: &Place<'_>,
    entered: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let changed = tx
        .run(
            sql("UPDATE applications SET stage_id = $1, outcome = $2, outcome_reason = $3, entered_stage_at = $4,
                    updated_at = $5, reviewed_at = COALESCE(reviewed_at, $5), version = version + 1
                 WHERE id = $6 AND version = $7")
            .bind(to.stage)
            .bind(to.outcome)
            .bind(to.reason)
            .bind(entered)
            .bind(now)
            .bind(&application.id)
            .bind(application.version),
        )
        .await?;
    if changed == 0 {
        return overtaken(tx, application, user).await;
    }
    let in_play = |outcome: Outcome| i64::from(outcome == Outcome::Active);
    let (before, after) = (in_play(application.outcome), in_play(to.outcome));
    let mut counts = vec![(application.stage_id.as_str(), -before), (to.stage, after)];
    if application.stage_id == to.stage {
        counts = vec![(to.stage, after - before)];
    }
    Stage::count(tx, counts).await?;
    if before != after {
        let query = sql("UPDATE positions SET closed = closed + $1 WHERE id = $2");
        tx.run(query.bind(before - after).bind(&application.position_id)).await?;
    }
    search::restand(tx, &application.candidate_id).await?;
    tx.announce(Event::new(format!("position:{}", application.position_id), "moved", &application.id));
    Ok(())
}
