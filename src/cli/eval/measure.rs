//! Runs the engine over labelled data as `parse` and `screen` do, and works out the figures.

use super::fields::{FieldFigures, Fields};
use super::lexical::Collection;
use super::ranking::{Figures, Scored, figures, pairwise};
use super::sets::{GradedRow, JobRow, Sets, is_text};
use crate::screening::{Cv, Parsed, Position, Standing, Thresholds, position_from_file, screen};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// A file's text and the links found in it.
pub struct Source {
    pub text: String,
    pub links: Vec<String>,
}

#[derive(Default, Serialize)]
pub struct Report {
    pub cvs: usize,
    /// Text of every CV read and screened for one position, on one core.
    pub cvs_per_second: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranking: Option<Ranking>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grades: Option<Grades>,
    pub fields: BTreeMap<&'static str, FieldFigures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years_within_one: Option<Share>,
    pub quotes: Share,
    #[serde(skip)]
    pub misses: Vec<String>,
}

#[derive(Serialize)]
pub struct Ranking {
    pub without_headline: bool,
    pub cvs_a_position: usize,
    pub engine: Figures,
    pub fit_alone: Figures,
    pub bm25: Figures,
    pub tf_idf: Figures,
    /// Each position's NDCG at 10 by the engine.
    pub positions: Vec<(String, f64)>,
}

#[derive(Serialize)]
pub struct Grades {
    pub positions: usize,
    pub pairs: usize,
    pub engine: f64,
    pub bm25: f64,
    pub tf_idf: f64,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

/// The rankers' scores, position by position.
#[derive(Default)]
struct Lists {
    engine: Vec<Vec<Scored>>,
    fit: Vec<Vec<Scored>>,
    bm25: Vec<Vec<Scored>>,
    tf_idf: Vec<Vec<Scored>>,
}

/// Measures everything the sets hold.
pub fn measure(sets: &Sets, sources: &BTreeMap<String, Source>, today: NaiveDate, without_headline: bool) -> Report {
    // The taxonomy is read at its first use, which is no CV's doing.
    Cv::read("", today);
    let mut report = Report { cvs: sources.len(), ..Report::default() };
    let mut fields = Fields::default();
    for label in &sets.labelled {
        if let Some(source) = sources.get(&label.file) {
            fields.add(label, &Cv::read_with_links(&source.text, &source.links, today).parsed);
        }
    }
    report.fields = fields.figures();
    let (right, of) = fields.years();
    report.years_within_one = (of > 0).then_some(Share { right, of });
    report.misses = std::mem::take(&mut fields.misses);
    report.ranking = ranking(sets, sources, today, without_headline, &mut report.quotes);
    report.grades = grades(sets, sources, today);
    report.cvs_per_second = speed(sets, sources, today);
    report
}

/// The position that `recruitpro screen` reads from the same text in a file.
fn position(text: &str) -> Option<Position> {
    position_from_file("txt", text).ok()
}

fn ranking(
    sets: &Sets,
    sources: &BTreeMap<String, Source>,
    today: NaiveDate,
    without_headline: bool,
    quotes: &mut Share,
) -> Option<Ranking> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for row in &sets.matches {
        if let Some(source) = sources.get(&row.cv_id) {
            texts.entry(&row.cv_id).or_insert_with(|| match without_headline {
                true => headless(source, today),
                false => source.text.clone(),
            });
        }
    }
    if texts.is_empty() {
        return None;
    }
    let cvs: Vec<Cv> = texts.values().map(|text| Cv::read(text, today)).collect();
    let place: HashMap<&str, usize> = texts.keys().copied().zip(0..).collect();
    let collection = Collection::new(texts.values().map(String::as_str));
    let mut lists = Lists::default();
    let mut names = Vec::new();
    for job in &sets.jobs {
        let wanted: Vec<(usize, f32)> = sets
            .matches
            .iter()
            .filter(|row| row.job_id == job.job_id)
            .filter_map(|row| Some((*place.get(row.cv_id.as_str())?, row.label?)))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        names.push(name_of(job));
        let position = position(&job.text);
        let (words, grams) = (collection.bm25(&job.text), collection.tf_idf(&job.text));
        let mut list: [Vec<Scored>; 4] = Default::default();
        for (n, truth) in wanted {
            let standing = position.as_ref().and_then(|p| stand(&cvs[n], p, quotes));
            let (score, fit) = standing.map_or((-1.0, -1.0), |s| (s.score(), s.fit.map_or(-1.0, f64::from)));
            for (ranker, score) in list.iter_mut().zip([score, fit, words[n], grams[n]]) {
                ranker.push(Scored { score, truth });
            }
        }
        let [engine, fit, bm25, tf_idf] = list;
        lists.engine.push(engine);
        lists.fit.push(fit);
        lists.bm25.push(bm25);
        lists.tf_idf.push(tf_idf);
    }
    let each = names.into_iter().zip(&lists.engine).map(|(name, list)| (name, figures([list].into_iter()).ndcg_at_10));
    Some(Ranking {
        without_headline,
        cvs_a_position: lists.engine.iter().map(Vec::len).max().unwrap_or(0),
        positions: each.collect(),
        engine: figures(lists.engine.iter()),
        fit_alone: figures(lists.fit.iter()),
        bm25: figures(lists.bm25.iter()),
        tf_idf: figures(lists.tf_idf.iter()),
    })
}

fn name_of(job: &JobRow) -> String {
    if job.title.is_empty() { job.job_id.clone() } else { job.title.clone() }
}

fn stand(cv: &Cv, position: &Position, quotes: &mut Share) -> Option<Standing> {
    let screening = screen(cv, position, Thresholds::default())?;
    for quote in screening.verdicts.iter().flat_map(|verdict| &verdict.evidence) {
        let exact: String = cv.text().chars().skip(quote.start).take(quote.end - quote.start).collect();
        quotes.of += 1;
        quotes.right += usize::from(exact == quote.quote);
    }
    Some(Standing::of(&screening, cv, position))
}

/// The CV without the line that its headline stands on.
fn headless(source: &Source, today: NaiveDate) -> String {
    let Parsed { headline: Some(headline), .. } = Cv::read(&source.text, today).parsed else {
        return source.text.clone();
    };
    match source.text.find(&headline) {
        Some(at) => {
            let start = source.text[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = source.text[at..].find('\n').map_or(source.text.len(), |end| at + end);
            // A CV on a single line loses the headline itself.
            let (start, end) = if end - start > 200 { (at, at + headline.len()) } else { (start, end) };
            format!("{}{}", &source.text[..start], &source.text[end..])
        }
        None => source.text.clone(),
    }
}

fn grades(sets: &Sets, sources: &BTreeMap<String, Source>, today: NaiveDate) -> Option<Grades> {
    if sets.graded.is_empty() {
        return None;
    }
    let text_of = |row: &GradedRow| -> Option<String> {
        if is_text(&row.cv) { Some(row.cv.clone()) } else { sources.get(&row.cv).map(|s| s.text.clone()) }
    };
    let mut by_job: BTreeMap<&str, Vec<(String, f32)>> = BTreeMap::new();
    for row in &sets.graded {
        if let Some(text) = text_of(row) {
            by_job.entry(&row.job).or_default().push((text, row.grade));
        }
    }
    let collection = Collection::new(by_job.values().flatten().map(|(text, _)| text.as_str()));
    let mut lists = Lists::default();
    let mut at = 0;
    for (job, graded) in &by_job {
        let text = sets.jobs.iter().find(|row| row.job_id == **job).map_or(*job, |row| row.text.as_str());
        let (words, grams) = (collection.bm25(text), collection.tf_idf(text));
        let position = position(text);
        let scored = |score: f64, truth: f32| Scored { score, truth };
        let mut of_job: [Vec<Scored>; 3] = Default::default();
        for (n, (cv, grade)) in graded.iter().enumerate() {
            let cv = Cv::read(cv, today);
            let standing = position.as_ref().and_then(|p| stand(&cv, p, &mut Share::default()));
            of_job[0].push(scored(standing.map_or(-1.0, |s| s.score()), *grade));
            of_job[1].push(scored(words[at + n], *grade));
            of_job[2].push(scored(grams[at + n], *grade));
        }
        at += graded.len();
        let [engine, bm25, tf_idf] = of_job;
        lists.engine.push(engine);
        lists.bm25.push(bm25);
        lists.tf_idf.push(tf_idf);
    }
    let (engine, pairs) = pairwise(lists.engine.iter());
    let (bm25, tf_idf) = (pairwise(lists.bm25.iter()).0, pairwise(lists.tf_idf.iter()).0);
    Some(Grades { positions: by_job.len(), pairs, engine, bm25, tf_idf })
}

/// Reads and screens every CV once, for the first position or for none.
fn speed(sets: &Sets, sources: &BTreeMap<String, Source>, today: NaiveDate) -> f64 {
    let position = sets.jobs.iter().find_map(|job| position(&job.text));
    let started = Instant::now();
    for source in sources.values() {
        let cv = Cv::read_with_links(&source.text, &source.links, today);
        if let Some(position) = &position {
            std::hint::black_box(screen(&cv, position, Thresholds::default()));
        }
    }
    sources.len() as f64 / started.elapsed().as_secs_f64().max(1e-9)
}
