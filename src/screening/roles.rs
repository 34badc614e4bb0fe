//! The roles a CV speaks for, by the work its titles name and how long and how lately it was done.

use std::collections::HashMap;

use chrono::Datelike;

use super::cv::Cv;
use super::taxonomy::{Id, Kind, TAXONOMY};

/// At least this many months, or an undated job, make a role real.
const REAL_MONTHS: i32 = 12;

/// Titles of functions other than the position's, most worked and most recent first, three at most.
pub fn other_roles(cv: &Cv, position_title: &str) -> Vec<String> {
    let wanted: Vec<Id> = TAXONOMY.mentions_of(Kind::Title, position_title).into_iter().map(|m| m.concept).collect();
    let wanted_functions: Vec<&str> = wanted.iter().map(|id| TAXONOMY.concept(*id).group.as_str()).collect();
    let mut months: HashMap<&str, (i32, i32, Id)> = HashMap::new();
    for job in &cv.jobs {
        let Some(title) = job.title.clone() else { continue };
        let Some(mention) = cv.doc.of_kind(Kind::Title, title).max_by_key(|m| m.end - m.start) else { continue };
        let concept = TAXONOMY.concept(mention.concept);
        if concept.group.is_empty() || wanted_functions.contains(&concept.group.as_str()) {
            continue;
        }
        let span = job.span(cv.doc.today);
        let worked = span.map_or(REAL_MONTHS, |(from, to)| super::dates::months_between(from, to));
        let last = span.map_or(0, |(_, to)| to.year() * 12 + to.month() as i32);
        let entry = months.entry(concept.group.as_str()).or_insert((0, last, mention.concept));
        entry.0 += worked;
        if last > entry.1 {
            entry.1 = last;
            entry.2 = mention.concept;
        }
    }
    let mut found: Vec<(i32, i32, Id)> = months.into_values().filter(|(m, _, _)| *m >= REAL_MONTHS).collect();
    found.sort_by_key(|(worked, last, id)| (std::cmp::Reverse(*last), std::cmp::Reverse(*worked), *id));
    found.into_iter().take(3).map(|(_, _, id)| TAXONOMY.name(id).to_string()).collect()
}
