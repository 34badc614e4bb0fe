//! Scores a read text against the known one: word F1, and order by the longest common subsequence of words.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// Words in common, whatever their order.
    pub f1: f64,
    /// Twice the longest common subsequence over the length of both texts.
    pub order: f64,
}

pub fn mean(scores: &[Score]) -> Score {
    let count = scores.len() as f64;
    let mean = |part: fn(&Score) -> f64| scores.iter().map(part).sum::<f64>() / count;
    Score { f1: mean(|score| score.f1), order: mean(|score| score.order) }
}

pub fn score(known: &str, read: &str) -> Score {
    let (known, read) = (words(known), words(read));
    let both = (known.len() + read.len()) as f64;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &known {
        *counts.entry(word).or_default() += 1;
    }
    let shared = read.iter().filter(|word| match counts.get_mut(word.as_str()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    });
    Score { f1: 2.0 * shared.count() as f64 / both, order: 2.0 * common_subsequence(&known, &read) as f64 / both }
}

/// Small letters, one dash and apostrophe, no punctuation around words; in Chinese and Japanese each character is
/// a word.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    for c in text.nfkc() {
        match u32::from(c) {
            0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfeff => {}
            0xe000..=0xf8ff | 0xf0000.. => spaced.push(' '),
            0x3000..=0x303f | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff => spaced.extend([' ', c, ' ']),
            _ => match c {
                '’' | '‘' => spaced.push('\''),
                '–' | '—' | '−' | '‐' | '‑' => spaced.push('-'),
                c => spaced.extend(c.to_lowercase()),
            },
        }
    }
    let around =
        |c: char| c.is_ascii_punctuation() && !"+#@%".contains(c) || "•·◦‣▪◆●○»«“”、。，：；！？،؛…".contains(c);
    spaced.split_whitespace().map(|word| word.trim_matches(around).to_owned()).filter(|word| !word.is_empty()).collect()
}

/// The length of the longest common subsequence, by growing the smallest last positions (Hunt and Szymanski).
fn common_subsequence(known: &[String], read: &[String]) -> usize {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, word) in read.iter().enumerate() {
        places.entry(word).or_default().push(place);
    }
    let mut ends: Vec<usize> = Vec::new();
    for word in known {
        for place in places.get(word.as_str()).into_iter().flatten().rev() {
            let at = ends.partition_point(|end| end < place);
            if at == ends.len() { ends.push(*place) } else { ends[at] = *place }
        }
    }
    ends.len()
}
