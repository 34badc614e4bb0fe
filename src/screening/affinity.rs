//! How near a CV's words are to a position's: what people of equal fit are ordered by.

use std::collections::HashMap;

use super::contract::Position;
use super::cv::Cv;
use super::matching::{Role, is_telling};
use super::stems;
use super::taxonomy::{Kind, TAXONOMY};
use super::text::{Folded, words};

/// A title's words count this often.
const TITLE_WEIGHT: f32 = 5.0;
/// How much of the affinity the titles decide; words decide the rest.
const ROLE_SHARE: f32 = 0.6;

/// 0 to 1: how near the CV is to the position by the titles of its jobs and by its words and skills. It judges nothing
/// and is shown nowhere; it orders people whose verdicts add up to the same.
pub fn affinity(cv: &Cv, position: &Position) -> f32 {
    let role = if position.title.is_empty() { 0.0 } else { Role::of(&position.title).near(cv).in_all(cv) };
    ROLE_SHARE * role + (1.0 - ROLE_SHARE) * word_nearness(cv, position)
}

fn word_nearness(cv: &Cv, position: &Position) -> f32 {
    let mut wanted: HashMap<String, f32> = HashMap::new();
    add(&mut wanted, &position.title, TITLE_WEIGHT);
    for requirement in &position.requirements {
        add(&mut wanted, &requirement.text, f32::from(requirement.weight).sqrt());
    }
    let mut held: HashMap<String, f32> = HashMap::new();
    for (stem, at) in &cv.words {
        // Titles held say more than the text around them.
        let titled = cv.jobs.iter().any(|j| j.title.as_ref().is_some_and(|t| t.start <= at.start && at.end <= t.end));
        *held.entry(stem.clone()).or_default() += if titled { TITLE_WEIGHT } else { 1.0 };
    }
    for mention in cv.doc.of_kind(Kind::Skill, 0..cv.doc.text.len()).filter(|m| !TAXONOMY.is_general(m.concept)) {
        *held.entry(skill_key(mention.concept)).or_default() += 1.0;
    }
    cosine(&wanted, &held)
}

fn skill_key(id: u32) -> String {
    format!("#{id}")
}

fn add(words_of: &mut HashMap<String, f32>, text: &str, weight: f32) {
    let folded = Folded::new(text);
    for word in words(&folded.text).map(|w| &folded.text[w]).filter(|w| is_telling(w)) {
        *words_of.entry(stems::stem(word)).or_default() += weight;
    }
    for mention in TAXONOMY.mentions_of(Kind::Skill, text).into_iter().filter(|m| !TAXONOMY.is_general(m.concept)) {
        *words_of.entry(skill_key(mention.concept)).or_default() += weight;
    }
}

fn cosine(a: &HashMap<String, f32>, b: &HashMap<String, f32>) -> f32 {
    let weigh = |(word, count): (&String, &f32)| {
        (1.0 + count.ln()).max(0.2) * if word.starts_with('#') { 0.5 } else { TAXONOMY.telling_weight(word) }
    };
    let length = |v: &HashMap<String, f32>| v.iter().map(|e| weigh(e).powi(2)).sum::<f32>().sqrt();
    let shared: f32 = a.iter().filter_map(|e| b.get_key_value(e.0).map(|other| weigh(e) * weigh(other))).sum();
    let (one, other) = (length(a), length(b));
    if one == 0.0 || other == 0.0 { 0.0 } else { shared / (one * other) }
}
