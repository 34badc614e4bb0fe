//! Measures the screening engine on labelled data: ranking of CVs for positions, and fields read from CVs.
//!
//! `RECRUITPRO_TEST_DATA=/path/to/data cargo run --release --example evaluate` reads `matching/*.jsonl` and
//! `cvs/**/labels.jsonl` under that folder and prints figures. It writes nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;
use recruitpro::screening::{Cv, Position, Screening, Thresholds, Verdict, affinity, derive, screen};
use serde::Deserialize;

#[derive(Deserialize)]
struct JobRow {
    job_id: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct PairRow {
    cv_id: String,
    job_id: String,
    label: Option<f32>,
}

#[derive(Deserialize)]
struct LabelRow {
    file: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    titles: Option<Vec<String>>,
    #[serde(default)]
    companies: Option<Vec<String>>,
    #[serde(default)]
    skills: Option<Vec<String>>,
    #[serde(default)]
    degrees: Option<Vec<String>>,
    #[serde(default)]
    years_experience: Option<f32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Ok(folder) = std::env::var("RECRUITPRO_TEST_DATA") else {
        println!("RECRUITPRO_TEST_DATA names no folder of labelled data: nothing to measure.");
        return Ok(());
    };
    let folder = PathBuf::from(folder);
    let today = NaiveDate::from_ymd_opt(2025, 6, 1).ok_or("no such day")?;
    let verbose = std::env::args().any(|a| a == "--verbose");
    ranking(&folder, today, verbose)?;
    fields(&folder, today, verbose)
}

fn rows<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| Ok(serde_json::from_str(l)?)).collect()
}

/// One CV for one position.
#[derive(Clone)]
struct Scored {
    fit: f32,
    certain: f32,
    affinity: f32,
    relevant: bool,
    file: String,
}

/// What a list is sorted by, best first.
type Order = fn(&Scored) -> f32;

type Scores = HashMap<String, Vec<Scored>>;

fn sorted(scores: &Scores, job: &str, order: Order) -> Vec<Scored> {
    let mut list = scores.get(job).cloned().unwrap_or_default();
    list.sort_by(|a, b| order(b).total_cmp(&order(a)).then(a.file.cmp(&b.file)));
    list
}

/// NDCG at 10, mean reciprocal rank, and the share of right pairs.
fn figures(jobs: &[JobRow], scores: &Scores, order: Order) -> [f64; 3] {
    let (mut ndcg, mut reciprocal, mut wins, mut contests) = (0.0, 0.0, 0.0, 0.0);
    for job in jobs {
        let list = sorted(scores, &job.job_id, order);
        let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
        let found: f64 = list.iter().take(10).enumerate().filter(|(_, s)| s.relevant).map(|(n, _)| gain(n)).sum();
        let ideal: f64 = (0..list.iter().filter(|s| s.relevant).count().min(10)).map(gain).sum();
        ndcg += if ideal > 0.0 { found / ideal } else { 0.0 };
        reciprocal += list.iter().position(|s| s.relevant).map_or(0.0, |n| 1.0 / (n as f64 + 1.0));
        for good in list.iter().filter(|s| s.relevant) {
            for bad in list.iter().filter(|s| !s.relevant) {
                contests += 1.0;
                wins += match order(good).total_cmp(&order(bad)) {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                };
            }
        }
    }
    let count = jobs.len() as f64;
    [ndcg / count, reciprocal / count, wins / contests]
}

/// The credit of the verdicts, weighed by how sure they are.
fn certain(screening: &Screening) -> f32 {
    screening
        .verdicts
        .iter()
        .map(|v| match v.verdict {
            Verdict::Met => v.confidence * f32::from(v.weight),
            Verdict::PartlyMet => 0.5 * v.confidence * f32::from(v.weight),
            _ => 0.0,
        })
        .sum::<f32>()
}

fn ranking(folder: &Path, today: NaiveDate, verbose: bool) -> Result<(), Box<dyn Error>> {
    let jobs: Vec<JobRow> = rows(&folder.join("matching/jobs_dev.jsonl"))?;
    let pairs: Vec<PairRow> = rows(&folder.join("matching/match_dev.jsonl"))?;
    let mut cvs: BTreeMap<&str, Cv> = BTreeMap::new();
    Cv::read("", today);
    let started = Instant::now();
    for pair in &pairs {
        if !cvs.contains_key(pair.cv_id.as_str()) {
            let text = fs::read_to_string(folder.join(&pair.cv_id))?;
            cvs.insert(&pair.cv_id, Cv::read(&text, today));
        }
    }
    let read = started.elapsed();
    let positions: HashMap<&str, Position> = jobs.iter().map(|j| (j.job_id.as_str(), derive(&j.text))).collect();
    let started = Instant::now();
    let mut scores: Scores = HashMap::new();
    for pair in &pairs {
        let (Some(position), Some(cv)) = (positions.get(pair.job_id.as_str()), cvs.get(pair.cv_id.as_str())) else {
            continue;
        };
        let Some(result) = screen(cv, position, Thresholds::default()) else { continue };
        let Some(label) = pair.label else { continue };
        scores.entry(pair.job_id.clone()).or_default().push(Scored {
            fit: f32::from(result.fit),
            certain: certain(&result),
            affinity: affinity(cv, position),
            relevant: label > 0.0,
            file: pair.cv_id.rsplit('/').next().unwrap_or(&pair.cv_id).to_string(),
        });
    }
    let screened = started.elapsed();
    println!("ranking: {} positions, {} CVs", jobs.len(), cvs.len());
    let orders: [(&str, Order); 4] = [
        ("fit, then affinity", |s| s.fit + s.affinity / 10.0),
        ("fit, then certainty", |s| s.fit + s.certain / 1000.0),
        ("fit and affinity", |s| s.fit / 100.0 + s.affinity),
        ("affinity alone", |s| s.affinity),
    ];
    for (name, order) in orders {
        let figures = figures(&jobs, &scores, order);
        println!("  {name:20} NDCG@10 {:.3}   MRR {:.3}   pairwise {:.3}", figures[0], figures[1], figures[2]);
    }
    if verbose {
        for job in &jobs {
            let list = sorted(&scores, &job.job_id, orders[2].1);
            let good: Vec<String> = list
                .iter()
                .enumerate()
                .filter(|(_, s)| s.relevant)
                .map(|(n, s)| format!("#{} {} {}", n + 1, s.file, s.fit))
                .collect();
            let best = list.first().map(|s| format!("{} {}", s.file, s.fit)).unwrap_or_default();
            println!("  {:50} first {best}; relevant {}", job.title, good.join(", "));
        }
    }
    println!(
        "  read {:.2} ms a CV, screened {:.3} ms a pair",
        read.as_secs_f64() * 1000.0 / cvs.len() as f64,
        screened.as_secs_f64() * 1000.0 / pairs.len() as f64
    );
    Ok(())
}

#[derive(Default)]
struct Score {
    found: usize,
    right: usize,
    wanted: usize,
    reached: usize,
}

impl Score {
    fn add(&mut self, found: &[String], wanted: &[String], alike: impl Fn(&str, &str) -> bool) {
        self.found += found.len();
        self.wanted += wanted.len();
        self.right += found.iter().filter(|f| wanted.iter().any(|w| alike(f, w))).count();
        self.reached += wanted.iter().filter(|w| found.iter().any(|f| alike(f, w))).count();
    }

    fn print(&self, name: &str) {
        let precision = self.right as f64 / self.found.max(1) as f64;
        let recall = self.reached as f64 / self.wanted.max(1) as f64;
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        println!(
            "  {name:10} F1 {f1:.3}   precision {precision:.3}   recall {recall:.3}   ({} found, {} labelled)",
            self.found, self.wanted
        );
    }
}

fn words(text: &str) -> HashSet<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_string).collect()
}

/// Same words in any order, or one inside the other, or half of the words in common.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let common = a.intersection(&b).count();
    common > 0 && common * 2 >= a.len().max(b.len())
}

fn exactly(a: &str, b: &str) -> bool {
    words(a) == words(b)
}

fn fields(folder: &Path, today: NaiveDate, verbose: bool) -> Result<(), Box<dyn Error>> {
    let labels: Vec<LabelRow> = rows(&folder.join("cvs/dotin_samples/labels.jsonl"))?;
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let (mut near, mut dated) = (0, 0);
    for label in &labels {
        let cv = Cv::read(&fs::read_to_string(folder.join(&label.file))?, today);
        let own = |o: &Option<String>| o.iter().cloned().collect::<Vec<_>>();
        let all = |o: &Option<Vec<String>>| o.clone().unwrap_or_default();
        let parsed = &cv.parsed;
        let file = label.file.rsplit('/').next().unwrap_or(&label.file);
        let mut measure =
            |field: &'static str, found: Vec<String>, wanted: Vec<String>, alike: fn(&str, &str) -> bool| {
                if wanted.is_empty() {
                    return;
                }
                if verbose {
                    let missed: Vec<&String> = wanted.iter().filter(|w| !found.iter().any(|f| alike(f, w))).collect();
                    let extra: Vec<&String> = found.iter().filter(|f| !wanted.iter().any(|w| alike(f, w))).collect();
                    if !missed.is_empty() || !extra.is_empty() {
                        println!("  {file} {field}: missed {missed:?} extra {extra:?}");
                    }
                }
                scores.entry(field).or_default().add(&found, &wanted, alike);
            };
        measure("name", own(&parsed.name), own(&label.name), exactly);
        measure("email", parsed.emails.clone(), own(&label.email), exactly);
        measure(
            "titles",
            parsed.jobs.iter().filter_map(|j| j.title.clone()).chain(parsed.headline.clone()).collect(),
            all(&label.titles),
            alike,
        );
        measure(
            "companies",
            parsed.jobs.iter().filter_map(|j| j.company.clone()).collect(),
            all(&label.companies),
            alike,
        );
        measure("skills", parsed.skills.clone(), all(&label.skills), alike);
        measure(
            "degrees",
            parsed.education.iter().filter_map(|e| e.degree.clone()).collect(),
            all(&label.degrees),
            alike,
        );
        // What a CV called "present" when it was labelled is not today.
        let over = parsed.jobs.iter().all(|j| !j.current);
        if let (Some(wanted), Some(found), true) = (label.years_experience, parsed.experience_years, over) {
            dated += 1;
            near += usize::from((wanted - found).abs() <= 2.0);
        }
    }
    println!("fields: {} CVs", labels.len());
    for (field, score) in &scores {
        score.print(field);
    }
    println!("  years within two of the label, where no job lasts: {near} of {dated}");
    Ok(())
}
