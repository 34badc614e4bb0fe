//! `parse` and `screen`: the server's own reading and screening, without the server.

use crate::platform::clock::Clock;
use crate::platform::extraction::{Extracted, Extractor, Unreadable};
use crate::screening::{
    Cv, Parsed, Position, Screening, Standing, Thresholds, position_from_file, screen as run_screening, with_hidden,
};
use anyhow::Context;
use clap::Args;
use futures::{StreamExt, stream};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct ParseArgs {
    /// The CVs: PDF, DOCX, DOC, ODT, RTF, HTML or text.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Prints one JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct ScreenArgs {
    /// The position: a job description as text or Markdown (or PDF, DOCX …), or its requirements as TOML or JSON.
    #[arg(long, value_name = "FILE")]
    position: PathBuf,
    /// The CVs.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// A file as read, or why it could not be.
#[derive(Serialize)]
struct Read {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parsed: Option<Parsed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct Screened {
    file: String,
    #[serde(flatten)]
    screening: Option<Screening>,
    parsed: Option<Parsed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip)]
    standing: Option<Standing>,
}

#[derive(Serialize)]
struct Report<'a> {
    position: &'a Position,
    results: &'a [Screened],
}

pub async fn parse(args: ParseArgs) -> anyhow::Result<ExitCode> {
    let extractor = super::extractor()?;
    let today = Clock::System.today();
    let mut read = read_all(&extractor, &args.files);
    while let Some((path, outcome)) = read.next().await {
        let file = path.display().to_string();
        let read = match outcome {
            Ok(extracted) => {
                let cv = Cv::read_with_links(&extracted.text, &extracted.links, today);
                Read { file, text: Some(extracted.text), parsed: Some(cv.parsed), error: None }
            }
            Err(error) => Read { file, text: None, parsed: None, error: Some(error) },
        };
        if args.json { print_line(&serde_json::to_string(&read)?)? } else { print_line(&describe(&read))? }
    }
    Ok(ExitCode::SUCCESS)
}

pub async fn screen(args: ScreenArgs) -> anyhow::Result<ExitCode> {
    let extractor = super::extractor()?;
    let position = read_position(&extractor, &args.position).await?;
    let today = Clock::System.today();
    let mut results = Vec::new();
    let mut read = read_all(&extractor, &args.files);
    while let Some((path, outcome)) = read.next().await {
        let file = path.display().to_string();
        results.push(match outcome {
            Ok(extracted) => {
                let cv = Cv::read_with_links(&extracted.text, &extracted.links, today);
                let screening = run_screening(&cv, &position, Thresholds::default());
                let standing = screening.as_ref().map(|screening| Standing::of(screening, &cv, &position));
                Screened { file, screening, parsed: Some(cv.parsed), error: None, standing }
            }
            Err(error) => Screened { file, screening: None, parsed: None, error: Some(error), standing: None },
        });
    }
    // Best first, files that could not be read last; names settle what is left, not the order files were given in.
    results.sort_by(|a, b| match (&a.standing, &b.standing) {
        (Some(one), Some(other)) => one.best_first(other).then_with(|| a.file.cmp(&b.file)),
        (one, other) => other.is_some().cmp(&one.is_some()).then_with(|| a.file.cmp(&b.file)),
    });
    if args.json {
        print_line(&serde_json::to_string(&Report { position: &position, results: &results })?)?;
    } else {
        print_line(&table(&position, &results))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the files side by side and hands them on in the order given.
pub(super) fn read_all<'a>(
    extractor: &'a Extractor,
    files: &'a [PathBuf],
) -> impl futures::Stream<Item = (&'a PathBuf, Result<Extracted, String>)> + Unpin + 'a {
    Box::pin(
        stream::iter(files)
            .map(move |path| async move { (path, read_file(extractor, path).await) })
            .buffered(std::thread::available_parallelism().map_or(2, |cores| cores.get() * 2)),
    )
}

async fn read_file(extractor: &Extractor, path: &Path) -> Result<Extracted, String> {
    let bytes = match tokio::fs::read(path).await {
        Ok(bytes) => bytes,
        Err(error) => return Err(format!("The file cannot be opened: {error}.")),
    };
    let read = extractor.read(&bytes).await.map_err(|unreadable: Unreadable| unreadable.to_string())?;
    Ok(Extracted { text: with_hidden(read.text, &read.hidden), ..read })
}

async fn read_position(extractor: &Extractor, path: &Path) -> anyhow::Result<Position> {
    let name = path.display().to_string();
    let bytes = tokio::fs::read(path).await.with_context(|| format!("{name} cannot be opened"))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(not_text) => {
            let read = extractor.read(not_text.as_bytes()).await;
            read.map_err(|unreadable| anyhow::anyhow!("{name}: {unreadable}"))?.text
        }
    };
    let text = if text.starts_with("%PDF") {
        let read = extractor.read(text.as_bytes()).await;
        read.map_err(|unreadable| anyhow::anyhow!("{name}: {unreadable}"))?.text
    } else {
        text
    };
    let position = position_from_file(&name, &text).map_err(|mistake| anyhow::anyhow!("{name}: {mistake}"))?;
    if position.requirements.is_empty() {
        anyhow::bail!("{name} states no requirements. Write one on each line.");
    }
    Ok(position)
}

fn describe(read: &Read) -> String {
    let Some(parsed) = &read.parsed else {
        return format!("{}\n  {}", read.file, read.error.as_deref().unwrap_or_default());
    };
    let mut lines = vec![read.file.clone()];
    let mut say = |what: &str, value: String| {
        if !value.is_empty() {
            lines.push(format!("  {what:<13} {value}"));
        }
    };
    say("name", parsed.name.clone().unwrap_or_default());
    say("headline", parsed.headline.clone().unwrap_or_default());
    say("location", parsed.location.clone().unwrap_or_default());
    say("contact", [parsed.emails.join(", "), parsed.phones.join(", ")].join("  ").trim().to_owned());
    say("links", parsed.links.join(", "));
    say("experience", parsed.experience_years.map(|years| format!("{years:.1} years")).unwrap_or_default());
    for job in &parsed.jobs {
        let until = if job.current { "now".to_owned() } else { month(job.to) };
        let held = [job.title.clone(), job.company.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        say("job", format!("{}–{until}  {held}", month(job.from)));
    }
    for school in &parsed.education {
        let parts = [school.degree.clone(), school.field.clone(), school.institution.clone()];
        say("education", parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    say(
        "certificates",
        parsed.certificates.iter().map(|certificate| certificate.name.clone()).collect::<Vec<_>>().join(", "),
    );
    let spoken = parsed.languages.iter().map(|language| match &language.level {
        Some(level) => format!("{} {level}", language.name),
        None => language.name.clone(),
    });
    say("languages", spoken.collect::<Vec<_>>().join(", "));
    say("skills", parsed.skills.join(", "));
    lines.join("\n")
}

fn month(date: Option<chrono::NaiveDate>) -> String {
    date.map_or_else(|| "?".to_owned(), |date| date.format("%Y-%m").to_string())
}

fn table(position: &Position, results: &[Screened]) -> String {
    let mut lines = vec![format!("{}: {} requirements", position.title, position.requirements.len()), String::new()];
    lines.push(format!("{:>4}  {:<10} {:<28} {}", "fit", "verdicts", "name", "file"));
    for result in results {
        let name = result.parsed.as_ref().and_then(|parsed| parsed.name.clone()).unwrap_or_default();
        match &result.screening {
            Some(screening) => {
                let strip = crate::hiring::screenings::coverage(&screening.verdicts);
                let fit = screening.fit.map_or("–".to_owned(), |fit| fit.to_string());
                lines.push(format!("{fit:>4}  {strip:<10} {name:<28} {}", result.file));
            }
            None => lines.push(format!(
                "{:>4}  {:<10} {:<28} {}",
                "–",
                "",
                result.error.clone().unwrap_or_default(),
                result.file
            )),
        }
    }
    lines.push(String::new());
    lines.push("m met, p partly, n not met, s not stated; capitals are musts".into());
    lines.join("\n")
}

pub(super) fn print_line(line: &str) -> anyhow::Result<()> {
    match writeln!(std::io::stdout().lock(), "{line}") {
        // Whoever reads us has read enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        written => Ok(written?),
    }
}
