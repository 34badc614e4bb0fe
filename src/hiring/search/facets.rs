//! What results can be narrowed by, with how many there are of each, counted over the newest that match.

use super::entry::{YEARS, facet_word};
use super::query::{Field, Standing, Tree};
use super::standing::TAB;
use crate::text_enum;
use std::collections::HashMap;

/// Choices of one kind that are shown.
const MOST: usize = 8;

text_enum! {
    /// Named as in the address.
    pub enum Kind {
        Skill = "skill",
        Years = "years",
        Location = "location",
        Stage = "stage",
        Position = "position",
        Source = "source",
        Language = "language",
    }
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Kind::Skill => "Skills",
            Kind::Years => "Years of experience",
            Kind::Location => "Lives in",
            Kind::Stage => "Stage",
            Kind::Position => "Considered for",
            Kind::Source => "Source",
            Kind::Language => "Languages",
        }
    }

    /// Anyone with one of these values.
    pub(super) fn narrowed(self, values: &[&str]) -> Tree {
        let letter = match self {
            Kind::Skill => 'k',
            Kind::Years => 'y',
            Kind::Location => 'p',
            Kind::Language => 'l',
            Kind::Stage => return named(Standing::Stage, values),
            Kind::Position => return named(Standing::Position, values),
            Kind::Source => return named(Standing::Source, values),
        };
        Tree::Any(values.iter().map(|value| Tree::word(Field::Facet, &facet_word(letter, value))).collect())
    }

    /// How a value reads.
    pub fn shown(self, value: &str) -> String {
        let years = YEARS.iter().find(|(key, ..)| self == Kind::Years && *key == value);
        years.map_or_else(|| value.to_owned(), |(.., label)| (*label).to_owned())
    }
}

fn named(of: Standing, values: &[&str]) -> Tree {
    Tree::Named { of, names: values.iter().map(|value| (*value).to_owned()).collect() }
}

/// One kind, with the most frequent choices first.
#[derive(Clone, Debug)]
pub struct Facet {
    pub kind: Kind,
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub count: i64,
    pub is_chosen: bool,
}

/// Between two entries' lines.
pub(super) const NEXT: &str = "\u{1e}";

/// Counts the lines of all entries. Each entry counts once for a value, whatever number of its applications have it.
pub(super) fn count(entries: &str, chosen: &[(Kind, String)]) -> Vec<Facet> {
    let mut counts: HashMap<(Kind, &str), (usize, i64)> = HashMap::new();
    for (number, entry) in entries.split(NEXT).enumerate() {
        let mut one = |kind: Kind, value| {
            let (last, count) = counts.entry((kind, value)).or_insert((usize::MAX, 0));
            if *last != number {
                (*last, *count) = (number, *count + 1);
            }
        };
        for line in entry.lines() {
            match line.split_at_checked(1) {
                Some(("k", value)) => one(Kind::Skill, value),
                Some(("y", value)) => one(Kind::Years, value),
                Some(("p", value)) => one(Kind::Location, value),
                Some(("l", value)) => one(Kind::Language, value),
                Some(("a", values)) => {
                    for (kind, value) in [Kind::Position, Kind::Stage, Kind::Source].into_iter().zip(values.split(TAB))
                    {
                        if !value.is_empty() {
                            one(kind, value);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Kind::ALL.iter().map(|kind| facet(*kind, &counts, chosen)).filter(|facet| !facet.choices.is_empty()).collect()
}

fn facet(kind: Kind, counts: &HashMap<(Kind, &str), (usize, i64)>, chosen: &[(Kind, String)]) -> Facet {
    let is_chosen = |value: &str| chosen.iter().any(|(one, chosen)| *one == kind && chosen == value);
    let of_kind = counts.iter().filter(|((one, _), _)| *one == kind);
    let mut choices: Vec<Choice> = of_kind
        .map(|((_, value), (_, count))| Choice {
            value: (*value).to_owned(),
            count: *count,
            is_chosen: is_chosen(value),
        })
        .collect();
    if kind == Kind::Years {
        choices.sort_by_key(|choice| YEARS.iter().position(|(value, ..)| *value == choice.value));
    } else {
        choices.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value)));
    }
    let mut place = 0;
    choices.retain(|choice| {
        place += 1;
        place <= MOST || choice.is_chosen
    });
    for (_, value) in chosen.iter().filter(|(one, _)| *one == kind) {
        if !choices.iter().any(|choice| choice.value == *value) {
            choices.push(Choice { value: value.clone(), count: 0, is_chosen: true });
        }
    }
    Facet { kind, choices }
}
