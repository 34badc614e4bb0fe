//! Measures the screening engine on labelled data: ranking of CVs for positions, and fields read from CVs.
//!
//! `RECRUITPRO_DATA=/path/to/data cargo run --release --example evaluate` reads `matching/*.jsonl` and
//! `cvs/**/labels.jsonl` under that folder and prints figures. It writes nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;
use recruitpro::screening::{Cv, Position, Screening, Thresholds, Verdict, derive, screen};
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
    let Ok(folder) = std::env::var("RECRUITPRO_DATA") else {
        println!("RECRUITPRO_DATA names no folder of labelled data: nothing to measure.");
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

/// What CVs of equal fit are ordered by: the share of requirements shown, weighed by how sure the verdicts are.
fn finer(screening: &Screening) -> f32 {
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
    let mut scores: HashMap<&str, Vec<(f32, f32, Option<f32>, &str)>> = HashMap::new();
    for pair in &pairs {
        let (Some(position), Some(cv)) = (positions.get(pair.job_id.as_str()), cvs.get(pair.cv_id.as_str())) else { continue };
        let Some(result) = screen(cv, position, Thresholds::default()) else { continue };
        scores.entry(&pair.job_id).or_default().push((f32::from(result.fit), finer(&result), pair.label, &pair.cv_id));
    }
    let screened = started.elapsed();
    let (mut ndcg, mut reciprocal, mut wins, mut contests) = (0.0, 0.0, 0.0, 0.0);
    for job in &jobs {
        let Some(list) = scores.get_mut(job.job_id.as_str()) else { continue };
        list.retain(|row| row.2.is_some());
        list.sort_by(|a, b| (b.0, b.1).partial_cmp(&(a.0, a.1)).unwrap_or(std::cmp::Ordering::Equal).then(a.3.cmp(b.3)));
        let relevant = |row: &(f32, f32, Option<f32>, &str)| row.2.unwrap_or(0.0) > 0.0;
        let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
        let found: f64 = list.iter().take(10).enumerate().filter(|(_, r)| relevant(r)).map(|(n, _)| gain(n)).sum();
        let ideal: f64 = (0..list.iter().filter(|r| relevant(r)).count().min(10)).map(gain).sum();
        ndcg += if ideal > 0.0 { found / ideal } else { 0.0 };
        let first = list.iter().position(relevant);
        reciprocal += first.map_or(0.0, |n| 1.0 / (n as f64 + 1.0));
        for good in list.iter().filter(|r| relevant(r)) {
            for bad in list.iter().filter(|r| !relevant(r)) {
                contests += 1.0;
                wins += match (good.0, good.1).partial_cmp(&(bad.0, bad.1)) {
                    Some(std::cmp::Ordering::Greater) => 1.0,
                    Some(std::cmp::Ordering::Equal) => 0.5,
                    _ => 0.0,
                };
            }
        }
        if verbose {
            let best = list.first().map(|r| format!("{} {}", r.3.rsplit('/').next().unwrap_or(r.3), r.0)).unwrap_or_default();
            let good: Vec<String> = list.iter().enumerate().filter(|(_, r)| relevant(r)).map(|(n, r)| format!("#{} {} {}", n + 1, r.3.rsplit('/').next().unwrap_or(r.3), r.0)).collect();
            println!("  {:50} first {best}; relevant {}", job.title, good.join(", "));
        }
    }
    let count = jobs.len() as f64;
    println!("ranking: {} positions, {} CVs", jobs.len(), cvs.len());
    println!("  NDCG@10 {:.3}   MRR {:.3}   pairwise {:.3}", ndcg / count, reciprocal / count, wins / contests);
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
        println!("  {name:10} F1 {f1:.3}   precision {precision:.3}   recall {recall:.3}   ({} found, {} labelled)", self.found, self.wanted);
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
        let mut measure = |field: &'static str, found: Vec<String>, wanted: Vec<String>, alike: fn(&str, &str) -> bool| {
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
        measure("titles", parsed.jobs.iter().filter_map(|j| j.title.clone()).chain(parsed.headline.clone()).collect(), all(&label.titles), alike);
        measure("companies", parsed.jobs.iter().filter_map(|j| j.company.clone()).collect(), all(&label.companies), alike);
        measure("skills", parsed.skills.clone(), all(&label.skills), alike);
        measure("degrees", parsed.education.iter().filter_map(|e| e.degree.clone()).collect(), all(&label.degrees), alike);
        if let (Some(wanted), Some(found)) = (label.years_experience, parsed.experience_years) {
            dated += 1;
            near += usize::from((wanted - found).abs() <= 2.0);
        }
    }
    println!("fields: {} CVs", labels.len());
    for (field, score) in &scores {
        score.print(field);
    }
    println!("  years within two of the label: {near} of {dated}");
    Ok(())
}
