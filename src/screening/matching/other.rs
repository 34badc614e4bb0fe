//! Everything else: how much of the requirement's telling words one stretch of the CV holds. Met only when nearly all.

use std::ops::Range;

use super::Finding;
use super::ask::Ask;
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;

/// Telling words of the CV looked at together: about three lines.
const WINDOW: usize = 24;

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    let mut wanted = ask.stems.clone();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Finding::new(Verdict::NotStated, 0.3, Vec::new(), "The requirement holds no word to look for.");
    }
    let Some((share, range)) = best_window(cv, &wanted) else { return Finding::silent(&ask.subject()) };
    if share >= 0.8 {
        let confidence = if wanted.len() == 1 { 0.6 } else { 0.7 };
        return Finding::new(Verdict::Met, confidence, vec![range], "The CV says so in nearly the same words.");
    }
    let matched = (share * wanted.len() as f32).round() as usize;
    if (share >= 0.4 && matched >= 3) || (matched == 2 && wanted.len() == 3) {
        return Finding::new(Verdict::PartlyMet, 0.2 + 0.4 * share, vec![range], "The CV says part of this.");
    }
    Finding::silent(&ask.subject())
}

/// The share of these stems that the CV holds anywhere.
pub(super) fn share(cv: &Cv, stems: &[String]) -> f32 {
    if stems.is_empty() {
        return 1.0;
    }
    let held = stems.iter().filter(|s| cv.words.iter().any(|(w, _)| w == *s)).count();
    held as f32 / stems.len() as f32
}

/// The window with the largest share of the stems, and the byte of the first of them in it.
fn best_window(cv: &Cv, wanted: &[String]) -> Option<(f32, Range<usize>)> {
    let at: Vec<(usize, usize)> = cv
        .words
        .iter()
        .enumerate()
        .filter_map(|(n, (stem, _))| wanted.binary_search(stem).ok().map(|w| (n, w)))
        .collect();
    let mut best: Option<(usize, usize)> = None;
    for (first, (start, _)) in at.iter().enumerate() {
        let mut seen: Vec<usize> =
            at[first..].iter().take_while(|(n, _)| *n < start + WINDOW).map(|(_, w)| *w).collect();
        seen.sort_unstable();
        seen.dedup();
        if best.is_none_or(|(count, _)| seen.len() > count) {
            best = Some((seen.len(), *start));
        }
    }
    best.map(|(count, start)| (count as f32 / wanted.len() as f32, cv.words[start].1.clone()))
}
