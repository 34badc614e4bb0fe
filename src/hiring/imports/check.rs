//! All rows tried before any is taken in: who is new, who is known, what is wrong.

use super::{Column, Outcome, Person};
use crate::hiring::Result;
use crate::hiring::intake::{Reader, on_cpu};
use crate::hiring::positions::{Place, Places};
use crate::hiring::rules::Rule;
use crate::platform::db::{Run, sql};
use crate::platform::extraction::table::{Row, Table};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Checked {
    pub added: i64,
    pub joined: i64,
    pub failed: i64,
    /// How many of those who come in are considered for a position.
    pub placed: i64,
    /// The first rows, whatever comes of them.
    pub first: Vec<Line>,
    /// The first of those that fail.
    pub problems: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub number: i64,
    pub name: String,
    pub email: String,
    /// The position they would be considered for.
    pub position: String,
    pub outcome: Outcome,
    /// Whom they join, or what is wrong.
    pub why: String,
}

/// How many rows are looked up at once, and how many lines are shown.
const AT_ONCE: usize = 200;
const SHOWN: usize = 10;
const PROBLEMS: usize = 20;

pub(super) async fn check(
    reader: &Reader,
    table: &Table,
    columns: &[Column],
    places: &Places,
    for_all: Option<&str>,
) -> Result<Checked> {
    let mut checked = Checked::default();
    let mut seen: HashMap<String, i64> = HashMap::new();
    for rows in table.rows.chunks(AT_ONCE) {
        let people = read_all(reader, columns, rows, places, for_all).await?;
        let keys: Vec<String> = people.iter().flatten().flat_map(|(_, person)| person.keys()).collect();
        let query =
            sql("SELECT k.key, c.name FROM candidate_keys k JOIN candidates c ON c.id = k.candidate_id WHERE k.key")
                .any_of(&keys);
        let known: HashMap<String, String> = reader.db.all::<(String, String)>(query).await?.into_iter().collect();
        for (row, read) in rows.iter().zip(people) {
            checked.take(line(row.number, read, &known, &mut seen));
        }
    }
    Ok(checked)
}

/// Someone and the position they are considered for, or what is wrong.
pub(super) type Placed<'a> = Rule<(Option<&'a Place>, Person)>;

/// The people of some rows with their positions.
pub(super) async fn read_all<'a>(
    reader: &Reader,
    columns: &[Column],
    rows: &[Row],
    places: &'a Places,
    for_all: Option<&str>,
) -> Result<Vec<Placed<'a>>> {
    let (columns, rows, today) = (columns.to_vec(), rows.to_vec(), reader.clock.today());
    let read = move || rows.iter().map(|row| Person::read(&columns, row, today)).collect::<Vec<_>>();
    let placed = |person: Person| Ok((person.place(places, for_all)?, person));
    Ok(on_cpu(reader, read).await?.into_iter().map(|person| person.and_then(placed)).collect())
}

fn line(number: i64, read: Placed<'_>, known: &HashMap<String, String>, seen: &mut HashMap<String, i64>) -> Line {
    let (place, person) = match read {
        Ok(read) => read,
        Err(why) => {
            let [name, email, position] = [const { String::new() }; 3];
            return Line { number, name, email, position, outcome: Outcome::Failed, why };
        }
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
    let position = place.map(|place| place.title.clone()).unwrap_or_default();
    Line { number, name: person.name, email, position, outcome, why: joins.unwrap_or_default() }
}

impl Checked {
    fn take(&mut self, line: Line) {
        self.placed += i64::from(!line.position.is_empty());
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
