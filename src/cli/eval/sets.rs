//! The labelled data that an evaluation reads: CVs with what they say, positions with who fits, and graded pairs.

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A CV and what a person read in it. `labelled` names the fields that were looked at; an empty one among them means
/// that the CV has none.
#[derive(Deserialize)]
pub struct Labelled {
    pub file: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub location: Option<String>,
    #[serde(default)]
    pub titles: Option<Vec<String>>,
    #[serde(default)]
    pub companies: Option<Vec<String>>,
    #[serde(default)]
    pub degrees: Option<Vec<String>>,
    #[serde(default)]
    pub schools: Option<Vec<String>>,
    #[serde(default)]
    pub skills: Option<Vec<String>>,
    #[serde(default)]
    pub years_experience: Option<f32>,
    /// The folder of the list, for files named beside it.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// A position as its text.
#[derive(Deserialize)]
pub struct JobRow {
    pub job_id: String,
    #[serde(default)]
    pub title: String,
    pub text: String,
}

/// Whether a CV is relevant for a position; no label leaves the pair out.
#[derive(Deserialize)]
pub struct MatchRow {
    pub cv_id: String,
    pub job_id: String,
    pub label: Option<f32>,
}

/// A person's grade of a CV for a position. `job` and `cv` name a position and a file, or are the texts themselves.
#[derive(Deserialize)]
pub struct GradedRow {
    #[serde(alias = "job_id", alias = "job_text")]
    pub job: String,
    #[serde(alias = "cv_id", alias = "cv_text", alias = "resume")]
    pub cv: String,
    #[serde(alias = "score", alias = "label")]
    pub grade: f32,
}

/// Everything found under a folder.
#[derive(Default)]
pub struct Sets {
    pub root: PathBuf,
    pub labelled: Vec<Labelled>,
    pub jobs: Vec<JobRow>,
    pub matches: Vec<MatchRow>,
    pub graded: Vec<GradedRow>,
}

impl Sets {
    /// Reads every `*labels*.jsonl`, `jobs*.jsonl`, `match*.jsonl` and `graded*.jsonl` under the folder.
    pub fn read(root: &Path) -> anyhow::Result<Sets> {
        let mut sets = Sets { root: root.to_path_buf(), ..Sets::default() };
        for path in lists(root)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            if name.contains("labels") {
                let folder = path.parent().unwrap_or(root).to_path_buf();
                sets.labelled.extend(rows::<Labelled>(&path)?.into_iter().map(|mut row| {
                    row.folder = folder.clone();
                    row
                }));
            } else if name.starts_with("jobs") {
                sets.jobs.extend(rows::<JobRow>(&path)?);
            } else if name.starts_with("match") {
                sets.matches.extend(rows::<MatchRow>(&path)?);
            } else if name.starts_with("graded") {
                sets.graded.extend(rows::<GradedRow>(&path)?);
            }
        }
        Ok(sets)
    }

    /// The files named anywhere, each once, with the path to read it at.
    pub fn files(&self) -> Vec<(String, PathBuf)> {
        let labelled = self.labelled.iter().map(|row| (row.file.as_str(), Some(row.folder.as_path())));
        let matched = self.matches.iter().map(|row| (row.cv_id.as_str(), None));
        let graded = self.graded.iter().map(|row| (row.cv.as_str(), None)).filter(|(cv, _)| !is_text(cv));
        let mut seen = BTreeSet::new();
        labelled
            .chain(matched)
            .chain(graded)
            .filter(|(name, _)| seen.insert((*name).to_owned()))
            .map(|(name, folder)| (name.to_owned(), self.path_of(name, folder)))
            .collect()
    }

    fn path_of(&self, name: &str, folder: Option<&Path>) -> PathBuf {
        let beside = folder.map(|folder| folder.join(name)).filter(|path| path.exists());
        beside.unwrap_or_else(|| self.root.join(name))
    }
}

/// Whether a graded row holds the CV itself rather than its file's name.
pub fn is_text(cv: &str) -> bool {
    cv.contains('\n') || cv.chars().count() > 250
}

fn lists(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(lists(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "jsonl") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn rows<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), n + 1)))
        .collect()
}
