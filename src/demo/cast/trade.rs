//! A trade: its position to fill and the pools of phrases its people's CVs are composed from, read from `data/`.

use std::sync::LazyLock;

use super::{Position, Salary};
use crate::screening::{Category, Importance, Requirement};

/// How far a person, or one of their jobs, has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Junior,
    Middle,
    Senior,
}

/// The numbers of some of a position's requirements, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers(u16);

impl Numbers {
    pub fn of(digits: &str) -> Numbers {
        Numbers(digits.chars().filter_map(|digit| digit.to_digit(10)).fold(0, |set, number| set | 1 << number))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn has(self, number: u16) -> bool {
        self.0 & 1 << number != 0
    }

    pub fn iter(self) -> impl Iterator<Item = u16> {
        (1..16).filter(move |&number| self.has(number))
    }

    pub fn with(self, number: u16) -> Numbers {
        Numbers(self.0 | 1 << number)
    }
}

/// A phrase, the levels it suits and the requirements it shows.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    levels: [bool; 3],
    pub shows: Numbers,
    /// Not for people who show one of these.
    unless: Numbers,
    pub text: &'static str,
}

impl Line {
    /// Reads `ms14-2 | text`: for middle and senior people, shows requirements 1 and 4, not for those who show 2. No
    /// letters: for all levels.
    fn read(line: &'static str) -> Line {
        let (tag, text) = line.split_once('|').unwrap_or(("", line));
        let (tag, unless) = tag.split_once('-').unwrap_or((tag, ""));
        let any = !tag.contains(['j', 'm', 's']);
        let levels = ['j', 'm', 's'].map(|letter| any || tag.contains(letter));
        Line { levels, shows: Numbers::of(tag), unless: Numbers::of(unless), text: text.trim() }
    }

    /// Whether a person whose CV shows these, and no other, can have written the line.
    pub fn fits(&self, shown: Numbers) -> bool {
        self.shows.0 & !shown.0 == 0 && self.unless.0 & shown.0 == 0
    }

    pub fn suits(&self, level: Level) -> bool {
        self.levels[level as usize]
    }
}

#[derive(Debug)]
pub struct Trade {
    pub key: &'static str,
    pub position: Position,
    pub titles: Vec<Line>,
    pub employers: Vec<&'static str>,
    pub summaries: Vec<Line>,
    pub bullets: Vec<Line>,
    pub skills: Vec<Line>,
    pub certificates: Vec<Line>,
    /// `degree; institution; years it took; years after the first job it ended (absent: before it)`.
    pub education: Vec<Line>,
    pub extras: Vec<Line>,
    pub people: Vec<&'static str>,
}

pub static TRADES: LazyLock<Vec<Trade>> = LazyLock::new(|| {
    vec![
        Trade::read("rail", include_str!("data/rail.txt")),
        Trade::read("wind", include_str!("data/wind.txt")),
        Trade::read("logistics", include_str!("data/logistics.txt")),
        Trade::read("nursing", include_str!("data/nursing.txt")),
        Trade::read("teaching", include_str!("data/teaching.txt")),
        Trade::read("pastry", include_str!("data/pastry.txt")),
        Trade::read("finance", include_str!("data/finance.txt")),
        Trade::read("backend", include_str!("data/backend.txt")),
    ]
});

impl Trade {
    pub fn named(key: &str) -> &'static Trade {
        TRADES.iter().find(|trade| trade.key == key).unwrap_or(&TRADES[0])
    }

    fn read(key: &'static str, text: &'static str) -> Trade {
        let part = |name: &str| part(text, name);
        let lines = |name: &str| -> Vec<&'static str> {
            part(name).lines().map(str::trim).filter(|line| !line.is_empty()).collect()
        };
        let tagged = |name: &str| lines(name).into_iter().map(Line::read).collect();
        Trade {
            key,
            position: position(&lines("position"), part("description").trim(), &lines("requirements")),
            titles: tagged("titles"),
            employers: lines("employers"),
            summaries: tagged("summaries"),
            bullets: tagged("bullets"),
            skills: tagged("skills"),
            certificates: tagged("certificates"),
            education: tagged("education"),
            extras: tagged("extras"),
            people: lines("people"),
        }
    }
}

/// What stands between `=== name` and the next such line.
fn part(text: &'static str, name: &str) -> &'static str {
    text.split("=== ").find_map(|part| part.strip_prefix(name)?.strip_prefix('\n')).unwrap_or_default()
}

fn position(facts: &[&'static str], description: &'static str, requirements: &[&'static str]) -> Position {
    let fact = |name: &str| -> &'static str {
        facts.iter().find_map(|fact| fact.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
    };
    let number = |digits: &str| digits.parse().unwrap_or_default();
    let mut salary = fact("salary").split(' ');
    let mut next = || salary.next().unwrap_or_default();
    Position {
        title: fact("title"),
        location: fact("location"),
        openings: number(fact("openings")),
        salary: Salary { from: number(next()), to: number(next()), currency: next() },
        opened_days_ago: number(fact("opened")),
        description,
        requirements: requirements.iter().filter_map(|line| requirement(line)).collect(),
    }
}

/// Reads `must 5 experience: Ten years of rail project management`.
fn requirement(line: &str) -> Option<Requirement> {
    let (facts, text) = line.split_once(": ")?;
    let [importance, weight, category] = facts.split(' ').collect::<Vec<_>>().try_into().ok()?;
    Some(Requirement {
        id: String::new(),
        text: text.to_owned(),
        category: match category {
            "experience" => Category::Experience,
            "skill" => Category::Skill,
            "qualification" => Category::Qualification,
            "certificate" => Category::Certificate,
            "language" => Category::Language,
            "location" => Category::Location,
            "sector" => Category::Sector,
            _ => Category::Other,
        },
        importance: if importance == "must" { Importance::Must } else { Importance::Nice },
        weight: weight.parse().ok()?,
    })
}
