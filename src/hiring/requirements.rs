//! What a position asks for, one checkable thing a row.

use super::activity::Kind;
use super::rules::Rule;
use super::users::User;
use super::{Result, positions::Position, refused, rules};
use crate::platform::db::{Db, Run, Tx, Value, new_id, sql};
use crate::platform::queue::Job;
use crate::screening::{Category, Importance, Requirement};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;

/// How many requirements a position may have.
pub const MOST: usize = 60;

/// Screens every application of a position again, after its requirements changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScreenPosition {
    pub position: String,
}

impl Job for ScreenPosition {
    const QUEUE: &'static str = "screen_position";
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: String,
    text: String,
    category: String,
    importance: String,
    weight: i64,
}

/// One row of the requirements' form, checked. Without an id it is new.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: Option<String>,
    pub text: String,
    pub category: Category,
    pub importance: Importance,
    pub weight: u8,
}

impl Draft {
    pub fn text(text: &str) -> Rule<String> {
        rules::required(text, 500, "Say what is asked for")
    }
    pub fn weight(text: &str) -> Rule<u8> {
        rules::number(text, 1, 5).map(|weight| weight as u8)
    }
}

/// The word an enum of the screening contract is stored as.
pub fn word_of<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The enum of the screening contract that a word stands for.
pub fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

impl From<Stored> for Requirement {
    fn from(row: Stored) -> Self {
        Requirement {
            id: row.id,
            text: row.text,
            category: from_word(&row.category).unwrap_or(Category::Other),
            importance: from_word(&row.importance).unwrap_or(Importance::Nice),
            weight: row.weight.clamp(1, 5) as u8,
        }
    }
}

/// A position's requirements, in its order.
pub async fn of_position(db: &Db, position: &str) -> Result<Vec<Requirement>> {
    let query =
        sql("SELECT id, text, category, importance, weight FROM requirements WHERE position_id = $1 ORDER BY ordinal");
    let rows: Vec<Stored> = db.all(query.bind(position)).await?;
    Ok(rows.into_iter().map(Requirement::from).collect())
}

/// Replaces the position's requirements by the form's rows, and asks for everyone to be screened by them.
///
/// `version` is the one the form was opened at. Rows that keep their id keep what recruiters said about them.
pub async fn save(
    tx: &mut Tx,
    position: &Position,
    user: &User,
    rows: Vec<Draft>,
    version: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    if rows.len() > MOST {
        return refused(format!("A position takes {MOST} requirements. Merge or drop some."));
    }
    let query = sql("UPDATE positions SET requirements_version = requirements_version + 1, updated_at = $1
                     WHERE id = $2 AND requirements_version = $3");
    if tx.run(query.bind(now).bind(&position.id).bind(version)).await? == 0 {
        return refused(
            "Someone changed the requirements while you had them open. Load the page again to see their changes.",
        );
    }
    let known: Vec<(String,)> =
        tx.all(sql("SELECT id FROM requirements WHERE position_id = $1").bind(&position.id)).await?;
    tx.run(sql("DELETE FROM requirements WHERE position_id = $1").bind(&position.id)).await?;
    let count = rows.len();
    let mut used: Vec<String> = Vec::new();
    let values: Vec<Vec<Value>> = rows
        .into_iter()
        .enumerate()
        .map(|(ordinal, row)| {
            let kept = row.id.filter(|id| known.iter().any(|(known,)| known == id) && !used.contains(id));
            let id = kept.unwrap_or_else(new_id);
            used.push(id.clone());
            vec![
                id.into(),
                (&position.id).into(),
                (ordinal as i64).into(),
                row.text.into(),
                word_of(&row.category).into(),
                word_of(&row.importance).into(),
                i64::from(row.weight).into(),
            ]
        })
        .collect();
    if !values.is_empty() {
        tx.run(
            sql("INSERT INTO requirements (id, position_id, ordinal, text, category, importance, weight)")
                .values(values),
        )
        .await?;
    }
    position.record(tx, user, Kind::RequirementsChanged, json!({"count": count}), now).await?;
    tx.enqueue(&ScreenPosition { position: position.id.clone() }).await?;
    Ok(())
}

/// How a requirement is met by those screened: the position page's small bars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub met: i64,
    pub partly: i64,
    pub not_met: i64,
    pub not_stated: i64,
}

/// A tally for each requirement, in order, from the coverage strips of the applications in play.
pub async fn tallies(db: &Db, position: &str, requirements: usize) -> Result<Vec<Tally>> {
    let query = sql(
        "SELECT coverage, COUNT(*) AS n FROM applications WHERE position_id = $1 AND outcome = 'active' GROUP BY coverage",
    );
    let strips: Vec<(String, i64)> = db.all(query.bind(position)).await?;
    let mut tallies = vec![Tally::default(); requirements];
    for (strip, count) in strips.iter().filter(|(strip, _)| strip.len() == requirements) {
        for (tally, mark) in tallies.iter_mut().zip(strip.chars()) {
            match mark.to_ascii_lowercase() {
                'm' => tally.met += count,
                'p' => tally.partly += count,
                'n' => tally.not_met += count,
                _ => tally.not_stated += count,
            }
        }
    }
    Ok(tallies)
}
