//! Several applications of one position side by side: each with its verdicts as they stand.

use super::{Outcome, Overrule};
use crate::hiring::positions::Position;
use crate::hiring::requirements::from_word;
use crate::hiring::users::User;
use crate::hiring::{Result, screenings};
use crate::platform::db::{Db, Run, sql};
use crate::screening::{Judgement, Screening};
use chrono::{DateTime, Utc};

/// An application in a comparison.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Compared {
    pub id: String,
    pub candidate: String,
    pub headline: String,
    pub location: String,
    pub experience_years: Option<f64>,
    pub stage_id: String,
    pub stage: String,
    pub stage_kind: String,
    pub stage_ordinal: i64,
    #[sqlx(try_from = "String")]
    pub outcome: Outcome,
    pub fit: Option<i64>,
    pub coverage: String,
    /// What its fit comes from; the recruiters' own verdicts lie over it.
    pub screening: Option<sqlx::types::Json<Screening>>,
    pub screened_at: Option<DateTime<Utc>>,
    pub requirements_version: Option<i64>,
    #[sqlx(skip)]
    pub overrules: Vec<Overrule>,
}

impl Compared {
    /// The verdicts that count.
    pub fn standing(&self) -> Vec<Judgement> {
        let machine = self.screening.as_ref().map(|kept| kept.0.verdicts.as_slice()).unwrap_or_default();
        screenings::standing(machine, &self.overrules)
    }
}

/// These applications of the position, in the order asked for. Ids of anything else are passed over. Two queries,
/// however many people and requirements.
pub async fn compared(db: &Db, _reader: &User, position: &Position, ids: &[String]) -> Result<Vec<Compared>> {
    let people = sql(
        "SELECT a.id, c.name AS candidate, c.headline, c.location, c.experience_years, a.stage_id, s.name AS stage,
            s.kind AS stage_kind, s.ordinal AS stage_ordinal, a.outcome, CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit,
            a.coverage, k.result AS screening, k.started_at AS screened_at, k.requirements_version
         FROM applications a JOIN candidates c ON c.id = a.candidate_id JOIN stages s ON s.id = a.stage_id
         LEFT JOIN screenings k ON k.id = a.screening_id",
    )
    .push_bound(" WHERE a.position_id = ? AND a.id", &position.id)
    .any_of(ids);
    #[derive(sqlx::FromRow)]
    struct Said {
        application_id: String,
        requirement_id: String,
        verdict: String,
        reason: String,
        by: String,
        at: DateTime<Utc>,
    }
    let said = sql("SELECT o.application_id, o.requirement_id, o.verdict, o.reason, u.name AS by, o.at
         FROM overrules o JOIN users u ON u.id = o.by_id WHERE o.application_id")
    .any_of(ids);
    let (mut people, said): (Vec<Compared>, Vec<Said>) = tokio::try_join!(db.all(people), db.all(said))?;
    for word in said {
        let (Some(person), Some(verdict)) =
            (people.iter_mut().find(|person| person.id == word.application_id), from_word(&word.verdict))
        else {
            continue;
        };
        let (requirement_id, reason) = (word.requirement_id, word.reason);
        person.overrules.push(Overrule { requirement_id, verdict, reason, by: word.by, at: word.at });
    }
    people.sort_by_key(|person| ids.iter().position(|id| *id == person.id));
    Ok(people)
}

/// Someone who could join a comparison.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Contender {
    pub id: String,
    pub candidate: String,
    pub fit: Option<i64>,
}

/// Those in play with the best fit.
pub async fn contenders(db: &Db, _reader: &User, position: &Position, limit: i64) -> Result<Vec<Contender>> {
    let query = sql("SELECT a.id, c.name AS candidate, CASE WHEN a.fit < 0 THEN NULL ELSE a.fit END AS fit
         FROM applications a JOIN candidates c ON c.id = a.candidate_id
         WHERE a.position_id = $1 AND a.outcome = 'active' ORDER BY a.fit DESC, a.id DESC LIMIT $2");
    Ok(db.all(query.bind(&position.id).bind(limit)).await?)
}
