//! What a person corrected in what a CV says. A correction stays when a newer CV comes, and can be given back to the CV.

use crate::hiring::activity::{self, Entry, Kind};
use crate::hiring::rules::{self, Rule};
use crate::hiring::users::User;
use crate::hiring::{Error, Result, duplicates, search};
use crate::platform::db::{Db, Run, Tx, sql};
use crate::screening::{Language, Parsed};
use crate::text_enum;
use chrono::{DateTime, Utc};
use serde_json::json;

text_enum! {
    /// What can be corrected. Each is kept as text; lists have a line for each item.
    pub enum Field {
        Name = "name",
        Email = "email",
        Phone = "phone",
        Headline = "headline",
        Location = "location",
        Experience = "experience",
        Notice = "notice",
        Languages = "languages",
        Skills = "skills",
        Links = "links",
    }
}

impl Field {
    pub fn label(self) -> &'static str {
        match self {
            Field::Name => "Name",
            Field::Email => "E-mail",
            Field::Phone => "Phone",
            Field::Headline => "Now",
            Field::Location => "Lives in",
            Field::Experience => "Years of experience",
            Field::Notice => "Notice period",
            Field::Languages => "Languages",
            Field::Skills => "Skills",
            Field::Links => "Links",
        }
    }

    /// What was typed, cleaned, or what is wrong with it.
    pub fn rule(self, text: &str) -> Rule<String> {
        match self {
            Field::Name => rules::required(text, 120, "Give their name"),
            Field::Email if text.trim().is_empty() => Ok(String::new()),
            Field::Email => rules::email(text),
            Field::Phone => phone(text),
            Field::Headline => rules::optional(text, 160),
            Field::Location | Field::Notice => rules::optional(text, 120),
            Field::Experience => years(text),
            Field::Languages => lines(text, 20, 60, |line| Ok(line.to_owned())),
            Field::Skills => lines(text, 100, 60, |line| Ok(line.to_owned())),
            Field::Links => lines(text, 20, 300, link),
        }
    }
}

fn phone(text: &str) -> Rule<String> {
    let text = rules::optional(text, 40)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_number = text.chars().all(|c| c.is_ascii_digit() || " +()-./–x".contains(c)) && (6..=17).contains(&digits);
    if text.is_empty() || is_number {
        Ok(text)
    } else {
        Err("Give a phone number, for example +351 21 000 0000.".into())
    }
}

fn years(text: &str) -> Rule<String> {
    let text = rules::line(text).replace(',', ".");
    match text.parse::<f64>() {
        _ if text.is_empty() => Ok(text),
        Ok(years) if (0.0..=70.0).contains(&years) => Ok(format!("{}", (years * 10.0).round() / 10.0)),
        _ => Err("Give a number of years from 0 to 70, for example 4.5.".into()),
    }
}

fn lines(text: &str, most: usize, long: usize, rule: impl Fn(&str) -> Rule<String>) -> Rule<String> {
    let mut kept: Vec<String> = Vec::new();
    for line in text.lines().map(rules::line).filter(|line| !line.is_empty()) {
        let line = rule(&rules::optional(&line, long)?)?;
        if !kept.contains(&line) {
            kept.push(line);
        }
    }
    if kept.len() > most {
        Err(format!("Keep it to {most} lines; this has {}.", kept.len()))
    } else {
        Ok(kept.join("\n"))
    }
}

/// A web address: http or https, or without either as people write it.
fn link(text: &str) -> Rule<String> {
    let why = || format!("“{text}” is no web address. Write it like https://example.org/ada.");
    let rest = match text.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") => rest,
        Some(_) => return Err(why()),
        None => text,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
    if is_host && !rest.contains(|c: char| c.is_whitespace() || "\"<>\\^`{|}".contains(c)) {
        Ok(text.to_owned())
    } else {
        Err(why())
    }
}

/// The columns a CV fills and people correct.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct Record {
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub headline: String,
    pub location: String,
    pub experience_years: Option<f64>,
    pub parsed: sqlx::types::Json<Parsed>,
}

impl Record {
    pub fn get(&self, field: Field) -> String {
        let parsed = &self.parsed.0;
        match field {
            Field::Name => self.name.clone(),
            Field::Email => self.email.clone().unwrap_or_default(),
            Field::Phone => self.phone.clone().unwrap_or_default(),
            Field::Headline => self.headline.clone(),
            Field::Location => self.location.clone(),
            Field::Experience => {
                self.experience_years.map(|years| format!("{}", (years * 10.0).round() / 10.0)).unwrap_or_default()
            }
            Field::Notice => parsed.notice_period.clone().unwrap_or_default(),
            Field::Languages => parsed.languages.iter().map(spoken).collect::<Vec<_>>().join("\n"),
            Field::Skills => parsed.skills.join("\n"),
            Field::Links => parsed.links.join("\n"),
        }
    }

    pub fn set(&mut self, field: Field, value: &str) {
        let some = || Some(value.to_owned()).filter(|value| !value.is_empty());
        let items = || value.lines().map(str::to_owned).collect::<Vec<_>>();
        let parsed = &mut self.parsed.0;
        match field {
            Field::Name => {
                self.name = value.to_owned();
                parsed.name = some();
            }
            Field::Email => {
                put_first(&mut parsed.emails, self.email.as_deref(), value);
                self.email = some();
            }
            Field::Phone => {
                put_first(&mut parsed.phones, self.phone.as_deref(), value);
                self.phone = some();
            }
            Field::Headline => {
                self.headline = value.to_owned();
                parsed.headline = some();
            }
            Field::Location => {
                self.location = value.to_owned();
                parsed.location = some();
            }
            Field::Experience => {
                self.experience_years = value.parse().ok();
                parsed.experience_years = value.parse().ok();
            }
            Field::Notice => parsed.notice_period = some(),
            Field::Languages => parsed.languages = value.lines().map(language).collect(),
            Field::Skills => parsed.skills = items(),
            Field::Links => parsed.links = items(),
        }
    }
}

/// The first of a list is the one that counts: another takes its place, and none leaves the rest.
fn put_first(list: &mut Vec<String>, old: Option<&str>, new: &str) {
    list.retain(|item| Some(item.as_str()) != old && item != new);
    if !new.is_empty() {
        list.insert(0, new.to_owned());
    }
}

fn spoken(language: &Language) -> String {
    match &language.level {
        Some(level) => format!("{}, {level}", language.name),
        None => language.name.clone(),
    }
}

fn language(line: &str) -> Language {
    match line.rsplit_once(',') {
        Some((name, level)) => Language { name: name.trim().into(), level: Some(level.trim().into()) },
        None => Language { name: line.into(), level: None },
    }
}

/// A correction that stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Edit {
    #[sqlx(try_from = "String")]
    pub field: Field,
    pub value: String,
    /// What the newest CV says there.
    pub cv_value: String,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

const EDITS: &str = "SELECT e.field, e.value, e.cv_value, u.name AS by, e.at FROM candidate_edits e
    LEFT JOIN users u ON u.id = e.by_id WHERE e.candidate_id = $1 ORDER BY e.field";
const RECORD: &str =
    "SELECT name, email, phone, headline, location, experience_years, parsed FROM candidates WHERE id = $1";

/// The corrections that stand on a candidate.
pub async fn edits_of(db: &Db, candidate: &str) -> Result<Vec<Edit>> {
    Ok(db.all(sql(EDITS).bind(candidate)).await?)
}

/// A candidate's record as it is kept.
pub async fn record_of(db: &Db, candidate: &str) -> Result<Record> {
    db.maybe(sql(RECORD).bind(candidate)).await?.ok_or(Error::NotFound)
}

/// A field someone wants to change: what it was when they began, and what it is to be.
pub struct Change {
    pub field: Field,
    pub seen: String,
    pub value: String,
}

/// A field that somebody else changed meanwhile.
#[derive(Clone, Debug)]
pub struct Clash {
    pub field: Field,
    pub theirs: String,
    pub by: Option<String>,
    pub at: Option<DateTime<Utc>>,
}

/// Makes changes. With a clash nothing is changed, and the clashes are the answer.
pub async fn edit(
    tx: &mut Tx,
    candidate: &str,
    user: &User,
    changes: &[Change],
    now: DateTime<Utc>,
) -> Result<Vec<Clash>> {
    let mut record = hold(tx, candidate, now).await?;
    let edits: Vec<Edit> = tx.all(sql(EDITS).bind(candidate)).await?;
    let (mut clashes, mut changed) = (Vec::new(), Vec::new());
    for change in changes.iter().filter(|change| change.value != change.seen) {
        let (stored, field) = (record.get(change.field), change.field);
        let edit = edits.iter().find(|edit| edit.field == field);
        if stored == change.value {
            continue;
        }
        if stored != change.seen {
            let (by, at) = (edit.and_then(|edit| edit.by.clone()), edit.map(|edit| edit.at));
            clashes.push(Clash { field, theirs: stored, by, at });
            continue;
        }
        let cv_value = edit.map_or(stored, |edit| edit.cv_value.clone());
        if cv_value == change.value {
            forget(tx, candidate, field).await?
        } else {
            keep(tx, candidate, field, &change.value, &cv_value, Some(&user.id), now).await?;
        }
        record.set(field, &change.value);
        changed.push(field);
    }
    if clashes.is_empty() && !changed.is_empty() {
        write(tx, candidate, &record).await?;
        if let Some(email) = record.email.as_deref().filter(|_| changed.contains(&Field::Email)) {
            let key = format!("email:{}", email.to_lowercase());
            let claim = sql("INSERT INTO candidate_keys (key, candidate_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
            tx.run(claim.bind(key).bind(candidate)).await?;
        }
        duplicates::look(tx, candidate, &duplicates::signs(&record.parsed.0, ""), now).await?;
        told(tx, candidate, user, Kind::DetailsChanged, &changed, now).await?;
    }
    Ok(clashes)
}

/// Sets fields to what they are to be, each given with what it was: a merge's choices, and taking them back.
pub(in crate::hiring) async fn replace(
    tx: &mut Tx,
    candidate: &str,
    user: &User,
    fields: &[(Field, String, String)],
    now: DateTime<Utc>,
) -> Result<()> {
    if fields.is_empty() {
        return Ok(());
    }
    let mut record = hold(tx, candidate, now).await?;
    let edits: Vec<Edit> = tx.all(sql(EDITS).bind(candidate)).await?;
    for (field, was, is) in fields {
        let cv_value = edits.iter().find(|edit| edit.field == *field).map_or(was, |edit| &edit.cv_value);
        match cv_value == is {
            true => forget(tx, candidate, *field).await?,
            false => keep(tx, candidate, *field, is, cv_value, Some(&user.id), now).await?,
        }
        record.set(*field, is);
    }
    write(tx, candidate, &record).await
}

/// Gives a field back to the CV.
pub async fn restore(tx: &mut Tx, candidate: &str, user: &User, field: Field, now: DateTime<Utc>) -> Result<()> {
    let mut record = hold(tx, candidate, now).await?;
    let edits: Vec<Edit> = tx.all(sql(EDITS).bind(candidate)).await?;
    let edit = edits.into_iter().find(|edit| edit.field == field).ok_or(Error::NotFound)?;
    record.set(field, &edit.cv_value);
    forget(tx, candidate, field).await?;
    write(tx, candidate, &record).await?;
    told(tx, candidate, user, Kind::DetailsRestored, &[field], now).await
}

/// Lays the corrections over what a newer CV has just filled in, and remembers what it says.
pub(in crate::hiring) async fn lay_over(tx: &mut Tx, candidate: &str, from_cv: &Record) -> Result<()> {
    let edits: Vec<Edit> = tx.all(sql(EDITS).bind(candidate)).await?;
    if edits.is_empty() {
        return Ok(());
    }
    let mut record: Record = tx.one(sql(RECORD).bind(candidate)).await?;
    for edit in edits {
        let said = from_cv.get(edit.field);
        if !said.is_empty() {
            let query = sql("UPDATE candidate_edits SET cv_value = $1 WHERE candidate_id = $2 AND field = $3");
            tx.run(query.bind(said).bind(candidate).bind(edit.field)).await?;
        }
        record.set(edit.field, &edit.value);
    }
    write(tx, candidate, &record).await
}

/// Reads the record for a change; another change of it waits.
async fn hold(tx: &mut Tx, candidate: &str, now: DateTime<Utc>) -> Result<Record> {
    let query = sql("UPDATE candidates SET updated_at = $1 WHERE id = $2
                     RETURNING name, email, phone, headline, location, experience_years, parsed");
    tx.maybe(query.bind(now).bind(candidate)).await?.ok_or(Error::NotFound)
}

async fn write(tx: &mut Tx, candidate: &str, record: &Record) -> Result<()> {
    let parsed = serde_json::to_value(&record.parsed.0).map_err(anyhow::Error::from)?;
    let query = sql("UPDATE candidates SET name = $1, email = $2, phone = $3, headline = $4, location = $5,
                        experience_years = $6, parsed = $7 WHERE id = $8");
    tx.run(
        query
            .bind(&record.name)
            .bind(record.email.clone())
            .bind(record.phone.clone())
            .bind(&record.headline)
            .bind(&record.location)
            .bind(record.experience_years)
            .bind(parsed)
            .bind(candidate),
    )
    .await?;
    search::index(tx, candidate).await
}

async fn keep(
    tx: &mut Tx,
    candidate: &str,
    field: Field,
    value: &str,
    cv_value: &str,
    by: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    let query = sql("INSERT INTO candidate_edits (candidate_id, field, value, cv_value, by_id, at)
                     VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (candidate_id, field) DO UPDATE SET value = excluded.value, by_id = excluded.by_id, at = excluded.at");
    tx.run(query.bind(candidate).bind(field).bind(value).bind(cv_value).bind(by).bind(now)).await?;
    Ok(())
}

async fn forget(tx: &mut Tx, candidate: &str, field: Field) -> Result<()> {
    let query = sql("DELETE FROM candidate_edits WHERE candidate_id = $1 AND field = $2");
    tx.run(query.bind(candidate).bind(field)).await?;
    Ok(())
}

async fn told(
    tx: &mut Tx,
    candidate: &str,
    user: &User,
    kind: Kind,
    fields: &[Field],
    now: DateTime<Utc>,
) -> Result<()> {
    let names: Vec<String> = fields.iter().map(|field| field.label().to_lowercase()).collect();
    let detail = json!({"fields": names.join(", ")});
    let entry = Entry { candidate: Some(candidate), detail, ..Entry::new(kind, Some(&user.id)) };
    activity::record(tx, entry, now).await
}

#[cfg(test)]
mod tests {
    use super::{Field, Record};

    #[test]
    fn only_web_addresses_are_links() {
        for good in ["https://example.org/ada?x=1#y", "linkedin.com/in/ada", "HTTP://example.org"] {
            assert_eq!(Field::Links.rule(good).as_deref(), Ok(good));
        }
        for bad in [
            "javascript:alert(1)",
            "javascript://x.y/%0aalert(1)",
            "data:text/html,x",
            "ada",
            "https://a b.org",
            "//",
            "https://x.org/\"onclick=",
        ] {
            assert!(Field::Links.rule(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_typed_is_cleaned_or_refused() {
        assert_eq!(Field::Experience.rule(" 4,55 ").as_deref(), Ok("4.6"));
        assert!(
            Field::Experience.rule("many").is_err()
                && Field::Experience.rule("-1").is_err()
                && Field::Experience.rule("NaN").is_err()
        );
        assert_eq!(Field::Skills.rule("Rust\r\n\r\n Rust \nGo").as_deref(), Ok("Rust\nGo"));
        assert!(Field::Phone.rule("call me").is_err() && Field::Phone.rule("+351 21 000 0000").is_ok());
        assert!(Field::Name.rule(" \u{202e} ").is_err());
    }

    #[test]
    fn every_field_comes_back_as_it_was_set() {
        let mut record = Record::default();
        for (field, value) in [
            (Field::Name, "Ada"),
            (Field::Email, "ada@mail.example"),
            (Field::Phone, "+351 1"),
            (Field::Headline, "Engineer"),
            (Field::Location, "Lisbon"),
            (Field::Experience, "4.5"),
            (Field::Notice, "Two months"),
            (Field::Languages, "German, C1\nPolish"),
            (Field::Skills, "Rust\nGo"),
            (Field::Links, "https://example.org"),
        ] {
            record.set(field, value);
            assert_eq!(record.get(field), value);
        }
        record.set(Field::Email, "new@mail.example");
        assert_eq!(record.parsed.0.emails, ["new@mail.example"]);
        record.set(Field::Email, "");
        assert!(record.parsed.0.emails.is_empty() && record.email.is_none());
    }
}
