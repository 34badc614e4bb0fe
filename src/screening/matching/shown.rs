//! Where a CV shows a topic: in which jobs, how exactly, and for how long.

use std::ops::Range;

use chrono::NaiveDate;

use crate::screening::cv::Cv;
use crate::screening::dates::months_covered;
use crate::screening::taxonomy::{Id, Kind, SectionKind, TAXONOMY};

/// How near a find is to what was asked. Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// A related thing.
    Near,
    /// Another title of the same kind of work.
    Close,
    /// Something that implies it: a child skill, a title, a certificate.
    Implied,
    Same,
}

/// One place that shows a topic.
#[derive(Clone, Debug)]
pub struct Hit {
    pub range: Range<usize>,
    pub nearness: Nearness,
    pub held: Id,
    /// The job it stands in.
    pub job: Option<usize>,
    /// In a mere list of skills.
    pub listed: bool,
}

impl Hit {
    /// Better hits first: exact ones, in jobs, then in running text.
    fn order(&self) -> (std::cmp::Reverse<Nearness>, bool, bool, usize) {
        (std::cmp::Reverse(self.nearness), self.job.is_none(), self.listed, self.range.start)
    }
}

/// How near holding `held` is to `wanted`.
fn nearness(held: Id, wanted: Id) -> Option<Nearness> {
    if held == wanted {
        return Some(Nearness::Same);
    }
    let (h, w) = (TAXONOMY.concept(held), TAXONOMY.concept(wanted));
    match (h.kind, w.kind) {
        (Kind::Skill, Kind::Skill) | (Kind::Field, Kind::Field) => {
            if TAXONOMY.satisfies(held, wanted) {
                Some(Nearness::Implied)
            } else {
                TAXONOMY.is_near(held, wanted).then_some(Nearness::Near)
            }
        }
        (Kind::Title | Kind::Certificate, Kind::Skill) => {
            h.shows.iter().filter_map(|s| nearness(*s, wanted)).max().map(|n| n.min(Nearness::Implied))
        }
        (Kind::Certificate, Kind::Certificate) => {
            (h.related.contains(&wanted) || w.related.contains(&held)).then_some(Nearness::Implied)
        }
        _ => None,
    }
}

/// All places that show the topic, the most telling first.
pub fn hits(cv: &Cv, wanted: Id) -> Vec<Hit> {
    let doc = &cv.doc;
    let mut found: Vec<Hit> = Vec::new();
    for mention in &doc.mentions {
        let Some(near) = nearness(mention.concept, wanted) else { continue };
        let section = doc.section_at(mention.start);
        if matches!(section, Some(SectionKind::References | SectionKind::Interests)) {
            continue;
        }
        let job = cv.jobs.iter().position(|j| j.range.start <= mention.start && mention.end <= j.range.end);
        let kind = TAXONOMY.concept(mention.concept).kind;
        // A title counts where it is held, not where a job's text speaks of others ("reported to the finance director").
        let in_title = job.is_some_and(|j| {
            cv.jobs[j].title.as_ref().is_some_and(|t| t.start <= mention.start && mention.end <= t.end)
        });
        let heads_cv = job.is_none() && matches!(section, None | Some(SectionKind::Summary | SectionKind::Personal));
        if kind == Kind::Title && !in_title && !heads_cv {
            continue;
        }
        found.push(Hit {
            range: mention.start..mention.end,
            nearness: near,
            held: mention.concept,
            job,
            listed: section == Some(SectionKind::Skills),
        });
    }
    found.sort_by_key(Hit::order);
    found
}

/// Hits for the words of a requirement that no topic covers: jobs whose text has all of them.
pub fn word_hits(cv: &Cv, stems: &[String]) -> Vec<Hit> {
    if stems.is_empty() {
        return Vec::new();
    }
    cv.jobs
        .iter()
        .enumerate()
        .filter_map(|(n, job)| {
            let words = cv.stems_in(&job.range);
            let first = words.iter().find(|(stem, _)| stems.contains(stem))?;
            let all = stems.iter().all(|s| words.iter().any(|(w, _)| w == s));
            all.then(|| Hit { range: first.1.clone(), nearness: Nearness::Same, held: 0, job: Some(n), listed: false })
        })
        .collect()
}

/// The dated span of jobs, overlaps once, in months.
pub fn months(cv: &Cv, jobs: &[usize]) -> i32 {
    months_covered(&spans(cv, jobs))
}

pub fn spans(cv: &Cv, jobs: &[usize]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut unique = jobs.to_vec();
    unique.sort_unstable();
    unique.dedup();
    unique.iter().filter_map(|n| cv.jobs[*n].span(cv.doc.today)).collect()
}

/// "Senior planner at Acme", for a sentence.
pub fn job_name(cv: &Cv, n: usize) -> String {
    let job = &cv.jobs[n].job;
    match (&job.title, &job.company) {
        (Some(title), Some(company)) => format!("{title} at {company}"),
        (Some(title), None) => title.clone(),
        (None, Some(company)) => format!("the job at {company}"),
        (None, None) => "a job".to_string(),
    }
}

/// CVs date by the month, and people count years: so many months short of the years asked are no shortfall.
pub const SLACK: i32 = 3;

/// Whether so many months are the years asked.
pub fn suffices(months: i32, years: f32) -> bool {
    (months + SLACK) as f32 >= years * 12.0
}

/// Months told beside years asked, so exactly that the words never say other than the verdict: "9 years 8 months".
pub fn beside(months: i32, years: f32) -> String {
    let short = years * 12.0 - months as f32;
    let (whole, rest) = (months / 12, months % 12);
    if !(0.0..12.0).contains(&short) || whole == 0 || rest == 0 {
        return in_words(months);
    }
    let plural = |n: i32| if n == 1 { "" } else { "s" };
    format!("{whole} year{} {rest} month{}", plural(whole), plural(rest))
}

/// Months as people say years: "four years", "a year and a half", "seven months".
pub fn in_words(months: i32) -> String {
    const NUMBERS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let number = |n: i32| NUMBERS.get(n as usize).map_or_else(|| n.to_string(), |w| (*w).to_string());
    if months < 12 {
        return format!("{} month{}", number(months.max(1)), if months <= 1 { "" } else { "s" });
    }
    let (years, rest) = (months / 12, months % 12);
    let years = if rest >= 9 { years + 1 } else { years };
    let half = (3..9).contains(&rest) && years < 5;
    match (years, half) {
        (1, true) => "a year and a half".to_string(),
        (1, false) => "one year".to_string(),
        (n, true) => format!("{} and a half years", number(n)),
        (n, false) => format!("{} years", number(n)),
    }
}
