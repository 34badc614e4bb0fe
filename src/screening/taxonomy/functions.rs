//! Telling the kind of work from the words of a title that no list knows: "food service manager" is restaurant work.

use std::collections::HashMap;

use super::Function;
use crate::screening::stems;
use crate::screening::text::{fold, words};

/// How often each word stands in the titles of each function.
#[derive(Default)]
pub struct FunctionWords {
    names: Vec<String>,
    shares: HashMap<String, Vec<(usize, f32)>>,
}

impl FunctionWords {
    /// Learns from every known title with its function, and from the functions' own names.
    pub fn new(titles: &[(String, String)], functions: &HashMap<String, Function>) -> FunctionWords {
        let mut names: Vec<String> = functions.keys().cloned().collect();
        names.sort_unstable();
        let index: HashMap<String, usize> = names.iter().cloned().zip(0..).collect();
        let mut counts: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
        let mut add = |text: &str, function: usize, weight: f32| {
            for stem in telling(text) {
                let of = counts.entry(stem).or_default();
                match of.iter_mut().find(|(f, _)| *f == function) {
                    Some(known) => known.1 += weight,
                    None => of.push((function, weight)),
                }
            }
        };
        for (title, function) in titles {
            if let Some(at) = index.get(function) {
                add(title, *at, 1.0);
            }
        }
        for (name, at) in &index {
            add(name, *at, 3.0);
        }
        for of in counts.values_mut() {
            let all: f32 = of.iter().map(|(_, n)| n).sum();
            of.iter_mut().for_each(|(_, n)| *n /= all);
        }
        FunctionWords { names, shares: counts }
    }

    /// How much a word tells of the kind of work: 1 when it stands in titles of one function only, less the more.
    pub fn weight(&self, stem: &str) -> f32 {
        self.shares
            .get(stem)
            .map_or(0.6, |shares| shares.iter().map(|(_, share)| share).fold(0.1_f32, |a, b| a.max(*b)))
    }

    /// The functions that a title's words point to, surest first, with 0 to 1 for how plainly; at most two.
    pub fn of(&self, title: &str) -> Vec<(&str, f32)> {
        let mut scores: HashMap<usize, f32> = HashMap::new();
        let mut weights = 0.0;
        for stem in telling(title) {
            let Some(shares) = self.shares.get(&stem) else {
                weights += 0.4;
                continue;
            };
            // A word that stands in titles of one function says more than one that stands in all.
            let weight = shares.iter().map(|(_, share)| share).fold(0.0_f32, |a, b| a.max(*b));
            weights += weight;
            for (function, share) in shares {
                *scores.entry(*function).or_default() += weight * share;
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores.into_iter().map(|(f, score)| (f, score / weights)).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let best = ranked.first().map_or(0.0, |r| r.1);
        ranked.retain(|(_, score)| *score >= 0.25 && *score >= best * 0.7);
        ranked.into_iter().take(2).map(|(f, score)| (self.names[f].as_str(), score)).collect()
    }
}

fn telling(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut found: Vec<String> = words(&folded)
        .map(|w| &folded[w])
        .filter(|w| w.chars().count() > 1 && !stems::is_small(w) && !w.chars().all(|c| c.is_ascii_digit()))
        .map(stems::stem)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
