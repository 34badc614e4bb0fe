//! All rows tried before any is taken in: who is new, who is known, what is wrong.

use super::{Column, Outcome, Person};
use crate::hiring::Result;
use crate::platform::db::{Db, Run, sql};
use crate::platform::extraction::table::Table;
use std::collections::HashMap;

#[derive(Clone, Debug, Default)]
pub struct Checked {
    pub added: i64,
    pub joined: i64,
    pub failed: i64,
    /// The first rows, whatever comes of them.
    pub first: Vec<Line>,
    /// The first of those that fail.
    pub problems: Vec<Line>,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub number: i64,
    pub name: String,
    pub email: String,
    pub outcome: Outcome,
    /// Whom they join, or what is wrong.
    pub why: String,
}

/// How many rows are looked up at once, and how many lines are shown.
const AT_ONCE: usize = 200;
const SHOWN: usize = 10;
const PROBLEMS: usize = 20;

pub async fn check(db: &Db, table: &Table, columns: &[Column]) -> Result<Checked> {
    let mut checked = Checked::default();
    let mut seen: HashMap<String, i64> = HashMap::new();
    for rows in table.rows.chunks(AT_ONCE) {
        let people: Vec<_> = rows.iter().map(|row| (row.number, Person::read(columns, row))).collect();
        let keys: Vec<String> =
            people.iter().filter_map(|(_, person)| person.as_ref().ok()).flat_map(Person::keys).collect();
        let query =
            sql("SELECT k.key, c.name FROM candidate_keys k JOIN candidates c ON c.id = k.candidate_id WHERE k.key")
                .any_of(&keys);
        let known: HashMap<String, String> = db.all::<(String, String)>(query).await?.into_iter().collect();
        for (number, person) in people {
            checked.take(line(number, person, &known, &mut seen));
        }
    }
    Ok(checked)
}

fn line(
    number: i64,
    person: std::result::Result<Person, String>,
    known: &HashMap<String, String>,
    seen: &mut HashMap<String, i64>,
) -> Line {
    let person = match person {
        Ok(person) => person,
        Err(why) => return Line { number, name: String::new(), email: String::new(), outcome: Outcome::Failed, why },
    };
    let keys = person.keys();
    let joins = keys.iter().find_map(|key| known.get(key)).map(|name| format!("Known already: {name}"));
    let joins = joins
        .or_else(|| keys.iter().find_map(|key| seen.get(key)).map(|row| format!("The same person as in row {row}")));
    for key in keys {
        seen.entry(key).or_insert(number);
    }
    let outcome = if joins.is_some() { Outcome::Joined } else { Outcome::Added };
    let email = person.parsed.emails.first().cloned().unwrap_or_default();
    Line { number, name: person.name, email, outcome, why: joins.unwrap_or_default() }
}

impl Checked {
    fn take(&mut self, line: Line) {
        match line.outcome {
            Outcome::Failed => self.failed += 1,
            Outcome::Joined => self.joined += 1,
            _ => self.added += 1,
        }
        if line.outcome == Outcome::Failed && self.problems.len() < PROBLEMS {
            self.problems.push(line.clone());
        }
        if self.first.len() < SHOWN {
            self.first.push(line);
        }
    }
}
