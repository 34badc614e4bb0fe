//! How near the work a person has done is to a title: job by job, and in all.

use chrono::Datelike;

use super::titled;
use crate::screening::cv::Cv;
use crate::screening::dates::months_between;
use crate::screening::taxonomy::{Id, Kind, TAXONOMY};

/// A title taken apart once, to hold many CVs against.
pub struct Role {
    words: Vec<(String, f32)>,
    titles: Vec<Id>,
    functions: Vec<(&'static str, f32)>,
}

/// How near a job and the headline are to a role, 0 to 1.
pub struct Near {
    pub jobs: Vec<f32>,
    pub headline: Option<f32>,
}

/// Months after which work counts half as much.
const HALF_LIFE: f32 = 72.0;
/// What an undated job counts for, in months.
const UNDATED: f32 = 18.0;

impl Role {
    pub fn of(title: &str) -> Role {
        let titles: Vec<Id> = TAXONOMY.mentions_of(Kind::Title, title).into_iter().map(|m| m.concept).collect();
        Role { words: titled::weighed(title), titles, functions: TAXONOMY.functions_of(title) }
    }

    pub fn near(&self, cv: &Cv) -> Near {
        let jobs = cv.jobs.iter().enumerate().map(|(n, job)| match &job.title {
            Some(range) => self.nearness(cv.doc.slice(range), &cv.functions[n]),
            None => 0.0,
        });
        let headline = cv.parsed.headline.as_deref().map(|h| self.nearness(h, &TAXONOMY.functions_of(h)));
        Near { jobs: jobs.collect(), headline }
    }

    /// 1 the same title, about 0.6 another title of the same kind of work, about 0.3 of a related kind.
    fn nearness(&self, title: &str, functions: &[(&'static str, f32)]) -> f32 {
        let held = TAXONOMY.mentions_of(Kind::Title, title);
        if held.iter().any(|m| self.titles.contains(&m.concept)) {
            return 1.0;
        }
        let words = titled::likeness(&self.words, &titled::weighed(title));
        let pairs = functions.iter().flat_map(|(h, a)| {
            self.functions.iter().map(move |(w, b)| TAXONOMY.function_nearness(h, w) * a.min(*b).sqrt())
        });
        let function = pairs.fold(0.0_f32, f32::max);
        (0.65 * function + 0.35 * words).max(0.9 * words)
    }
}

impl Near {
    /// 0 to 1: the latest work most, then the course of work by length and recency, then the nearest job.
    pub fn in_all(&self, cv: &Cv) -> f32 {
        let latest = latest(cv).into_iter().map(|n| self.jobs[n]).fold(0.0_f32, f32::max);
        let latest = match self.headline {
            Some(headline) if cv.jobs.is_empty() => headline,
            Some(headline) => 0.5 * latest.max(headline) + 0.25 * latest + 0.25 * headline,
            None => latest,
        };
        let best = self.jobs.iter().copied().fold(self.headline.unwrap_or(0.0), f32::max);
        let (mut sum, mut weights) = (0.0, 0.0);
        for (n, near) in self.jobs.iter().enumerate() {
            let (months, ago) = match cv.jobs[n].span(cv.doc.today) {
                Some((from, to)) => (months_between(from, to) as f32, months_between(to, cv.doc.today) as f32),
                None => (UNDATED, 12.0 * n as f32),
            };
            let weight = months.clamp(3.0, 120.0) * 0.5_f32.powf(ago / HALF_LIFE);
            sum += weight * near;
            weights += weight;
        }
        let course = if weights > 0.0 { sum / weights } else { latest };
        0.45 * latest + 0.35 * course + 0.2 * best
    }
}

/// The jobs held now, or else the one that ended last; the first one written when no dates say.
pub fn latest(cv: &Cv) -> Vec<usize> {
    let lasting: Vec<usize> = (0..cv.jobs.len()).filter(|n| cv.jobs[*n].job.current).collect();
    if !lasting.is_empty() {
        return lasting;
    }
    let end = |n: &usize| cv.jobs[*n].span(cv.doc.today).map(|(_, to)| (to.year(), to.month()));
    let last = (0..cv.jobs.len()).filter_map(|n| end(&n)).max();
    match last {
        Some(_) => (0..cv.jobs.len()).filter(|n| end(n) == last).collect(),
        None => (0..cv.jobs.len().min(1)).collect(),
    }
}
