//! Ranking by words alone, as search engines do: BM25 and TF-IDF over the same texts, to compare with.

use std::collections::{HashMap, HashSet};

type Counts = HashMap<String, f64>;

/// A collection of texts, counted once.
pub struct Collection {
    words: Vec<Counts>,
    lengths: Vec<f64>,
    mean_length: f64,
    holding: HashMap<String, f64>,
    vectors: Vec<Counts>,
    holding_grams: HashMap<String, f64>,
}

const K1: f64 = 1.5;
const B: f64 = 0.75;

impl Collection {
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Collection {
        let tokens: Vec<Vec<String>> = texts.map(tokens).collect();
        let words: Vec<Counts> = tokens.iter().map(|list| counts(list.iter().cloned())).collect();
        let grams: Vec<Counts> = tokens.iter().map(|list| counts(one_and_two(list))).collect();
        let lengths: Vec<f64> = tokens.iter().map(|list| list.len() as f64).collect();
        let holding_grams = holding(&grams);
        let all = grams.len() as f64;
        Collection {
            mean_length: lengths.iter().sum::<f64>() / all.max(1.0),
            holding: holding(&words),
            vectors: grams.iter().map(|counts| normed(counts, &holding_grams, all)).collect(),
            holding_grams,
            lengths,
            words,
        }
    }

    /// Okapi BM25 of every text for the query, k1 = 1.5 and b = 0.75.
    pub fn bm25(&self, query: &str) -> Vec<f64> {
        let wanted: HashSet<String> = tokens(query).into_iter().collect();
        let all = self.words.len() as f64;
        let score = |n: usize| -> f64 {
            let norm = K1 * (1.0 - B + B * self.lengths[n] / self.mean_length.max(1.0));
            let mut parts: Vec<f64> = wanted
                .iter()
                .filter_map(|word| {
                    let count = self.words[n].get(word)?;
                    let holding = self.holding.get(word)?;
                    let rare = (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln();
                    Some(rare * count * (K1 + 1.0) / (count + norm))
                })
                .collect();
            ordered_sum(&mut parts)
        };
        (0..self.words.len()).map(score).collect()
    }

    /// Cosine of TF-IDF vectors of single words and pairs of words.
    pub fn tf_idf(&self, query: &str) -> Vec<f64> {
        let wanted = normed(&counts(one_and_two(&tokens(query))), &self.holding_grams, self.vectors.len() as f64);
        let cosine = |vector: &Counts| {
            let mut parts: Vec<f64> = wanted.iter().filter_map(|(gram, w)| Some(w * vector.get(gram)?)).collect();
            ordered_sum(&mut parts)
        };
        self.vectors.iter().map(cosine).collect()
    }
}

/// The same sum whatever the order of a map.
fn ordered_sum(parts: &mut [f64]) -> f64 {
    parts.sort_by(f64::total_cmp);
    parts.iter().sum()
}

fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
}

fn one_and_two(tokens: &[String]) -> impl Iterator<Item = String> + '_ {
    tokens.iter().cloned().chain(tokens.windows(2).map(|pair| pair.join(" ")))
}

fn counts(items: impl Iterator<Item = String>) -> Counts {
    let mut found = Counts::new();
    for item in items {
        *found.entry(item).or_default() += 1.0;
    }
    found
}

fn holding(all: &[Counts]) -> HashMap<String, f64> {
    counts(all.iter().flat_map(|counts| counts.keys().cloned()))
}

fn normed(counts: &Counts, holding: &HashMap<String, f64>, all: f64) -> Counts {
    let weigh = |(gram, count): (&String, &f64)| {
        let holding = holding.get(gram)?;
        Some((gram.clone(), count * (((1.0 + all) / (1.0 + holding)).ln() + 1.0)))
    };
    let mut weighed: Counts = counts.iter().filter_map(weigh).collect();
    let mut squares: Vec<f64> = weighed.values().map(|w| w * w).collect();
    let length = ordered_sum(&mut squares).sqrt();
    if length > 0.0 {
        weighed.values_mut().for_each(|w| *w /= length);
    }
    weighed
}
