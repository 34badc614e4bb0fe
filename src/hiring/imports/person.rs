//! One row of a table as a person, or what is wrong with it.

use super::Column;
use super::resume::Resume;
use crate::hiring::candidates::Field;
use crate::hiring::notes::NoteBody;
use crate::hiring::positions::{Place, Places};
use crate::hiring::rules::{self, Rule};
use crate::hiring::tags;
use crate::platform::extraction::table::Row;
use crate::screening::{Job, Parsed};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

/// Someone as a table tells of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub name: String,
    pub parsed: Parsed,
    pub tags: Vec<String>,
    pub note: String,
    /// Where they were found.
    pub source: String,
    /// The position they are to be considered for, as the table names it.
    pub position: String,
    /// The same row makes the same person, whether or not it has an address.
    pub sha256: String,
    /// The CV that came with the row.
    pub resume: Option<Resume>,
}

impl Person {
    pub fn read(columns: &[Column], row: &Row, today: NaiveDate) -> Rule<Person> {
        if row.cells.iter().skip(columns.len()).any(|cell| !cell.is_empty()) {
            let (cells, headings) = (row.cells.len(), columns.len());
            return Err(format!(
                "This row has {cells} cells under {headings} headings. Check its separators and quotes."
            ));
        }
        let cells = Cells { columns, row };
        let (parsed, resume) = match cells.all(Column::Resume).next() {
            Some(json) => Resume::read(json, today).map(|(parsed, resume)| (parsed, Some(resume)))?,
            None => (cells.parsed()?, None),
        };
        let name = parsed.name.clone().unwrap_or_default();
        let mut tags: Vec<String> = Vec::new();
        for tag in cells.items(Column::Tags, &[]) {
            let tag = tags::name(&tag).map_err(|why| about(Column::Tags, &why))?;
            if !tags.iter().any(|other| other.to_lowercase() == tag.to_lowercase()) {
                tags.push(tag);
            }
        }
        let one = |column| cells.all(column).next().unwrap_or_default();
        let source = rules::optional(one(Column::Source), 80).map_err(|why| about(Column::Source, &why))?;
        let position = one(Column::Position).to_owned();
        let note = cells.all(Column::Note).collect::<Vec<_>>().join("\n");
        if !note.is_empty() {
            NoteBody::parse(&with_source(&note, &source)).map_err(|why| about(Column::Note, &why))?;
        }
        let sha256 = match &resume {
            Some(resume) => resume.sha256.clone(),
            None => hex::encode(Sha256::digest(format!("row\n{}", row.cells.join("\n")).as_bytes())),
        };
        Ok(Person { name, parsed, tags, note, source, position, sha256, resume })
    }

    /// The words that say who somebody is, as `candidate_keys` has them.
    pub fn keys(&self) -> Vec<String> {
        let address = self.parsed.emails.first().map(|email| format!("email:{email}"));
        std::iter::once(format!("sha256:{}", self.sha256)).chain(address).collect()
    }

    /// Their note, which says where they were found unless an application does.
    pub fn told(&self, is_placed: bool) -> String {
        if is_placed { self.note.clone() } else { with_source(&self.note, &self.source) }
    }

    /// The position they are considered for: their row's own, or the one for all.
    pub fn place<'a>(&self, places: &'a Places, for_all: Option<&str>) -> Rule<Option<&'a Place>> {
        if !self.position.is_empty() {
            return places.named(&self.position).map(Some).map_err(|why| about(Column::Position, &why));
        }
        let Some(id) = for_all else { return Ok(None) };
        places.find(id).map(Some).ok_or_else(|| "The position chosen for all takes nobody in any more.".into())
    }
}

fn with_source(note: &str, source: &str) -> String {
    match (note, source) {
        (note, "") => note.to_owned(),
        ("", source) => format!("Source: {source}"),
        (note, source) => format!("{note}\nSource: {source}"),
    }
}

pub(super) fn about(column: Column, why: &str) -> String {
    format!("{}: {why}", column.label())
}

struct Cells<'a> {
    columns: &'a [Column],
    row: &'a Row,
}

impl<'a> Cells<'a> {
    fn all(&self, wanted: Column) -> impl Iterator<Item = &'a str> {
        let cells = self.columns.iter().zip(&self.row.cells);
        cells.filter(move |(column, cell)| **column == wanted && !cell.is_empty()).map(|(_, cell)| cell.as_str())
    }

    fn field(&self, column: Column, field: Field) -> Rule<String> {
        field.rule(self.all(column).next().unwrap_or_default()).map_err(|why| about(column, &why))
    }

    fn name(&self) -> Rule<String> {
        let whole: Vec<&str> = match self.all(Column::Name).next() {
            Some(name) => vec![name],
            None => self.all(Column::FirstName).chain(self.all(Column::LastName)).collect(),
        };
        rules::required(&whole.join(" "), 120, "This row has no name").map_err(|why| about(Column::Name, &why))
    }

    /// What the cells say of someone, where there is no CV.
    fn parsed(&self) -> Rule<Parsed> {
        let name = self.name()?;
        let mut parsed = Parsed { name: Some(name.clone()), ..Parsed::default() };
        for address in self.items(Column::Email, &[' ']) {
            parsed.emails.push(rules::email(&address).map_err(|why| about(Column::Email, &why))?);
        }
        let phone = self.field(Column::Phone, Field::Phone)?;
        parsed.phones.extend(Some(phone).filter(|phone| !phone.is_empty()));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        parsed.location = some(self.field(Column::Location, Field::Location)?);
        let job = Job {
            title: some(self.field(Column::Title, Field::Headline)?),
            company: some(self.field(Column::Company, Field::Headline)?),
            current: true,
            ..Job::default()
        };
        parsed.headline = some(self.field(Column::Headline, Field::Headline)?).or_else(|| job.title.clone());
        parsed.jobs.extend(Some(job).filter(|job| job.title.is_some() || job.company.is_some()));
        let listed = |column, field: Field, also: &[char]| -> Rule<Vec<String>> {
            let text = field.rule(&self.items(column, also).join("\n")).map_err(|why| about(column, &why))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        parsed.skills = listed(Column::Skills, Field::Skills, &[])?;
        parsed.links = listed(Column::Links, Field::Links, &[' '])?;
        Ok(parsed)
    }

    /// Cells that hold several things, between commas, semicolons or on lines.
    fn items(&self, column: Column, also: &[char]) -> Vec<String> {
        let parts =
            self.all(column).flat_map(|cell| cell.split(|c| matches!(c, ',' | ';' | '\n' | '|') || also.contains(&c)));
        parts.map(rules::line).filter(|part| !part.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(columns: &[Column], cells: &[&str]) -> Rule<Person> {
        let cells = cells.iter().map(|cell| cell.to_string()).collect();
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        Person::read(columns, &Row { number: 2, cells }, today)
    }

    #[test]
    fn a_row_becomes_a_person_or_says_what_is_wrong() {
        use Column::*;
        let columns = [FirstName, LastName, Email, Title, Company, Tags, Note, Source];
        let person = read(
            &columns,
            &[
                "Ada",
                "Quill",
                "Ada@Quill.example; a@b.example",
                "Baker",
                "Mill",
                "night; Night, bread",
                "Likes rye",
                "Fair",
            ],
        )
        .unwrap();
        assert_eq!((person.name.as_str(), &*person.parsed.emails[0]), ("Ada Quill", "ada@quill.example"));
        assert_eq!(person.parsed.headline.as_deref(), Some("Baker"));
        assert_eq!((person.tags, person.note.as_str()), (vec!["night".into(), "bread".into()], "Likes rye"));
        assert_eq!((person.source.as_str(), person.position.as_str()), ("Fair", ""));
        assert_eq!(read(&columns, &["", "", "ada@quill.example"]).unwrap_err(), "Name: This row has no name.");
        assert!(read(&columns, &["Ada", "", "nonsense"]).unwrap_err().starts_with("E-mail: "));
        assert!(read(&[Name], &["Ada", "more"]).unwrap_err().contains("2 cells under 1 headings"));
        assert_eq!(read(&[Name], &["=cmd|' /C calc'!A0"]).unwrap().name, "=cmd|' /C calc'!A0", "only ever a text");
    }
}
