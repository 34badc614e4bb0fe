//! Sectors: jobs at firms or in work that show it, and for how long.

use super::ask::Ask;
use super::shown::{self, Nearness};
use super::skill::upper_first;
use super::{Finding, experience};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::taxonomy::{Id, Kind};

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    let sectors: Vec<Id> = ask.of_kind(Kind::Sector);
    if sectors.is_empty() || ask.years.is_some() {
        return experience::find(cv, ask);
    }
    // What names a sector often names a skill too; either shows it.
    let topics: Vec<Id> = ask.groups.iter().flatten().copied().chain(sectors).collect();
    let mut hits: Vec<shown::Hit> = topics.iter().flat_map(|t| shown::hits(cv, *t)).collect();
    hits.sort_by_key(|h| (std::cmp::Reverse(h.nearness), h.job.is_none(), h.listed, h.range.start));
    hits.dedup_by_key(|h| h.range.clone());
    let subject = ask.subject();
    let Some(first) = hits.first() else { return Finding::silent(&subject) };
    let jobs: Vec<usize> = hits.iter().filter(|h| h.nearness > Nearness::Near).filter_map(|h| h.job).collect();
    let evidence = hits.iter().take(6).map(|h| h.range.clone()).collect();
    let months = shown::months(cv, &jobs);
    match jobs.first() {
        Some(job) if months > 0 => Finding::new(
            Verdict::Met,
            0.85,
            evidence,
            format!("{}, {} in all.", shown::job_name(cv, *job), shown::in_words(months)),
        ),
        Some(job) => Finding::new(Verdict::Met, 0.7, evidence, format!("{}.", upper_first(&shown::job_name(cv, *job)))),
        None if first.nearness > Nearness::Near => Finding::new(
            Verdict::PartlyMet,
            0.55,
            evidence,
            format!("{} is named in the CV, but no job shows it.", upper_first(&subject)),
        ),
        None => Finding::new(Verdict::PartlyMet, 0.5, evidence, format!("The CV shows work near {subject}.")),
    }
}
