//! What a position asks for, one checkable thing a row.

use super::activity::Kind;
use super::rules::Rule;
use super::users::User;
use super::{Result, positions::Position, refused, rescreens, rules};
use crate::platform::db::{Db, Run, Tx, Value, new_id, sql};
use crate::platform::queue::Job;
use crate::screening::{AdviceKind, Category, Importance, Requirement, Words, advice};
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

/// How many must-have words a position may have, and how many avoid words.
pub const MOST_WORDS: usize = 30;

/// Words typed one a line, each once. None may be about what the law protects.
pub fn words(text: &str) -> Rule<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for line in text.lines() {
        let word = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if word.is_empty() || words.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            continue;
        }
        if word.chars().count() > 80 {
            return Err("Keep each word or phrase under 80 characters; one a line.".into());
        }
        if let Some(told) = advice(&word).filter(|advice| matches!(advice.kind, AdviceKind::Protected(_))) {
            return Err(format!("“{word}” cannot stand here. {}", told.message));
        }
        words.push(word);
    }
    match words.len() {
        few if few <= MOST_WORDS => Ok(words),
        many => Err(format!("A position takes {MOST_WORDS} of these; these are {many}.")),
    }
}

pub(super) fn words_of(must: &str, avoid: &str) -> Words {
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Words { must: lines(must), avoid: lines(avoid) }
}

/// The position's requirements and then its must-have words, as they count: a row of the sum each.
pub async fn counted(db: &Db, position: &Position) -> Result<Vec<Requirement>> {
    let mut asked = of_position(db, &position.id).await?;
    asked.extend(position.words().requirements());
    Ok(asked)
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

const OF_POSITION: &str =
    "SELECT id, text, category, importance, weight FROM requirements WHERE position_id = $1 ORDER BY ordinal";

/// A position's requirements, in its order.
pub async fn of_position(db: &Db, position: &str) -> Result<Vec<Requirement>> {
    let rows: Vec<Stored> = db.all(sql(OF_POSITION).bind(position)).await?;
    Ok(rows.into_iter().map(Requirement::from).collect())
}

/// Whether a position asks for this now, as a row or as a must-have word.
pub(super) async fn is_asked(tx: &mut Tx, position: &str, id: &str) -> Result<bool> {
    let rows: Vec<Stored> = tx.all(sql(OF_POSITION).bind(position)).await?;
    let words = sql("SELECT must_words, avoid_words FROM positions WHERE id = $1").bind(position);
    let (must, avoid): (String, String) = tx.one(words).await?;
    Ok(rows.iter().any(|row| row.id == id) || words_of(&must, &avoid).requirements().iter().any(|word| word.id == id))
}

/// Sets the words, for [`save`] to count as a change.
pub async fn set_words(tx: &mut Tx, position: &Position, words: &Words) -> Result<()> {
    let query = sql("UPDATE positions SET must_words = $1, avoid_words = $2 WHERE id = $3");
    tx.run(query.bind(words.must.join("\n")).bind(words.avoid.join("\n")).bind(&position.id)).await?;
    Ok(())
}

/// Replaces the position's requirements by the form's rows, and asks for everyone to be screened by them.
///
/// `version` is the one the form was opened at. Rows that keep their id keep what recruiters said about them. Answers
/// with the run that screens everyone again, if there is anyone.
pub async fn save(
    tx: &mut Tx,
    position: &Position,
    user: &User,
    rows: Vec<Draft>,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
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
    let before = asked(tx, position, position.words()).await?;
    tx.run(sql("DELETE FROM requirements WHERE position_id = $1").bind(&position.id)).await?;
    let count = rows.len();
    let mut used: Vec<String> = Vec::new();
    let values: Vec<Vec<Value>> = rows
        .into_iter()
        .enumerate()
        .map(|(ordinal, row)| {
            let kept =
                row.id.filter(|id| before.requirements.iter().any(|known| known.id == *id) && !used.contains(id));
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
    let (must, avoid): (String, String) =
        tx.one(sql("SELECT must_words, avoid_words FROM positions WHERE id = $1").bind(&position.id)).await?;
    let after = asked(tx, position, words_of(&must, &avoid)).await?;
    let changes = rescreens::changes_between(&before, &after);
    let run = rescreens::begin(tx, position, user, changes, now).await?;
    let detail = json!({"count": count, "rescreen": run});
    position.record(tx, user, Kind::RequirementsChanged, detail, now).await?;
    tx.enqueue(&ScreenPosition { position: position.id.clone() }).await?;
    Ok(run)
}

async fn asked(tx: &mut Tx, position: &Position, words: Words) -> Result<rescreens::Asked> {
    let rows: Vec<Stored> = tx.all(sql(OF_POSITION).bind(&position.id)).await?;
    Ok(rescreens::Asked { requirements: rows.into_iter().map(Requirement::from).collect(), words })
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
