//! Experience: years in what was asked, counted over the jobs that show it, overlaps once.

use super::ask::{Ask, years_asked};
use super::shown::{self, Hit, Nearness};
use super::skill::upper_first;
use super::titled;
use super::{Finding, other};
use super::{leading, recent};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::taxonomy::{Kind, SectionKind, TAXONOMY};
use crate::screening::text::{fold, lines};

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    if leading::is_asked(ask) {
        return leading::find(cv, ask);
    }
    let as_title = titled::asked(ask);
    if recent::is_asked(ask)
        && let Some(title) = &as_title
    {
        return recent::find(cv, title);
    }
    if ask.groups.is_empty() && as_title.is_none() {
        return if ask.left_over.is_empty() && ask.years.is_some() { total(cv, ask) } else { in_words(cv, ask) };
    }
    let hits: Vec<Vec<Hit>> = ask
        .groups
        .iter()
        .map(|group| {
            let mut all: Vec<Hit> = group.iter().flat_map(|topic| shown::hits(cv, *topic)).collect();
            let titles: Vec<_> = group.iter().copied().filter(|id| TAXONOMY.concept(*id).kind == Kind::Title).collect();
            if !titles.is_empty() {
                let name = as_title.clone().unwrap_or_else(|| TAXONOMY.name(titles[0]).to_string());
                all.extend(titled::by_words(cv, &name));
                all.extend(titled::by_function(cv, &name, &titles));
            }
            all.sort_by_key(|h| (std::cmp::Reverse(h.nearness), h.job.is_none(), h.listed, h.range.start));
            all
        })
        .collect();
    let names_title = ask.mentions.iter().any(|m| TAXONOMY.concept(m.concept).kind == Kind::Title);
    match as_title {
        Some(title) if !names_title => {
            let mut found = titled::by_words(cv, &title);
            found.extend(titled::by_function(cv, &title, &[]));
            found.sort_by_key(|h| (std::cmp::Reverse(h.nearness), h.job.is_none(), h.range.start));
            weigh(cv, ask, &[found])
        }
        _ => weigh(cv, ask, &hits),
    }
}

/// Years in work, whatever the work.
fn total(cv: &Cv, ask: &Ask) -> Finding {
    let all: Vec<usize> = (0..cv.jobs.len()).collect();
    let months = shown::months(cv, &all);
    let asked = ask.years.unwrap_or(1.0);
    if months == 0 {
        return Finding::silent("how long this person has worked");
    }
    let evidence =
        cv.jobs.iter().filter(|j| j.job.from.is_some()).take(2).map(|j| first_line(cv, j.range.start)).collect();
    let why = format!("The jobs listed add up to {}, {} asked.", shown::beside(months, asked), plain_years(asked));
    Finding::new(by_years(months, asked), 0.85, evidence, why)
}

fn first_line(cv: &Cv, byte: usize) -> std::ops::Range<usize> {
    cv.doc.line_range(cv.doc.line_at(byte))
}

fn plain_years(years: f32) -> String {
    shown::in_words((years * 12.0).round() as i32)
}

/// Enough is met, at least half is near, less is not met.
fn by_years(months: i32, asked: f32) -> Verdict {
    if shown::suffices(months, asked) {
        Verdict::Met
    } else if months as f32 >= asked * 6.0 {
        Verdict::PartlyMet
    } else {
        Verdict::NotMet
    }
}

/// Jobs that show every group in full, then jobs that show some of it or something near.
fn weigh(cv: &Cv, ask: &Ask, hits: &[Vec<Hit>]) -> Finding {
    let in_job =
        |group: &Vec<Hit>, job: usize, least: Nearness| group.iter().any(|h| h.job == Some(job) && h.nearness >= least);
    let jobs: Vec<usize> = (0..cv.jobs.len()).collect();
    let least = if ask.or_similar { Nearness::Near } else { Nearness::Implied };
    let full: Vec<usize> = jobs.iter().copied().filter(|j| hits.iter().all(|g| in_job(g, *j, least))).collect();
    let partial: Vec<usize> =
        jobs.iter().copied().filter(|j| hits.iter().any(|g| in_job(g, *j, Nearness::Near))).collect();
    let subject = ask.subject();
    let evidence_of = |wanted: &[usize]| {
        let mut found: Vec<_> = Vec::new();
        for job in wanted {
            for group in hits {
                found.extend(group.iter().find(|h| h.job == Some(*job)).map(|h| h.range.clone()));
            }
        }
        found.extend(hits.iter().filter_map(|g| g.first()).map(|h| h.range.clone()));
        found
    };
    let months = shown::months(cv, &full);
    let claim = claimed(cv, hits);
    let everywhere = hits.iter().all(|g| g.iter().any(|h| h.nearness >= least));
    let Some(asked) = ask.years else {
        return without_years(cv, ask, hits, &full, &partial, evidence_of, claim);
    };
    let partial_months = shown::months(cv, &partial);
    if !shown::suffices(months, asked)
        && let Some((years, at)) = &claim
        && everywhere
        && *years >= asked
    {
        // A claim is believed where jobs bear it out at least in part; words alone are a question to ask.
        if partial_months == 0 && !has_kin(cv, ask) {
            return Finding::new(Verdict::PartlyMet, 0.35, vec![at.clone()], unproven(*years, &subject));
        }
        let why = format!(
            "The CV states {} with {subject}; the dated jobs show {}.",
            plain_years(*years),
            if months > 0 { shown::beside(months, asked) } else { "none of it".to_string() }
        );
        return Finding::new(Verdict::Met, 0.65, vec![at.clone()], why);
    }
    if months > 0 {
        let verdict = by_years(months, asked);
        let since = shown::spans(cv, &full).into_iter().map(|s| s.0).min();
        let lasting = full.iter().any(|j| cv.jobs[*j].job.current);
        let since = since.filter(|_| lasting).map(|d| format!(" since {}", d.format("%Y"))).unwrap_or_default();
        let told = upper_first(&shown::beside(months, asked));
        let why = match verdict {
            Verdict::Met => format!("{told} with {subject}{since}, {} asked.", plain_years(asked)),
            _ => format!("{told} with {subject}{since}, short of {}.", plain_years(asked)),
        };
        return Finding::new(verdict, 0.85, evidence_of(&full), why);
    }
    if partial_months > 0 {
        let near = upper_first(&shown::in_words(partial_months));
        let enough = partial_months as f32 >= asked * 6.0;
        let verdict = if enough { Verdict::PartlyMet } else { Verdict::NotMet };
        let name = shown::job_name(cv, partial[0]);
        return Finding::new(
            verdict,
            nearly(cv, hits, &partial),
            evidence_of(&partial),
            format!("{near} of near work ({name}), not all of {subject}."),
        );
    }
    if let Some((years, at)) = claim {
        let verdict = match by_years((years * 12.0) as i32, asked) {
            Verdict::Met => Verdict::PartlyMet,
            less => less,
        };
        return Finding::new(verdict, 0.35, vec![at], unproven(years, &subject));
    }
    if hits.iter().any(|g| !g.is_empty()) {
        return Finding::new(
            Verdict::PartlyMet,
            0.45,
            evidence_of(&[]),
            format!("{} is in the CV, but no dated job shows for how long.", upper_first(&subject)),
        );
    }
    absent(cv, &subject)
}

fn without_years(
    cv: &Cv,
    ask: &Ask,
    hits: &[Vec<Hit>],
    full: &[usize],
    partial: &[usize],
    evidence_of: impl Fn(&[usize]) -> Vec<std::ops::Range<usize>>,
    claim: Option<(f32, std::ops::Range<usize>)>,
) -> Finding {
    let subject = ask.subject();
    let least = if ask.or_similar { Nearness::Near } else { Nearness::Implied };
    if !full.is_empty() {
        let months = shown::months(cv, full);
        let named = shown::job_name(cv, full[0]);
        let length = if months > 0 { format!(", {} in all", shown::in_words(months)) } else { String::new() };
        if let Some(last) = recent::long_ago(cv, full) {
            return Finding::new(Verdict::PartlyMet, 0.7, evidence_of(full), format!("{named}{length}, but {last}."));
        }
        if let Some(short) = seniority_short(cv, ask, full) {
            return Finding::new(Verdict::PartlyMet, 0.65, evidence_of(full), format!("{named}{length}, but {short}."));
        }
        return Finding::new(
            Verdict::Met,
            0.75 + 0.2 * (months as f32 / 48.0).min(1.0),
            evidence_of(full),
            format!("{named}{length}."),
        );
    }
    if let Some((years, at)) = claim {
        return if shown::months(cv, partial) > 0 || has_kin(cv, ask) {
            let why = format!("The CV states {} with {subject}.", plain_years(years));
            Finding::new(Verdict::Met, 0.65, vec![at], why)
        } else {
            Finding::new(Verdict::PartlyMet, 0.35, vec![at], unproven(years, &subject))
        };
    }
    if !partial.is_empty() {
        let why = format!("{} comes near, not all of {subject}.", upper_first(&shown::job_name(cv, partial[0])));
        return Finding::new(Verdict::PartlyMet, nearly(cv, hits, partial), evidence_of(partial), why);
    }
    if hits.iter().all(|g| g.iter().any(|h| h.nearness >= least && !h.listed)) {
        return Finding::new(
            Verdict::Met,
            0.6,
            evidence_of(&[]),
            format!("{} is in the CV, outside the jobs.", upper_first(&subject)),
        );
    }
    if hits.iter().any(|g| !g.is_empty()) {
        return Finding::new(
            Verdict::PartlyMet,
            0.5,
            evidence_of(&[]),
            format!("{} is named in the CV, but no job shows it.", upper_first(&subject)),
        );
    }
    absent(cv, &subject)
}

/// Whether a dated job speaks of at least half of what is asked.
fn has_kin(cv: &Cv, ask: &Ask) -> bool {
    cv.jobs.iter().filter(|job| job.job.from.is_some()).any(|job| {
        let words = cv.stems_in(&job.range);
        let said = ask.stems.iter().filter(|stem| words.iter().any(|(word, _)| word == *stem)).count();
        said > 0 && said * 2 >= ask.stems.len()
    })
}

/// A claim of years that no dated job bears out.
fn unproven(years: f32, subject: &str) -> String {
    format!("The CV states {} with {subject}; no dated job shows it.", plain_years(years))
}

/// How sure a partial match is: the same kind of work over related work, and longer over shorter.
fn nearly(cv: &Cv, hits: &[Vec<Hit>], jobs: &[usize]) -> f32 {
    let close: Vec<usize> =
        hits.iter().flatten().filter(|h| h.nearness >= Nearness::Close).filter_map(|h| h.job).collect();
    let base = if close.is_empty() { 0.4 } else { 0.55 };
    let counted = if close.is_empty() { jobs } else { &close };
    base + 0.1 * (shown::months(cv, counted) as f32 / 60.0).min(1.0)
}

/// Not met only where the CV is plain about it: dated jobs of at least three years, all with titles the rules know.
fn absent(cv: &Cv, subject: &str) -> Finding {
    let all: Vec<usize> = (0..cv.jobs.len()).collect();
    let known = cv.jobs.iter().all(|j| j.title.as_ref().is_some_and(|t| cv.doc.has(Kind::Title, t)));
    if !cv.jobs.is_empty() && known && shown::months(cv, &all) >= 36 {
        let titles: Vec<&str> = cv.jobs.iter().filter_map(|j| j.job.title.as_deref()).take(2).collect();
        let evidence = cv.jobs.iter().filter_map(|j| j.title.clone()).take(2).collect();
        return Finding::new(
            Verdict::NotMet,
            0.65,
            evidence,
            format!("The jobs listed ({}) show no {subject}.", titles.join(", ")),
        );
    }
    Finding::silent(subject)
}

/// "Twelve years of rail experience" as the person says it, in a sentence that shows every topic.
fn claimed(cv: &Cv, hits: &[Vec<Hit>]) -> Option<(f32, std::ops::Range<usize>)> {
    let doc = &cv.doc;
    hits.first()?.iter().filter(|h| h.nearness >= Nearness::Implied).find_map(|hit| {
        let line = doc.line_at(hit.range.start);
        let section = doc.section_at(hit.range.start);
        if !matches!(section, None | Some(SectionKind::Summary | SectionKind::Personal | SectionKind::Skills)) {
            return None;
        }
        let range = doc.lines[line.saturating_sub(1)].start..doc.lines[(line + 1).min(doc.lines.len() - 1)].end;
        let all = hits.iter().all(|g| g.iter().any(|h| range.start <= h.range.start && h.range.end <= range.end));
        let years = lines(doc.slice(&range)).iter().find_map(|l| {
            let text = &doc.slice(&range)[l.start..l.end];
            years_asked(&fold(text)).map(|years| (years, range.start + l.start..range.start + l.end))
        });
        years.filter(|_| all)
    })
}

/// Why the jobs fall short of the rank asked for, if they do by two steps or more.
fn seniority_short(cv: &Cv, ask: &Ask, jobs: &[usize]) -> Option<String> {
    let asked = ask.of_kind(Kind::Seniority).into_iter().map(|id| TAXONOMY.concept(id).rank).max()?;
    let held = jobs.iter().filter_map(|j| cv.jobs[*j].title.clone()).map(|t| rank_of(cv, t)).max()?;
    (asked >= held + 2 && asked >= 4).then(|| format!("at a more junior rank than {} asks", ask.subject()))
}

/// The rank of a title: its seniority words, or 3.
pub(in crate::screening) fn rank_of(cv: &Cv, title: std::ops::Range<usize>) -> u8 {
    let stated = cv.doc.of_kind(Kind::Seniority, title.clone()).map(|m| TAXONOMY.concept(m.concept).rank).max();
    let managing = fold(cv.doc.slice(&title))
        .split(' ')
        .any(|w| matches!(w, "manager" | "leiter" | "leiterin" | "responsable" | "jefe" | "manageress"));
    match stated {
        Some(rank) if managing && rank < 4 && rank > 2 => 4,
        Some(rank) => rank,
        None if managing => 4,
        None => 3,
    }
}

/// Experience in something the taxonomy does not know: the words themselves, job by job.
fn in_words(cv: &Cv, ask: &Ask) -> Finding {
    let hits = shown::word_hits(cv, &ask.left_over);
    if ask.left_over.len() > 4 || hits.is_empty() {
        return other::find(cv, ask);
    }
    weigh(cv, ask, &[hits])
}
