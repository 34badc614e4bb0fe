//! Why people leave: what is offered when someone is rejected, or withdraws.

use super::Result;
use super::applications::Outcome;
use crate::platform::db::{Db, Run, sql};

/// What is offered, in the workspace's order. Any other reason may be typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    pub rejected: Vec<String>,
    pub withdrawn: Vec<String>,
}

impl Reasons {
    pub async fn find(db: &Db) -> Result<Reasons> {
        let query = sql("SELECT outcome, text FROM outcome_reasons ORDER BY outcome, ordinal");
        let rows: Vec<(String, String)> = db.all(query).await?;
        let of = |outcome: Outcome| {
            rows.iter().filter(|(word, _)| word == outcome.as_str()).map(|(_, text)| text.clone()).collect()
        };
        Ok(Reasons { rejected: of(Outcome::Rejected), withdrawn: of(Outcome::Withdrawn) })
    }

    pub fn of(&self, outcome: Outcome) -> &[String] {
        if outcome == Outcome::Withdrawn { &self.withdrawn } else { &self.rejected }
    }
}
