//! The steps of a position's pipeline.

mod edit;

pub use edit::{Draft, MOST, Removal, save};

use super::Result;
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::text_enum;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a stage is for, whatever it is called: keeps metrics comparable.
    pub enum Kind {
        Review = "review",
        Interview = "interview",
        Offer = "offer",
        Hired = "hired",
    }
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Kind::Review => "Review",
            Kind::Interview => "Interview",
            Kind::Offer => "Offer",
            Kind::Hired => "Hired",
        }
    }
}

/// A stage by itself, whatever position has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    pub name: String,
    pub kind: Kind,
    /// Days someone should stay here at most.
    pub target_days: Option<i64>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Stage {
    pub id: String,
    pub position_id: String,
    pub ordinal: i64,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    /// Applications in this stage now, outcomes apart.
    pub active: i64,
    /// Days someone should stay here at most.
    pub target_days: Option<i64>,
}

/// What a new position starts with where nothing else was chosen.
const STANDARD: [(&str, Kind, Option<i64>); 6] = [
    ("New", Kind::Review, Some(3)),
    ("Screening", Kind::Review, Some(5)),
    ("Shortlisted", Kind::Review, Some(5)),
    ("Interview", Kind::Interview, Some(10)),
    ("Offer", Kind::Offer, Some(7)),
    ("Hired", Kind::Hired, None),
];

impl Planned {
    pub fn standard() -> Vec<Planned> {
        STANDARD.map(|(name, kind, target_days)| Planned { name: name.to_owned(), kind, target_days }).to_vec()
    }
}

impl Stage {
    pub async fn of_position(db: &Db, position: &str) -> Result<Vec<Stage>> {
        Ok(db.all(sql("SELECT * FROM stages WHERE position_id = $1 ORDER BY ordinal").bind(position)).await?)
    }

    /// Adds a stage with nobody in it.
    pub(super) async fn add(tx: &mut Tx, position: &str, ordinal: i64, plan: &Planned) -> Result<()> {
        let query = sql(
            "INSERT INTO stages (id, position_id, ordinal, name, kind, target_days) VALUES ($1, $2, $3, $4, $5, $6)",
        );
        let query = query.bind(new_id()).bind(position).bind(ordinal).bind(&plan.name);
        tx.run(query.bind(plan.kind).bind(plan.target_days)).await?;
        Ok(())
    }

    pub fn planned(&self) -> Planned {
        Planned { name: self.name.clone(), kind: self.kind, target_days: self.target_days }
    }

    /// Whoever came here before this moment has been here too long.
    pub fn cutoff(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.target_days.map(|days| now - Duration::days(days))
    }

    pub(super) async fn first_of(tx: &mut Tx, position: &str) -> Result<Stage> {
        Ok(tx.one(sql("SELECT * FROM stages WHERE position_id = $1 ORDER BY ordinal LIMIT 1").bind(position)).await?)
    }

    /// Keeps the counts: `by` more (or fewer) active applications in each stage, in one fixed order of locks.
    pub(super) async fn count(tx: &mut Tx, mut changes: Vec<(&str, i64)>) -> Result<()> {
        changes.sort();
        for (stage, by) in changes {
            if by != 0 {
                tx.run(sql("UPDATE stages SET active = active + $1 WHERE id = $2").bind(by).bind(stage)).await?;
            }
        }
        Ok(())
    }
}
