//! One thing asked of a row, read from an address and written as SQL.

use crate::hiring::search;
use crate::platform::db::{Db, Sql};
use crate::text_enum;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

text_enum! {
    /// What is asked about.
    pub enum Of {
        Words = "words",
        Name = "name",
        Fit = "fit",
        Position = "position",
        Stage = "stage",
        Owner = "owner",
        Source = "source",
        Location = "location",
        Skill = "skill",
        Title = "title",
        Company = "company",
        Language = "language",
        Note = "note",
        Tag = "tag",
        Experience = "experience",
        Applied = "applied",
        Entered = "entered",
    }
}

text_enum! {
    pub enum Is {
        Is = "is",
        IsNot = "not",
        AtLeast = "min",
        AtMost = "max",
    }
}

/// What kind of value is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Words,
    Number,
    Day,
}

impl Of {
    pub fn label(self) -> &'static str {
        match self {
            Of::Words => "Anywhere",
            Of::Name => "Name",
            Of::Fit => "Fit",
            Of::Position => "Considered for",
            Of::Stage => "Stage",
            Of::Owner => "Owner",
            Of::Source => "Source",
            Of::Location => "Lives in",
            Of::Skill => "Skill",
            Of::Title => "Title",
            Of::Company => "Worked at",
            Of::Language => "Language",
            Of::Note => "Note",
            Of::Tag => "Tag",
            Of::Experience => "Years",
            Of::Applied => "Applied",
            Of::Entered => "In stage since",
        }
    }

    /// The field of the search that answers; empty for any.
    fn field(self) -> Option<&'static str> {
        match self {
            Of::Words => Some(""),
            Of::Name | Of::Location | Of::Skill | Of::Title | Of::Company | Of::Language | Of::Note => {
                Some(self.as_str())
            }
            _ => None,
        }
    }

    fn sort(self) -> Sort {
        match self {
            Of::Fit | Of::Experience => Sort::Number,
            Of::Applied | Of::Entered => Sort::Day,
            _ => Sort::Words,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    Words(String),
    Number(f64),
    Day(NaiveDate),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub of: Of,
    pub is: Is,
    pub wanted: Wanted,
}

/// Conditions of which one is enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group(pub Vec<Condition>);

impl Condition {
    /// Reads `fit~min~50`. `None` where it makes no sense.
    pub fn parse(text: &str) -> Option<Condition> {
        let mut parts = text.splitn(3, '~');
        let (of, is) = (Of::parse(parts.next()?)?, Is::parse(parts.next()?)?);
        let value: String = parts.next()?.trim().chars().filter(|c| !c.is_control()).take(200).collect();
        let wanted = match of.sort() {
            Sort::Number => Wanted::Number(value.parse().ok().filter(|number: &f64| number.is_finite())?),
            Sort::Day => Wanted::Day(value.parse().ok()?),
            Sort::Words => Wanted::Words(value),
        };
        let compares = matches!(is, Is::AtLeast | Is::AtMost);
        // Nobody owns some, and some came from nowhere named.
        let may_be_empty = matches!(of, Of::Owner | Of::Source);
        let is_empty = match (&wanted, of.field()) {
            (Wanted::Words(words), Some(field)) => !search::is_question(words, field),
            (Wanted::Words(words), None) => words.is_empty(),
            _ => false,
        };
        (compares == (of.sort() != Sort::Words) && (may_be_empty || !is_empty)).then_some(Condition { of, is, wanted })
    }

    /// Whether it asks about an application rather than a person.
    fn is_of_application(&self) -> bool {
        matches!(self.of, Of::Fit | Of::Position | Of::Stage | Of::Owner | Of::Source | Of::Applied | Of::Entered)
    }

    /// The value as it was given.
    pub fn value(&self) -> String {
        match &self.wanted {
            Wanted::Words(words) => words.clone(),
            Wanted::Number(number) => number.to_string(),
            Wanted::Day(day) => day.to_string(),
        }
    }

    pub fn text(&self) -> String {
        format!("{}~{}~{}", self.of, self.is, self.value())
    }

    /// "Fit ≥ 50", with a value that reads.
    pub fn label(&self, value: &str) -> String {
        let is = match (self.is, self.of.sort()) {
            (Is::Is, _) if self.of == Of::Words => return format!("“{value}”"),
            (Is::Is, _) => ":",
            (Is::IsNot, _) => " is not",
            (Is::AtLeast, Sort::Day) => " from",
            (Is::AtMost, Sort::Day) => " until",
            (Is::AtLeast, _) => " ≥",
            (Is::AtMost, _) => " ≤",
        };
        format!("{}{is} {value}", self.of.label())
    }

    fn narrow(&self, db: &Db, query: Sql, zone: Tz) -> Sql {
        let query = if self.is == Is::IsNot { query.push("NOT ") } else { query };
        let at_most = self.is == Is::AtMost;
        match &self.wanted {
            Wanted::Number(number) => {
                let (known, column) = match self.of {
                    Of::Fit => ("(a.fit >= 0 AND ", "a.fit"),
                    _ => ("(c.experience_years IS NOT NULL AND ", "c.experience_years"),
                };
                query.push(known).push(column).push_bound(if at_most { " <= ?)" } else { " >= ?)" }, *number)
            }
            Wanted::Day(day) => {
                let column = if self.of == Of::Entered { "a.entered_stage_at" } else { "a.created_at" };
                // A day reaches to its end.
                let day = if at_most { day.succ_opt().unwrap_or(*day) } else { *day };
                query.push(column).push_bound(if at_most { " < ?" } else { " >= ?" }, start_of(day, zone))
            }
            Wanted::Words(words) => match self.of {
                Of::Position => query.push_bound("COALESCE(q.title, '') = ?", words),
                Of::Stage => query.push_bound("COALESCE(s.name, '') = ?", words),
                Of::Source => query.push_bound("COALESCE(a.source, '') = ?", words),
                Of::Owner => query.push_bound("COALESCE(a.owner_id, '') = ?", words),
                Of::Tag => query.push_bound(
                    "EXISTS (SELECT 1 FROM candidate_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.candidate_id = c.id AND t.folded = ?)",
                    words.to_lowercase(),
                ),
                of => search::among(db, query, of.field().unwrap_or_default(), words),
            },
        }
    }
}

/// When a day begins there. Where the clocks are put forward at midnight, an hour later.
fn start_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let starts =
        [0, 1, 2].map(|hours| zone.from_local_datetime(&(midnight + chrono::Duration::hours(hours))).earliest());
    starts.into_iter().flatten().next().map_or(midnight.and_utc(), |start| start.with_timezone(&Utc))
}

impl Group {
    pub(super) fn is_of_applications(&self) -> bool {
        self.0.iter().any(Condition::is_of_application)
    }

    pub(super) fn narrow(&self, db: &Db, query: Sql, zone: Tz) -> Sql {
        let mut query = query.push("(FALSE");
        for condition in &self.0 {
            query = condition.narrow(db, query.push(" OR "), zone);
        }
        query.push(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_no_condition() {
        for text in
            ["fit~min~50", "fit~max~49.5", "stage~not~New", "owner~is~", "applied~max~2026-03-31", "words~is~a~b"]
        {
            assert_eq!(Condition::parse(text).unwrap().text(), text);
        }
        for text in [
            "",
            "fit",
            "fit~min~",
            "fit~min~NaN",
            "fit~is~5",
            "stage~min~New",
            "stage~is~ ",
            "name~not~((",
            "applied~min~31.3.",
            "x~is~y",
        ] {
            assert_eq!(Condition::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_where_the_workspace_is() {
        let start = |day: &str, zone: Tz| start_of(day.parse().unwrap(), zone).to_rfc3339();
        assert_eq!(start("2026-07-01", chrono_tz::Europe::Lisbon), "2026-06-30T23:00:00+00:00");
        assert_eq!(start("2026-01-01", chrono_tz::Asia::Tokyo), "2025-12-31T15:00:00+00:00");
        // Midnight did not happen in Beirut on this day.
        assert_eq!(start("2022-03-27", chrono_tz::Asia::Beirut), "2022-03-26T22:00:00+00:00");
    }
}
