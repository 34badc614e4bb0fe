//! The steps of a position's pipeline.

use super::Result;
use crate::platform::db::{Db, Run, Tx, Value, new_id, sql};
use crate::text_enum;

text_enum! {
    /// What a stage is for, whatever it is called: keeps metrics comparable.
    pub enum Kind {
        Review = "review",
        Interview = "interview",
        Offer = "offer",
        Hired = "hired",
    }
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
}

/// What a new position starts with.
const DEFAULT: [(&str, Kind); 6] = [
    ("New", Kind::Review),
    ("Screening", Kind::Review),
    ("Shortlisted", Kind::Review),
    ("Interview", Kind::Interview),
    ("Offer", Kind::Offer),
    ("Hired", Kind::Hired),
];

impl Stage {
    pub async fn of_position(db: &Db, position: &str) -> Result<Vec<Stage>> {
        Ok(db.all(sql("SELECT * FROM stages WHERE position_id = $1 ORDER BY ordinal").bind(position)).await?)
    }

    pub(super) async fn add_default(tx: &mut Tx, position: &str) -> Result<()> {
        let rows = DEFAULT.iter().enumerate().map(|(ordinal, (name, kind))| {
            vec![Value::from(new_id()), position.into(), (ordinal as i64).into(), (*name).into(), (*kind).into()]
        });
        tx.run(sql("INSERT INTO stages (id, position_id, ordinal, name, kind)").values(rows)).await?;
        Ok(())
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
