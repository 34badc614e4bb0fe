//! Must-have and avoid words: plain words and phrases, looked for whole, in any case and with or without accents.
//!
//! A must-have word counts like a must of [`WEIGHT`]: there, it is met; else the CV does not state it. An avoid word
//! counts for nothing and against nothing. It is shown with its quote, for a person to judge.

use super::contract::{Category, Importance, Judgement, Requirement, Verdict};
use super::cv::Cv;
use super::text::fold;
use std::ops::Range;

/// What one must-have word weighs in the fit.
pub const WEIGHT: u8 = 2;
/// How often a word is quoted at most.
const QUOTES: usize = 3;
const ID: &str = "word-";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub must: Vec<String>,
    pub avoid: Vec<String>,
}

/// Whether a requirement's id is a must-have word's.
pub fn is_word(requirement: &str) -> bool {
    requirement.starts_with(ID)
}

impl Words {
    pub fn is_empty(&self) -> bool {
        self.must.is_empty() && self.avoid.is_empty()
    }

    /// The must-have words as the requirements they count as.
    pub fn requirements(&self) -> Vec<Requirement> {
        let as_requirement = |word: &String| Requirement {
            id: id(word),
            text: format!("“{word}”"),
            category: Category::Other,
            importance: Importance::Must,
            weight: WEIGHT,
        };
        self.must.iter().map(as_requirement).collect()
    }

    /// A line of the fit's sum for each must-have word.
    pub(super) fn judge(&self, cv: &Cv) -> Vec<Judgement> {
        let judge = |(word, asked): (&String, Requirement)| {
            let found = places(cv, word);
            let verdict = if found.is_empty() { Verdict::NotStated } else { Verdict::Met };
            let why = match found.len() {
                0 => "The word is not in the CV.".to_owned(),
                1 => "In the CV once.".to_owned(),
                many => format!("In the CV {many} times."),
            };
            Judgement {
                requirement_id: asked.id,
                requirement: asked.text,
                category: asked.category,
                importance: asked.importance,
                weight: asked.weight,
                verdict,
                confidence: 1.0,
                evidence: found.into_iter().take(QUOTES).map(|range| cv.quote(range)).collect(),
                why,
            }
        };
        self.must.iter().zip(self.requirements()).map(judge).collect()
    }

    /// A flag for each avoid word that is there, with the line it stands on.
    pub(super) fn flags(&self, cv: &Cv) -> Vec<String> {
        let flag = |word: &String| {
            let found = places(cv, word);
            let first = found.first()?;
            let around = line_around(cv.text(), first);
            let times = if found.len() > 1 { format!(", {} times", found.len()) } else { String::new() };
            Some(format!("Avoid word “{word}”{times}: “{around}”"))
        };
        self.avoid.iter().filter_map(flag).collect()
    }
}

/// Fit for an address: letters and figures as they are, anything else by its number.
fn id(word: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_string() } else { format!("_{:x}", u32::from(c)) };
    format!("{ID}{}", fold(word).chars().map(plain).collect::<String>())
}

/// Where a word stands whole; what counts for nothing holds none.
fn places(cv: &Cv, word: &str) -> Vec<Range<usize>> {
    let (folded, wanted) = (&cv.doc.folded, fold(word));
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let found = folded.text.match_indices(wanted).filter(|(at, found)| {
        !is_part(folded.text[..*at].chars().next_back()) && !is_part(folded.text[at + found.len()..].chars().next())
    });
    found.map(|(at, found)| folded.source(at..at + found.len())).filter(|range| !cv.is_ignored(range)).collect()
}

/// The words of the line, at most eighty letters around the place.
fn line_around(text: &str, place: &Range<usize>) -> String {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at);
    let before: String =
        text[start..place.start].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[place.end..end].chars().take(40).collect();
    format!("{before}{}{after}", &text[place.clone()]).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{WEIGHT, Words};
    use crate::screening::{Cv, Importance, Position, Thresholds, Verdict, requirement_from_line, screen_with};
    use chrono::NaiveDate;

    const CV: &str = "Ada Quill\nada@mail.example\n\nExperience\nChef de partie, Quill House 2019 – 2021\n- Ran the rôtisserie; freelance at weekends\n- Rustic menus\nSkills\nRôtisserie\n";

    fn screened(words: Words) -> crate::screening::Screening {
        let cv = Cv::read(CV, NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"));
        let position = Position {
            title: "Cook".into(),
            location: String::new(),
            requirements: vec![requirement_from_line("must: rôtisserie")],
        };
        screen_with(&cv, &position, &words, Thresholds::default()).expect("something is asked")
    }

    #[test]
    fn a_must_have_word_is_a_line_of_the_sum_with_its_quotes() {
        let words = Words { must: vec!["ROTISSERIE".into(), "Rust".into()], avoid: vec![] };
        let screening = screened(words);
        let [.., there, absent] = &screening.verdicts[..] else { panic!("two words, two lines") };
        assert_eq!((there.verdict, there.evidence.len(), there.weight), (Verdict::Met, 2, WEIGHT));
        assert_eq!((there.importance, there.evidence[0].quote.as_str()), (Importance::Must, "rôtisserie"));
        assert_eq!((absent.verdict, absent.evidence.len()), (Verdict::NotStated, 0), "“Rustic” is another word");
        let quoted = &there.evidence[0];
        let chars: Vec<char> = CV.chars().collect();
        assert_eq!(chars[quoted.start..quoted.end].iter().collect::<String>(), quoted.quote);
    }

    #[test]
    fn an_avoid_word_flags_and_changes_no_fit() {
        let (without, with) = (
            screened(Words::default()),
            screened(Words { must: vec![], avoid: vec!["Freelance".into(), "gambling".into()] }),
        );
        assert_eq!(
            (with.fit, with.recommendation, with.verdicts.len()),
            (without.fit, without.recommendation, without.verdicts.len())
        );
        assert_eq!(with.red_flags, ["Avoid word “Freelance”: “- Ran the rôtisserie; freelance at weekends”"]);
    }
}
