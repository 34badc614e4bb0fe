//! What can be found about one candidate, gathered from all that is kept about them.

use super::query::Field;
use super::words::folded;
use crate::hiring::Result;
use crate::platform::db::{Run, Tx, sql};
use crate::screening::Parsed;
use std::collections::BTreeMap;

/// Words of one candidate at most: PostgreSQL numbers no more places than 16,383.
const MOST_WORDS: usize = 16_000;
const MOST_DOCUMENTS: i64 = 5;
const MOST_NOTES: i64 = 500;

/// In the order of the index's columns.
pub(super) const FIELDS: [Field; 10] = [
    Field::Name,
    Field::Title,
    Field::Company,
    Field::Skill,
    Field::Location,
    Field::Language,
    Field::Contact,
    Field::Note,
    Field::Cv,
    Field::Facet,
];

/// Everyone has this word among their facets: what is not in it is nobody.
pub(super) const EVERYONE: &str = "0all";

/// One candidate's words by field, and the values results are narrowed by.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    fields: [Vec<String>; FIELDS.len()],
    pub(super) facets: String,
}

/// Years of experience as results are narrowed by them: from, to, and how that reads.
pub const YEARS: [(&str, f64, f64, &str); 4] = [
    ("0", 0.0, 3.0, "Under 3"),
    ("3", 3.0, 6.0, "3 to 5"),
    ("6", 6.0, 10.0, "6 to 9"),
    ("10", 10.0, 1_000.0, "10 and more"),
];

/// What stands on a candidate's row.
#[derive(sqlx::FromRow)]
pub(super) struct Facts {
    pub name: String,
    pub headline: String,
    pub location: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub experience_years: Option<f64>,
    pub parsed: sqlx::types::Json<Parsed>,
}

impl Entry {
    /// Reads what is kept about a candidate. `None` when they are gone.
    pub(super) async fn gather(tx: &mut Tx, candidate: &str) -> Result<Option<Entry>> {
        let facts = sql(
            "SELECT name, headline, location, email, phone, experience_years, parsed FROM candidates WHERE id = $1",
        );
        let Some(facts) = tx.maybe::<Facts>(facts.bind(candidate)).await? else { return Ok(None) };
        let cvs = sql("SELECT t.text FROM documents d JOIN document_texts t ON t.document_id = d.id
            WHERE d.candidate_id = $1 AND d.removed_at IS NULL ORDER BY d.created_at DESC, d.id DESC LIMIT $2");
        let cvs: Vec<(String,)> = tx.all(cvs.bind(candidate).bind(MOST_DOCUMENTS)).await?;
        let notes = sql(
            "SELECT body FROM notes WHERE candidate_id = $1 AND NOT is_private ORDER BY created_at DESC, id DESC LIMIT $2",
        );
        let notes: Vec<(String,)> = tx.all(notes.bind(candidate).bind(MOST_NOTES)).await?;
        let texts = |rows: &[(String,)]| rows.iter().map(|(text,)| text.clone()).collect::<Vec<_>>();
        Ok(Some(Entry::of(&facts, &texts(&cvs), &texts(&notes))))
    }

    /// An entry from what a candidate's row, CVs and notes say.
    pub(super) fn of(facts: &Facts, cvs: &[String], notes: &[String]) -> Entry {
        let parsed = &facts.parsed.0;
        let mut entry = Entry::default();
        entry.add(Field::Name, &facts.name);
        entry.add(Field::Title, &facts.headline);
        for job in &parsed.jobs {
            job.title.iter().for_each(|title| entry.add(Field::Title, title));
            job.company.iter().for_each(|company| entry.add(Field::Company, company));
        }
        entry.add(Field::Location, &facts.location);
        for contact in facts.email.iter().chain(&parsed.emails).chain(facts.phone.iter()).chain(&parsed.phones) {
            entry.add(Field::Contact, contact);
        }
        if let Some(phone) = &facts.phone {
            entry.add(Field::Contact, &phone.chars().filter(char::is_ascii_digit).collect::<String>());
        }
        for skill in &parsed.skills {
            entry.add(Field::Skill, skill);
            entry.narrow_by('k', skill);
        }
        for language in &parsed.languages {
            entry.add(Field::Language, &language.name);
            entry.narrow_by('l', &language.name);
        }
        entry.narrow_by('p', &facts.location);
        if let Some(years) = facts.experience_years {
            let band = YEARS.iter().find(|(_, from, to, _)| (*from..*to).contains(&years));
            band.iter().for_each(|(band, ..)| entry.narrow_by('y', band));
        }
        entry.fields[Field::Facet as usize].push(EVERYONE.to_owned());
        notes.iter().for_each(|note| entry.add(Field::Note, note));
        let room = MOST_WORDS.saturating_sub(entry.fields.iter().map(Vec::len).sum());
        for cv in cvs {
            entry.add(Field::Cv, cv);
        }
        entry.fields[Field::Cv as usize].truncate(room);
        entry
    }

    pub(super) fn words(&self, field: Field) -> &[String] {
        &self.fields[field as usize]
    }

    fn add(&mut self, field: Field, text: &str) {
        let words = &mut self.fields[field as usize];
        words.extend(folded(text));
        words.truncate(MOST_WORDS / 8 * if field == Field::Cv { 8 } else { 1 });
    }

    fn narrow_by(&mut self, kind: char, value: &str) {
        let value: String = value.chars().filter(|c| !c.is_control()).take(80).collect();
        if !value.trim().is_empty() {
            self.facets.push(kind);
            self.facets.push_str(value.trim());
            self.facets.push('\n');
            self.fields[Field::Facet as usize].push(facet_word(kind, &value));
        }
    }
}

/// A whole value as one word, so that "React" is not "React Native".
pub(super) fn facet_word(kind: char, value: &str) -> String {
    let mut word = format!("{kind}0{}", folded(value).join("0"));
    word.truncate(60);
    word
}

/// Words with the places they stand at, counted from one: what both PostgreSQL and phrases need.
pub(super) fn places<'e>(runs: impl IntoIterator<Item = &'e [String]>) -> BTreeMap<&'e str, Vec<usize>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut at = 0;
    for run in runs {
        for word in run {
            at += 1;
            places.entry(word).or_default().push(at);
        }
        // A phrase does not reach from one field into the next.
        at += 1;
    }
    places
}
