//! A job description pasted into a CV: long stretches of the position's own words prove nothing.

use std::collections::HashMap;
use std::ops::Range;

use super::contract::Position;
use super::cv::Cv;
use super::text::{fold, words};

/// So many words in a row are no chance.
const RUN: usize = 8;
/// So many of a position's requirements word for word make a copy; one or two is how people answer an ad.
const REQUIREMENTS: usize = 3;

/// The CV without the stretches copied from the position, and the flag that says so; none when nothing is copied.
pub fn without_copied(cv: &Cv, position: &Position) -> Option<(Cv, String)> {
    let folded = &cv.doc.folded;
    let written: Vec<Range<usize>> = words(&folded.text).collect();
    if written.len() < RUN {
        return None;
    }
    let mut runs: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    for (n, run) in written.windows(RUN).enumerate() {
        runs.entry(run.iter().map(|w| &folded.text[w.clone()]).collect()).or_default().push(n);
    }
    let mut copied: Vec<Range<usize>> = Vec::new();
    let mut requirements = 0;
    for requirement in &position.requirements {
        let asked = fold(&requirement.text);
        let asked: Vec<&str> = words(&asked).map(|w| &asked[w]).collect();
        let mut found = false;
        for run in asked.windows(RUN) {
            for start in runs.get(run).into_iter().flatten() {
                found = true;
                let bytes = written[*start].start..written[start + RUN - 1].end;
                copied.push(folded.source(bytes));
            }
        }
        requirements += usize::from(found);
    }
    if requirements < REQUIREMENTS {
        return None;
    }
    let copied = merged(copied);
    let first: Vec<&str> = cv.text()[copied.first()?.clone()].split_whitespace().take(14).collect();
    let flag = format!(
        "{requirements} requirements stand in the CV word for word, as in a copied job description, not counted: “{}…”",
        first.join(" ")
    );
    Some((cv.without(&copied), flag))
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut found: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match found.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => found.push(range),
        }
    }
    found
}
