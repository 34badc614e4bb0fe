//! Whether someone does the work now, or did last.

use chrono::Datelike;

use super::ask::Ask;
use super::role::{Role, latest};
use super::shown::job_name;
use super::{Finding, titled};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::phrases::phrases;

phrases! {
    WORDS = "\
        current or latest work as | currently working as | current work as | latest work as | most recent work as | \
        recent work as | recent experience as";
}

/// Work that ended longer ago than this is no longer fresh.
const FRESH_YEARS: i32 = 8;

/// Whether a requirement asks for the work done now.
pub(super) fn is_asked(ask: &Ask) -> bool {
    WORDS.any_in(&ask.folded)
}

pub(super) fn find(cv: &Cv, title: &str) -> Finding {
    let near = Role::of(title).near(cv);
    let latest = latest(cv);
    let best = latest.iter().copied().max_by(|a, b| near.jobs[*a].total_cmp(&near.jobs[*b]).then(b.cmp(a)));
    let by_job = best.map_or(0.0, |n| near.jobs[n]);
    let headline = near.headline.unwrap_or(0.0);
    let nearest = by_job.max(headline);
    let evidence = if headline > by_job {
        titled::headline(cv).into_iter().collect()
    } else {
        best.map(|n| cv.jobs[n].title.clone().unwrap_or(cv.jobs[n].range.clone())).into_iter().collect()
    };
    let named = match best {
        _ if headline > by_job => format!("The CV is headed {}", cv.parsed.headline.as_deref().unwrap_or_default()),
        Some(n) if cv.jobs[n].job.current => format!("{} today", job_name(cv, n)),
        Some(n) => format!("{} last", job_name(cv, n)),
        None => String::new(),
    };
    if nearest >= 0.72 {
        let confidence = if by_job >= 0.72 { 0.9 } else { 0.7 };
        return Finding::new(Verdict::Met, confidence, evidence, format!("{named}."));
    }
    if nearest >= 0.42 {
        return Finding::new(Verdict::PartlyMet, 0.6, evidence, format!("{named}: near to it, not the same."));
    }
    match best {
        Some(n) if cv.jobs[n].title.is_some() && nearest < 0.2 => {
            Finding::new(Verdict::NotMet, 0.7, evidence, format!("{named}, which is other work."))
        }
        _ => Finding::silent("the work done now"),
    }
}

/// "until 2009" when the last of these jobs ended long ago.
pub(super) fn long_ago(cv: &Cv, jobs: &[usize]) -> Option<String> {
    let spans: Option<Vec<_>> = jobs.iter().map(|n| cv.jobs[*n].span(cv.doc.today)).collect();
    let last = spans?.into_iter().map(|(_, to)| to).max()?;
    (cv.doc.today.year() - last.year() > FRESH_YEARS).then(|| format!("not since {}", last.year()))
}
