//! Why people leave: what is offered when someone is rejected, or withdraws.

use super::applications::Outcome;
use super::rules::{self, Rule};
use super::{Result, refused};
use crate::platform::db::{Db, Run, Tx, Value, sql};

/// What is offered, in the workspace's order. Any other reason may be typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    pub rejected: Vec<String>,
    pub withdrawn: Vec<String>,
}

impl Reasons {
    pub async fn find(db: &Db) -> Result<Reasons> {
        Reasons::read(db).await
    }

    async fn read(from: impl Run) -> Result<Reasons> {
        let query = sql("SELECT outcome, text FROM outcome_reasons ORDER BY outcome, ordinal");
        let rows: Vec<(String, String)> = from.all(query).await?;
        let of = |outcome: Outcome| {
            rows.iter().filter(|(word, _)| word == outcome.as_str()).map(|(_, text)| text.clone()).collect()
        };
        Ok(Reasons { rejected: of(Outcome::Rejected), withdrawn: of(Outcome::Withdrawn) })
    }

    /// One reason a line; blank lines and repetitions are left out.
    pub fn lines(text: &str) -> Rule<Vec<String>> {
        let mut reasons: Vec<String> = Vec::new();
        for line in text.lines().map(rules::line).filter(|line| !line.is_empty()) {
            if line.chars().count() > 120 {
                return Err(format!(
                    "Keep each reason under 120 characters: “{}…”",
                    line.chars().take(40).collect::<String>()
                ));
            }
            if !reasons.contains(&line) {
                reasons.push(line);
            }
        }
        if reasons.len() > 30 { Err("Keep to 30 reasons.".into()) } else { Ok(reasons) }
    }

    /// Puts these in the place of `was`, unless someone else did meanwhile.
    pub async fn save(&self, tx: &mut Tx, was: &Reasons) -> Result<()> {
        if Reasons::read(&mut *tx).await? != *was {
            return refused("Someone changed the reasons while you had them open.");
        }
        tx.run(sql("DELETE FROM outcome_reasons")).await?;
        let numbered =
            |outcome: Outcome| (0_i64..).zip(self.of(outcome)).map(move |(ordinal, text)| (outcome, ordinal, text));
        let rows = numbered(Outcome::Rejected).chain(numbered(Outcome::Withdrawn));
        let rows: Vec<Vec<Value>> =
            rows.map(|(outcome, ordinal, text)| vec![outcome.into(), ordinal.into(), text.into()]).collect();
        if !rows.is_empty() {
            tx.run(sql("INSERT INTO outcome_reasons (outcome, ordinal, text)").values(rows)).await?;
        }
        Ok(())
    }

    pub fn of(&self, outcome: Outcome) -> &[String] {
        if outcome == Outcome::Withdrawn { &self.withdrawn } else { &self.rejected }
    }
}
