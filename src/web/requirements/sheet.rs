//! The form of all requirements: rows as typed, and what is wrong with each.

use crate::{
    hiring::{
        positions::Position,
        requirements::{Draft, MOST, from_word, word_of, words},
    },
    screening::{Category, Importance, Requirement, Words, advice},
    web::forms::Fields,
};

/// Most rows a form is read with; more were never on the page.
const ROWS: usize = 200;

/// One row as typed.
#[derive(Clone, Default)]
pub struct Row {
    /// Empty while it is new.
    pub id: String,
    pub text: String,
    pub category: String,
    pub importance: String,
    pub weight: String,
    /// Put in by the machine and not yet saved by anyone.
    pub proposed: bool,
    pub text_error: String,
    /// What is wrong with one of its choices.
    pub choice_error: String,
}

pub struct Sheet {
    pub rows: Vec<Row>,
    /// The version of the requirements this form was opened at.
    pub version: i64,
    /// A description to keep with the position when the rows are saved; empty when there is none to offer.
    pub description: String,
    pub keep_description: bool,
    /// Must-have and avoid words as typed, one a line, and what is wrong with them.
    pub must_words: String,
    pub avoid_words: String,
    pub must_error: Option<String>,
    pub avoid_error: Option<String>,
    /// What just happened to the form, in a sentence.
    pub notice: String,
    /// Whether someone else saved since it was opened.
    pub stale: bool,
    /// The id of the control that takes the focus.
    pub focus: String,
    /// What is wrong with the whole.
    pub problem: String,
    /// Nothing would be asked for any more: this is asked about first.
    pub is_emptying: bool,
}

impl Row {
    pub fn of(requirement: Requirement) -> Row {
        Row {
            text: requirement.text,
            category: word_of(&requirement.category),
            importance: word_of(&requirement.importance),
            weight: requirement.weight.to_string(),
            id: requirement.id,
            ..Row::default()
        }
    }

    fn blank() -> Row {
        Row {
            category: word_of(&Category::Other),
            importance: word_of(&Importance::Must),
            weight: "3".into(),
            ..Row::default()
        }
    }

    /// What is wrong with the requirement as a question, such as a ground that the law protects; empty when nothing is.
    pub fn advice(&self) -> String {
        advice(&self.text).map(|advice| advice.message).unwrap_or_default()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn check(&mut self) -> Option<Draft> {
        let text = Draft::text(&self.text).map_err(|why| self.text_error = why).ok();
        let category: Option<Category> = from_word(&self.category);
        let importance: Option<Importance> = from_word(&self.importance);
        let weight = Draft::weight(&self.weight).ok();
        if category.is_none() || importance.is_none() || weight.is_none() {
            self.choice_error = "Choose a category, an importance and a weight from 1 to 5.".into();
        }
        let id = Some(self.id.clone()).filter(|id| !id.is_empty());
        Some(Draft { id, text: text?, category: category?, importance: importance?, weight: weight? })
    }
}

impl Sheet {
    pub fn of(requirements: Vec<Requirement>, version: i64) -> Sheet {
        Sheet {
            rows: requirements.into_iter().map(Row::of).collect(),
            version,
            description: String::new(),
            keep_description: false,
            must_words: String::new(),
            avoid_words: String::new(),
            must_error: None,
            avoid_error: None,
            notice: String::new(),
            stale: false,
            focus: String::new(),
            problem: String::new(),
            is_emptying: false,
        }
    }

    /// The form as it was posted, rows in the order of the page.
    pub fn read(fields: &Fields) -> Sheet {
        // A form that lost its head must not pass for one without rows: its version fits nothing.
        let (count, version) = match (fields.text("rows").parse::<usize>(), fields.text("version").parse()) {
            (Ok(count), Ok(version)) => (count.min(ROWS), version),
            _ => (0, -1),
        };
        let row = |at: usize| {
            let text = |name: &str| fields.text(&format!("{name}-{at}")).to_owned();
            Row {
                id: text("id"),
                text: text("text"),
                category: text("category"),
                importance: text("importance"),
                weight: text("weight"),
                proposed: !text("proposed").is_empty(),
                ..Row::default()
            }
        };
        Sheet {
            rows: (0..count).map(row).collect(),
            description: fields.text("description").to_owned(),
            must_words: fields.text("must_words").to_owned(),
            avoid_words: fields.text("avoid_words").to_owned(),
            keep_description: !fields.text("keep_description").is_empty(),
            ..Sheet::of(Vec::new(), version)
        }
    }

    pub fn add_blanks(&mut self, count: usize) {
        let room = ROWS.saturating_sub(self.rows.len());
        self.rows.extend(std::iter::repeat_n(Row::blank(), count.min(room)));
    }

    /// Whether a word is one that a button of the form sends; without a button the form is saved.
    pub fn knows(what: &str) -> bool {
        let of_a_row = |rest: &str| rest.parse::<usize>().is_ok();
        matches!(what, "" | "save" | "clear" | "preview" | "more")
            || ["up-", "down-", "remove-"].iter().any(|verb| what.strip_prefix(verb).is_some_and(of_a_row))
    }

    /// Does what a button inside the form asks for: `more`, `up-3`, `down-3` or `remove-3`. Anything else is for saving.
    pub fn change(&mut self, what: &str) -> bool {
        let last = self.rows.len().saturating_sub(1);
        if what == "more" {
            self.focus = format!("text-{}", self.rows.len());
            self.add_blanks(5);
            return true;
        }
        let Some((verb, at)) = what.split_once('-').and_then(|(verb, at)| Some((verb, at.parse::<usize>().ok()?)))
        else {
            return false;
        };
        if at > last || self.rows.is_empty() {
            return true;
        }
        match verb {
            "up" if at > 0 => {
                self.rows.swap(at, at - 1);
                self.focus = if at == 1 { "down-0".into() } else { format!("up-{}", at - 1) };
            }
            "down" if at < last => {
                self.rows.swap(at, at + 1);
                self.focus = if at + 1 == last { format!("up-{last}") } else { format!("down-{}", at + 1) };
            }
            "remove" => {
                self.rows.remove(at);
                self.focus = if self.rows.is_empty() { "more".into() } else { format!("text-{}", at.min(last - 1)) };
            }
            _ => {}
        }
        true
    }

    /// The rows with something in them, if all of those are right.
    pub fn check(&mut self) -> Option<Vec<Draft>> {
        let typed: Vec<Option<Draft>> = self.rows.iter_mut().filter(|row| !row.is_blank()).map(Row::check).collect();
        if typed.len() > MOST {
            self.problem =
                format!("A position takes {MOST} requirements; these are {}. Merge or remove some.", typed.len());
            return None;
        }
        typed.into_iter().collect()
    }

    /// The words, if they are right.
    pub fn check_words(&mut self) -> Option<Words> {
        let must = words(&self.must_words).map_err(|why| self.must_error = Some(why)).ok();
        let avoid = words(&self.avoid_words).map_err(|why| self.avoid_error = Some(why)).ok();
        Some(Words { must: must?, avoid: avoid? })
    }

    /// With the words a position has.
    pub fn with_words(self, position: &Position) -> Sheet {
        let (must_words, avoid_words) = (position.must_words.clone(), position.avoid_words.clone());
        Sheet { must_words, avoid_words, ..self }
    }

    /// Whether the control of this name in row `at` is the one to go on with.
    pub fn takes_focus(&self, name: &str, at: &usize) -> bool {
        self.focus == format!("{name}-{at}")
    }

    /// What is wrong, each with the control it is about.
    pub fn problems(&self) -> Vec<(String, String)> {
        let whole = (!self.problem.is_empty()).then(|| ("rows".to_owned(), self.problem.clone()));
        let rows = self.rows.iter().enumerate().flat_map(|(at, row)| {
            [("text", &row.text_error), ("category", &row.choice_error)]
                .into_iter()
                .filter(|(_, why)| !why.is_empty())
                .map(move |(field, why)| (format!("{field}-{at}"), format!("Requirement {}: {why}", at + 1)))
        });
        let words = [("must_words", &self.must_error), ("avoid_words", &self.avoid_error)];
        let words = words.into_iter().filter_map(|(field, why)| Some((field.to_owned(), why.clone()?)));
        whole.into_iter().chain(rows).chain(words).collect()
    }
}
