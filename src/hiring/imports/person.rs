//! One row of a table as a person, or what is wrong with it.

use super::Column;
use crate::hiring::candidates::Field;
use crate::hiring::notes::NoteBody;
use crate::hiring::rules::{self, Rule};
use crate::hiring::tags;
use crate::platform::extraction::table::Row;
use crate::screening::{Job, Parsed};
use sha2::{Digest, Sha256};

/// Someone as a table tells of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub name: String,
    pub parsed: Parsed,
    pub tags: Vec<String>,
    pub note: String,
    /// The same row makes the same person, whether or not it has an address.
    pub sha256: String,
}

impl Person {
    pub fn read(columns: &[Column], row: &Row) -> Rule<Person> {
        if row.cells.iter().skip(columns.len()).any(|cell| !cell.is_empty()) {
            let (cells, headings) = (row.cells.len(), columns.len());
            return Err(format!(
                "This row has {cells} cells under {headings} headings. Check its separators and quotes."
            ));
        }
        let cells = Cells { columns, row };
        let name = cells.name()?;
        let mut parsed = Parsed { name: Some(name.clone()), ..Parsed::default() };
        for address in cells.items(Column::Email, &[' ']) {
            parsed.emails.push(rules::email(&address).map_err(|why| about(Column::Email, &why))?);
        }
        let phone = cells.field(Column::Phone, Field::Phone)?;
        parsed.phones.extend(Some(phone).filter(|phone| !phone.is_empty()));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        parsed.location = some(cells.field(Column::Location, Field::Location)?);
        let job = Job {
            title: some(cells.field(Column::Title, Field::Headline)?),
            company: some(cells.field(Column::Company, Field::Headline)?),
            current: true,
            ..Job::default()
        };
        parsed.headline = some(cells.field(Column::Headline, Field::Headline)?).or_else(|| job.title.clone());
        parsed.jobs.extend(Some(job).filter(|job| job.title.is_some() || job.company.is_some()));
        let listed = |column, field: Field, also: &[char]| -> Rule<Vec<String>> {
            let text = field.rule(&cells.items(column, also).join("\n")).map_err(|why| about(column, &why))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        parsed.skills = listed(Column::Skills, Field::Skills, &[])?;
        parsed.links = listed(Column::Links, Field::Links, &[' '])?;
        let mut tags: Vec<String> = Vec::new();
        for tag in cells.items(Column::Tags, &[]) {
            let tag = tags::name(&tag).map_err(|why| about(Column::Tags, &why))?;
            if !tags.iter().any(|other| other.to_lowercase() == tag.to_lowercase()) {
                tags.push(tag);
            }
        }
        let source = cells.all(Column::Source).map(|source| format!("Source: {source}"));
        let note = cells.all(Column::Note).map(str::to_owned).chain(source).collect::<Vec<_>>().join("\n");
        if !note.is_empty() {
            NoteBody::parse(&note).map_err(|why| about(Column::Note, &why))?;
        }
        let sha256 = hex::encode(Sha256::digest(format!("row\n{}", row.cells.join("\n")).as_bytes()));
        Ok(Person { name, parsed, tags, note, sha256 })
    }

    /// The words that say who somebody is, as `candidate_keys` has them.
    pub fn keys(&self) -> Vec<String> {
        let address = self.parsed.emails.first().map(|email| format!("email:{email}"));
        std::iter::once(format!("sha256:{}", self.sha256)).chain(address).collect()
    }
}

fn about(column: Column, why: &str) -> String {
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
        Person::read(columns, &Row { number: 2, cells })
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
        assert_eq!(
            (person.tags, person.note.as_str()),
            (vec!["night".into(), "bread".into()], "Likes rye\nSource: Fair")
        );
        assert_eq!(read(&columns, &["", "", "ada@quill.example"]).unwrap_err(), "Name: This row has no name.");
        assert!(read(&columns, &["Ada", "", "nonsense"]).unwrap_err().starts_with("E-mail: "));
        assert!(read(&[Name], &["Ada", "more"]).unwrap_err().contains("2 cells under 1 headings"));
        assert_eq!(read(&[Name], &["=cmd|' /C calc'!A0"]).unwrap().name, "=cmd|' /C calc'!A0", "only ever a text");
    }
}
