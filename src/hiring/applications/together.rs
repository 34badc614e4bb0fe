//! Several people moved with one hand, and taken back with one hand.

use super::moves::{advance, decide, overtaken, reopen_in, undo};
use super::{Application, Outcome};
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Utc};

/// Where they are to go: a stage of the position, or out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    Stage(String),
    Out(Outcome),
}

/// Someone to move, and where the mover saw them: a stage's id, or the word of an outcome.
pub struct Seen {
    pub application: Application,
    pub place: String,
}

/// What came of it, person by person.
#[derive(Default)]
pub struct Together {
    /// Names the moves, for taking them back.
    pub id: String,
    pub done: Vec<Application>,
    pub refused: Vec<(Application, String)>,
}

impl Together {
    /// Keeps a refusal with whom it is about; a failure of a machine ends it all.
    fn sort(&mut self, application: Application, outcome: Result<()>) -> Result<()> {
        match outcome {
            Ok(()) => self.done.push(application),
            Err(Error::Refused(why)) => self.refused.push((application, why)),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Moves each of them, or says why not. `reason` counts for those who leave.
pub async fn move_together(
    tx: &mut Tx,
    user: &User,
    people: Vec<Seen>,
    to: &Goal,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Together> {
    let mut together = Together { id: new_id(), ..Together::default() };
    for Seen { application, place } in people {
        let made = match (application.outcome, to) {
            (Outcome::Active, Goal::Stage(stage)) => advance(tx, &application, user, &place, stage, now).await,
            (Outcome::Active, Goal::Out(outcome)) if application.stage_id == place => {
                decide(tx, &application, user, *outcome, reason, now).await
            }
            (outcome, Goal::Stage(stage)) if outcome.as_str() == place => {
                reopen_in(tx, &application, user, stage, now).await
            }
            _ => overtaken(tx, &application, user).await,
        };
        let made = match made {
            Ok(id) => {
                let query = sql("UPDATE moves SET together_id = $1 WHERE id = $2").bind(&together.id).bind(id);
                tx.run(query).await?;
                Ok(())
            }
            Err(Error::NotFound) => refused("That stage is gone. Load the board again."),
            Err(error) => Err(error),
        };
        together.sort(application, made)?;
    }
    Ok(together)
}

/// Those moved together on a position whose moves still stand, each with the move.
pub async fn moved_together(db: &Db, user: &User, position: &str, id: &str) -> Result<Vec<(Application, String)>> {
    let query = sql("SELECT m.id, m.application_id FROM moves m JOIN applications a ON a.id = m.application_id
                     WHERE m.together_id = $1 AND a.position_id = $2 AND m.undone_at IS NULL ORDER BY m.id");
    let rows: Vec<(String, String)> = db.all(query.bind(id).bind(position)).await?;
    let mut moved = Vec::with_capacity(rows.len());
    for (made, application) in rows {
        moved.push((Application::find_to_edit(db, user, &application).await?, made));
    }
    Ok(moved)
}

/// Takes the moves back, or says of whom it could not be.
pub async fn undo_together(
    tx: &mut Tx,
    user: &User,
    moved: Vec<(Application, String)>,
    now: DateTime<Utc>,
) -> Result<Together> {
    let mut together = Together::default();
    for (application, made) in moved {
        let undone = undo(tx, &application, user, &made, now).await;
        together.sort(application, undone)?;
    }
    Ok(together)
}
