//! How near a CV's words are to a position's: what people of equal fit are ordered by.

use std::collections::HashMap;

use super::contract::Position;
use super::cv::Cv;
use super::matching::is_telling;
use super::stems;
use super::taxonomy::{Kind, TAXONOMY};
use super::text::{Folded, words};

/// A title's words count this often.
const TITLE_WEIGHT: f32 = 5.0;
/// How much of the affinity the kind of work decides; words decide the rest.
const FUNCTION_SHARE: f32 = 0.15;

/// 0 to 1: how near the CV is to the position by the kind of work its titles name and by its words and skills. It judges
/// nothing and is shown nowhere; it orders people whose verdicts add up to the same.
pub fn affinity(cv: &Cv, position: &Position) -> f32 {
    FUNCTION_SHARE * function_nearness(cv, &position.title) + (1.0 - FUNCTION_SHARE) * word_nearness(cv, position)
}

/// The nearest of the work done, by the share of time it took, the headline counting as a job held now.
fn function_nearness(cv: &Cv, title: &str) -> f32 {
    let wanted = TAXONOMY.functions_of(title);
    let near = |held: &[(&str, f32)]| {
        let pairs = held
            .iter()
            .flat_map(|(h, a)| wanted.iter().map(move |(w, b)| TAXONOMY.function_nearness(h, w) * a.min(*b)));
        pairs.fold(0.0_f32, f32::max)
    };
    let headline = cv.parsed.headline.as_deref().map(|h| near(&TAXONOMY.functions_of(h))).unwrap_or_default();
    let jobs: Vec<f32> = cv.functions.iter().map(|f| near(f)).collect();
    let best = jobs.iter().copied().fold(headline, f32::max);
    let latest = jobs.first().copied().unwrap_or(headline).max(headline);
    let mean = if jobs.is_empty() { headline } else { jobs.iter().sum::<f32>() / jobs.len() as f32 };
    0.4 * best + 0.3 * latest + 0.3 * mean
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
