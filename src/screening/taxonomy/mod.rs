//! What the rules know of the world of work: skills, titles, degrees, certificates, languages, places and their kin.

mod files;
mod functions;
mod gender;
mod lists;
mod load;
mod mentions;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
pub use mentions::Mention;

/// The taxonomy compiled into the program, read at first use.
pub static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| load::load(files::FILES));

/// A concept's place in [`Taxonomy::concepts`].
pub type Id = u32;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Skill,
    Title,
    Seniority,
    Degree,
    Field,
    Certificate,
    Language,
    Level,
    Sector,
    Place,
    Country,
}

/// One thing the taxonomy has a name for.
#[derive(Clone, Debug)]
pub struct Concept {
    pub kind: Kind,
    pub name: String,
    /// Broader concepts of the same kind that this one implies, all the way up.
    pub implies: Vec<Id>,
    /// Near concepts of the same kind, worth half; for certificates, those worth the same.
    pub related: Vec<Id>,
    /// Skills that a title or a certificate shows.
    pub shows: Vec<Id>,
    /// Skill: its family. Title: its function. Certificate: its issuer. Place: its country. Country, language: its code.
    pub group: String,
    /// Degree: 1 school leaving to 6 doctorate. Seniority: 0 trainee to 7 chief.
    pub rank: u8,
}

/// What is near a kind of work such as "Rail project management".
#[derive(Clone, Debug)]
pub struct Function {
    pub related: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    Summary,
    Experience,
    Education,
    Skills,
    Certificates,
    Languages,
    Projects,
    Publications,
    Interests,
    References,
    Personal,
    Awards,
    Volunteering,
}

pub struct Taxonomy {
    pub concepts: Vec<Concept>,
    pub functions: HashMap<String, Function>,
    pub sections: HashMap<String, SectionKind>,
    /// Folded month names and abbreviations with the month, 1 to 12, longest first.
    pub months: Vec<(String, u8)>,
    /// Folded words for "until now", longest first.
    pub present: Vec<String>,
    /// Folded words of job ads that tell nothing.
    pub stop: HashSet<String>,
    by_name: HashMap<(Kind, String), Id>,
    function_words: functions::FunctionWords,
    matcher: AhoCorasick,
    patterns: Vec<mentions::Pattern>,
}

impl Taxonomy {
    pub fn concept(&self, id: Id) -> &Concept {
        &self.concepts[id as usize]
    }

    pub fn name(&self, id: Id) -> &str {
        &self.concept(id).name
    }

    /// The concept whose canonical name this is, whatever its case and accents.
    pub fn named(&self, kind: Kind, name: &str) -> Option<Id> {
        self.by_name.get(&(kind, super::text::fold(name))).copied()
    }

    /// Whether having `held` is having `wanted`.
    pub fn satisfies(&self, held: Id, wanted: Id) -> bool {
        held == wanted || self.concept(held).implies.contains(&wanted)
    }

    /// Whether a skill is of the kind that every trade asks for, so that it tells little of the work.
    pub fn is_general(&self, skill: Id) -> bool {
        matches!(self.concept(skill).group.as_str(), "Soft skills" | "Office software")
    }

    /// Certificates that show a skill and whose name begins with the scheme's.
    pub fn certificates_of(&self, skill: Id, scheme: &str) -> Vec<Id> {
        let of = |c: &Concept| {
            c.kind == Kind::Certificate
                && c.shows.contains(&skill)
                && super::text::fold(&c.name).split(' ').next() == Some(scheme)
        };
        (0..self.concepts.len() as Id).filter(|id| of(self.concept(*id))).collect()
    }

    /// Whether two concepts are near each other in either direction, or share a near parent.
    pub fn is_near(&self, one: Id, other: Id) -> bool {
        let (a, b) = (self.concept(one), self.concept(other));
        a.related.contains(&other) || b.related.contains(&one)
    }

    /// The functions of a title, by the longest known title in it or else by its words, with how plainly (0 to 1).
    pub fn functions_of(&self, title: &str) -> Vec<(&str, f32)> {
        let known = self.mentions_of(Kind::Title, title);
        let named: Vec<(&str, f32)> = known
            .iter()
            .map(|m| self.concept(m.concept).group.as_str())
            .filter(|f| !f.is_empty())
            .map(|f| (f, 1.0))
            .collect();
        if named.is_empty() { self.function_words.of(title) } else { named }
    }

    /// How much a word, by its stem, tells of the kind of work: 0 to 1.
    pub fn telling_weight(&self, stem: &str) -> f32 {
        self.function_words.weight(stem)
    }

    /// Whether two functions are the same (1.0), near (0.5) or apart (0.0).
    pub fn function_nearness(&self, one: &str, other: &str) -> f32 {
        let near = |a: &str, b: &str| self.functions.get(a).is_some_and(|f| f.related.iter().any(|r| r == b));
        if one == other {
            1.0
        } else if near(one, other) || near(other, one) {
            0.5
        } else {
            0.0
        }
    }
}
