//! Fields read from CVs against labels: precision, recall and F1, compared leniently.

use super::sets::Labelled;
use crate::screening::Parsed;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// How two values of a field count as the same.
#[derive(Clone, Copy)]
enum Alike {
    /// The same words in any order, whatever their case and marks.
    Words,
    /// Half of the longer one's words in common.
    HalfTheWords,
    /// The last nine digits.
    Digits,
}

#[derive(Clone, Debug, Default)]
pub struct Tally {
    found: usize,
    right: usize,
    wanted: usize,
    reached: usize,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct FieldFigures {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub found: usize,
    pub labelled: usize,
}

/// The figures of all fields, and what went wrong, one line a field and CV.
#[derive(Default)]
pub struct Fields {
    tallies: BTreeMap<&'static str, Tally>,
    years: (usize, usize),
    pub misses: Vec<String>,
}

impl Fields {
    pub fn add(&mut self, label: &Labelled, parsed: &Parsed) {
        let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
        let all = |value: &Option<Vec<String>>| value.clone().unwrap_or_default();
        let jobs = || parsed.jobs.iter();
        let schools = || parsed.education.iter();
        let titles = jobs().filter_map(|job| job.title.clone()).chain(parsed.headline.clone()).collect();
        let degree = |e: &crate::screening::Education| {
            let parts: Vec<String> = [e.degree.clone(), e.field.clone()].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        };
        let measures = [
            ("name", Alike::Words, one(&parsed.name), one(&label.name)),
            ("email", Alike::Words, parsed.emails.clone(), one(&label.email)),
            ("phone", Alike::Digits, parsed.phones.clone(), one(&label.phone)),
            ("location", Alike::HalfTheWords, one(&parsed.location), one(&label.location)),
            ("titles", Alike::HalfTheWords, titles, all(&label.titles)),
            (
                "companies",
                Alike::HalfTheWords,
                jobs().filter_map(|j| j.company.clone()).collect(),
                all(&label.companies),
            ),
            ("degrees", Alike::HalfTheWords, schools().filter_map(degree).collect(), all(&label.degrees)),
            (
                "schools",
                Alike::HalfTheWords,
                schools().filter_map(|e| e.institution.clone()).collect(),
                all(&label.schools),
            ),
            ("skills", Alike::HalfTheWords, parsed.skills.clone(), all(&label.skills)),
        ];
        for (field, alike, found, wanted) in measures.into_iter().filter(|(.., wanted)| !wanted.is_empty()) {
            self.tallies.entry(field).or_default().add(&found, &wanted, alike);
            let missed = unmatched(&wanted, &found, alike);
            let extra = unmatched(&found, &wanted, alike);
            if !missed.is_empty() || !extra.is_empty() {
                self.misses.push(format!("{}: {field}: missed {missed:?}, extra {extra:?}", label.file));
            }
        }
        // A job that lasts is longer today than when it was labelled.
        if let (Some(wanted), false) = (label.years_experience, parsed.jobs.iter().any(|job| job.current)) {
            self.years.1 += 1;
            self.years.0 += usize::from(parsed.experience_years.is_some_and(|years| (years - wanted).abs() <= 1.0));
        }
    }

    pub fn figures(&self) -> BTreeMap<&'static str, FieldFigures> {
        self.tallies.iter().map(|(field, tally)| (*field, tally.figures())).collect()
    }

    /// CVs whose total years are within one of the label, of those that give a label.
    pub fn years(&self) -> (usize, usize) {
        self.years
    }
}

impl Tally {
    fn add(&mut self, found: &[String], wanted: &[String], alike: Alike) {
        self.found += found.len();
        self.wanted += wanted.len();
        self.right += found.len() - unmatched(found, wanted, alike).len();
        self.reached += wanted.len() - unmatched(wanted, found, alike).len();
    }

    fn figures(&self) -> FieldFigures {
        let precision = self.right as f64 / self.found.max(1) as f64;
        let recall = self.reached as f64 / self.wanted.max(1) as f64;
        let both = precision + recall;
        let f1 = if both > 0.0 { 2.0 * precision * recall / both } else { 0.0 };
        FieldFigures { precision, recall, f1, found: self.found, labelled: self.wanted }
    }
}

fn unmatched(of: &[String], among: &[String], alike: Alike) -> Vec<String> {
    of.iter().filter(|one| !among.iter().any(|other| alike.holds(one, other))).cloned().collect()
}

impl Alike {
    fn holds(self, one: &str, other: &str) -> bool {
        let (a, b) = (words(one), words(other));
        match self {
            Alike::Words => a == b,
            Alike::HalfTheWords => {
                let common = a.intersection(&b).count();
                common > 0 && common * 2 >= a.len().max(b.len())
            }
            Alike::Digits => digits(one) == digits(other),
        }
    }
}

fn words(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn digits(text: &str) -> String {
    let all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    all[all.len().saturating_sub(9)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_leniently() {
        assert!(Alike::Words.holds("DOE, Jane", "Jane Doe"));
        assert!(!Alike::Words.holds("Jane Doe", "Jane"));
        assert!(Alike::HalfTheWords.holds("Senior rail engineer", "rail engineer"));
        assert!(!Alike::HalfTheWords.holds("Rail", "Senior rail project engineer"));
        assert!(Alike::Digits.holds("+49 (0)30 1234567", "030 1234567"));
    }

    #[test]
    fn what_is_missed_lowers_recall_and_what_is_extra_lowers_precision() {
        let texts = |list: &[&str]| list.iter().map(|t| (*t).to_string()).collect::<Vec<_>>();
        let mut tally = Tally::default();
        tally.add(&texts(&["Rust", "Cooking"]), &texts(&["Rust", "Kafka", "Go"]), Alike::HalfTheWords);
        let figures = tally.figures();
        assert_eq!(figures.precision, 0.5);
        assert!((figures.recall - 1.0 / 3.0).abs() < 1e-9);
    }
}
