//! Changing the stages of a position: all of them at once, and nobody is left without one.

use super::{Kind, Planned, Stage};
use crate::hiring::activity::{self, Entry, Kind as Deed};
use crate::hiring::positions::Position;
use crate::hiring::rules::{self, Rule};
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused, search};
use crate::platform::db::{Run, Tx, Value, new_id, sql};
use crate::platform::events::Event;
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::HashMap;

/// Most stages a position takes.
pub const MOST: usize = 15;
/// Rows a statement writes: both engines bound how many values it may have.
const ROWS: usize = 500;

const STALE: &str = "Someone changed the stages while you had them open.";

/// A stage as someone wants it; new without an id.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: Option<String>,
    pub plan: Planned,
}

/// A stage to be removed, and the stage its people go to.
#[derive(Clone, Debug)]
pub struct Removal {
    pub id: String,
    pub into: Option<String>,
}

impl Planned {
    pub fn name(text: &str) -> Rule<String> {
        rules::required(text, 40, "Give the stage a name")
    }

    pub fn target(text: &str) -> Rule<Option<i64>> {
        rules::optional_number(text, 1, 365)
    }

    /// Whether these make a pipeline: from a review to one hire, each by a name of its own.
    pub fn whole<'a>(plans: impl IntoIterator<Item = &'a Planned>) -> Rule<()> {
        let plans: Vec<&Planned> = plans.into_iter().collect();
        let (Some(first), Some(last)) = (plans.first(), plans.last()) else {
            return Err("Keep at least two stages: one to review people in, and one for those hired.".into());
        };
        if plans.len() < 2 || first.kind != Kind::Review {
            return Err("Begin with a stage of the kind review: it is where new candidates arrive.".into());
        }
        if last.kind != Kind::Hired {
            return Err("End with a stage of the kind hired.".into());
        }
        if plans.iter().filter(|plan| plan.kind == Kind::Hired).count() > 1 {
            return Err("Only the last stage can be of the kind hired.".into());
        }
        if plans.len() > MOST {
            return Err(format!("Keep to {MOST} stages; these are {}.", plans.len()));
        }
        let mut names: Vec<String> = plans.iter().map(|plan| plan.name.to_lowercase()).collect();
        names.sort();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(format!("Two stages are called “{}”. Give each a name of its own.", pair[0])),
            None => Ok(()),
        }
    }
}

/// Makes the position's stages these, in this order, unless someone changed them since `version`. What is left out is
/// removed; its people go where `removals` says. Answers with how many were moved so.
pub async fn save(
    tx: &mut Tx,
    position: &Position,
    user: &User,
    drafts: Vec<Draft>,
    removals: &[Removal],
    version: i64,
    now: DateTime<Utc>,
) -> Result<usize> {
    let query = sql("UPDATE positions SET stages_version = stages_version + 1, updated_at = $1
                     WHERE id = $2 AND stages_version = $3");
    if tx.run(query.bind(now).bind(&position.id).bind(version)).await? == 0 {
        return refused(STALE);
    }
    let before = sql("SELECT * FROM stages WHERE position_id = $1 ORDER BY ordinal").bind(&position.id);
    let before: Vec<Stage> = tx.all(before).await?;
    let mut said = Vec::new();
    let mut kept = Vec::new();
    for (ordinal, draft) in (0_i64..).zip(drafts) {
        let old = before.iter().find(|stage| Some(&stage.id) == draft.id.as_ref());
        match old {
            Some(old) => {
                if old.name != draft.plan.name {
                    said.push(format!("{} is called {} now", old.name, draft.plan.name));
                }
                set(tx, &old.id, ordinal, &draft.plan).await?;
                kept.push(old.id.clone());
            }
            None => {
                said.push(format!("{} is new", draft.plan.name));
                Stage::add(tx, &position.id, ordinal, &draft.plan).await?;
            }
        }
    }
    let mut moved = 0;
    for old in before.iter().filter(|stage| !kept.contains(&stage.id)) {
        let into = removals.iter().find(|removal| removal.id == old.id).and_then(|removal| removal.into.as_deref());
        let into = before.iter().find(|stage| Some(stage.id.as_str()) == into && kept.contains(&stage.id));
        let people = remove(tx, position, user, old, into, now).await?;
        said.push(match into {
            Some(into) if people > 0 => format!("{} is gone, its {people} moved to {}", old.name, into.name),
            _ => format!("{} is gone", old.name),
        });
        moved += people;
    }
    let entry = Entry {
        project: Some(&position.project_id),
        position: Some(&position.id),
        detail: json!({"what": said.join("; ")}),
        ..Entry::new(Deed::StagesChanged, Some(&user.id))
    };
    activity::record(tx, entry, now).await?;
    if !said.is_empty() {
        search::restand_position(tx, &position.id).await?;
    }
    tx.announce(Event::new(format!("position:{}", position.id), "stages", &position.id));
    Ok(moved)
}

async fn set(tx: &mut Tx, id: &str, ordinal: i64, plan: &Planned) -> Result<()> {
    let query = sql("UPDATE stages SET ordinal = $1, name = $2, kind = $3, target_days = $4 WHERE id = $5");
    tx.run(query.bind(ordinal).bind(&plan.name).bind(plan.kind).bind(plan.target_days).bind(id)).await?;
    Ok(())
}

/// Someone in a stage that goes.
#[derive(sqlx::FromRow)]
struct Mover {
    id: String,
    candidate_id: String,
    outcome: String,
}

/// Removes a stage. Everyone in it, out of play or not, goes on in another, and their history says so.
async fn remove(
    tx: &mut Tx,
    position: &Position,
    user: &User,
    old: &Stage,
    into: Option<&Stage>,
    now: DateTime<Utc>,
) -> Result<usize> {
    let since = sql("SELECT id, entered_stage_at FROM applications WHERE stage_id = $1").bind(&old.id);
    let since: HashMap<String, DateTime<Utc>> = tx.all::<(String, DateTime<Utc>)>(since).await?.into_iter().collect();
    let mut people = Vec::new();
    if let Some(into) = into {
        let query = sql("UPDATE applications SET stage_id = $1, updated_at = $2, version = version + 1,
                            entered_stage_at = CASE WHEN outcome = 'active' THEN $2 ELSE entered_stage_at END
                         WHERE stage_id = $3 RETURNING id, candidate_id, outcome");
        people = tx.all::<Mover>(query.bind(&into.id).bind(now).bind(&old.id)).await?;
        let in_play = people.iter().filter(|mover| mover.outcome == "active").count() as i64;
        Stage::count(tx, vec![(&old.id, -in_play), (&into.id, in_play)]).await?;
        let reason = format!("The stage {} was removed", old.name);
        for some in people.chunks(ROWS) {
            let moves = some.iter().map(|mover| {
                vec![
                    Value::from(new_id()),
                    (&mover.id).into(),
                    (&old.id).into(),
                    (&into.id).into(),
                    (&mover.outcome).into(),
                    (&mover.outcome).into(),
                    (&reason).into(),
                    since.get(&mover.id).copied().unwrap_or(now).into(),
                    (&user.id).into(),
                    now.into(),
                ]
            });
            let query =
                sql("INSERT INTO moves (id, application_id, from_stage_id, to_stage_id, from_outcome, to_outcome,
                                reason, previous_entered_stage_at, by_id, at)");
            tx.run(query.values(moves)).await?;
            let detail = json!({"from": old.name, "to": into.name, "because": reason});
            let lines = some.iter().map(|mover| {
                vec![
                    Value::from(new_id()),
                    now.into(),
                    (&user.id).into(),
                    Deed::Moved.into(),
                    (&position.project_id).into(),
                    (&position.id).into(),
                    (&mover.candidate_id).into(),
                    (&mover.id).into(),
                    detail.clone().into(),
                ]
            });
            let query = sql("INSERT INTO activities (id, at, actor_id, kind, project_id, position_id, candidate_id,
                                application_id, detail)");
            tx.run(query.values(lines)).await?;
        }
    } else if !since.is_empty() {
        return refused(format!("{} holds {} people. Say which stage they go to.", old.name, since.len()));
    }
    match tx.run(sql("DELETE FROM stages WHERE id = $1").bind(&old.id)).await {
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
            refused(format!("Someone was moved to {} this moment. Save again.", old.name))
        }
        deleted => deleted.map(|_| people.len()).map_err(Error::from),
    }
}
