//! `eval`: measures the engine on labelled CVs and ranking sets, beside plain word search on the same texts.

mod fields;
mod lexical;
mod measure;
mod ranking;
mod sets;

use super::read::{print_line, read_all};
use crate::platform::clock::Clock;
use clap::Args;
use futures::StreamExt;
use measure::{Report, Source, measure};
use sets::Sets;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
#[command(after_help = "\
The folder may hold, anywhere in it, one JSON object a line in:
  *labels*.jsonl   {\"file\", \"name\", \"email\", \"phone\", \"location\", \"titles\", \"companies\", \"degrees\", \"schools\",
                    \"skills\", \"years_experience\"}; what is left out is not measured
  jobs*.jsonl      {\"job_id\", \"title\", \"text\"}
  match*.jsonl     {\"cv_id\", \"job_id\", \"label\"}: 1 relevant, 0 not, null left out
  graded*.jsonl    {\"job\", \"cv\", \"grade\"}: a job_id or a text, a file or a text, and a person's grade
Files are named from the folder or from beside the list. Nothing is written and nothing is sent.")]
pub struct EvalArgs {
    /// The folder of labelled data.
    dir: PathBuf,
    /// Takes the line of each CV's headline away before ranking.
    #[arg(long)]
    without_headline: bool,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
    /// Lists every position's figure and every field that was missed.
    #[arg(long)]
    verbose: bool,
}

pub async fn eval(args: EvalArgs) -> anyhow::Result<ExitCode> {
    let sets = Sets::read(&args.dir)?;
    let (names, paths): (Vec<String>, Vec<PathBuf>) = sets.files().into_iter().unzip();
    if names.is_empty() && sets.graded.is_empty() {
        anyhow::bail!("{} holds no labelled CVs and no ranking set. See recruitpro eval --help.", args.dir.display());
    }
    let extractor = super::extractor()?;
    let mut sources = BTreeMap::new();
    let mut read = read_all(&extractor, &paths);
    let mut name = names.into_iter();
    while let (Some(name), Some((_, outcome))) = (name.next(), read.next().await) {
        match outcome {
            Ok(extracted) => {
                sources.insert(name, Source { text: extracted.text, links: extracted.links });
            }
            Err(error) => eprintln!("{name}: {error}"),
        }
    }
    let report = measure(&sets, &sources, Clock::System.today(), args.without_headline);
    if args.json {
        print_line(&serde_json::to_string_pretty(&report)?)?;
    } else {
        print_line(&table(&report, args.verbose))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn table(report: &Report, verbose: bool) -> String {
    let mut lines = vec![format!("{} CVs, {:.0} a second read and screened", report.cvs, report.cvs_per_second)];
    if let Some(ranking) = &report.ranking {
        let headline = if ranking.without_headline { ", headlines removed" } else { "" };
        lines.push(String::new());
        lines.push(format!(
            "ranking: {} positions, up to {} CVs each{headline}",
            ranking.engine.positions, ranking.cvs_a_position
        ));
        lines.push(format!("  {:<14} {:>8} {:>8} {:>8}", "", "NDCG@10", "MRR", "AUC"));
        let rankers = [
            ("engine", &ranking.engine),
            ("its fit alone", &ranking.fit_alone),
            ("BM25", &ranking.bm25),
            ("TF-IDF", &ranking.tf_idf),
        ];
        for (name, of) in rankers {
            lines.push(format!("  {name:<14} {:>8.3} {:>8.3} {:>8.3}", of.ndcg_at_10, of.mrr, of.auc));
        }
        let each = ranking.positions.iter().filter(|_| verbose);
        lines.extend(each.map(|(name, ndcg)| format!("  {ndcg:>8.3}  {name}")));
    }
    if let Some(grades) = &report.grades {
        lines.push(String::new());
        lines.push(format!("graded by people: {} positions, {} pairs told apart", grades.positions, grades.pairs));
        for (name, share) in [("engine", grades.engine), ("BM25", grades.bm25), ("TF-IDF", grades.tf_idf)] {
            lines.push(format!("  {name:<14} {share:>8.3} agree"));
        }
    }
    if !report.fields.is_empty() {
        lines.push(String::new());
        lines.push(format!("  {:<14} {:>8} {:>9} {:>8}", "field", "F1", "precision", "recall"));
        for (field, of) in &report.fields {
            let counts = format!("{} found, {} labelled", of.found, of.labelled);
            lines.push(format!("  {field:<14} {:>8.3} {:>9.3} {:>8.3}   {counts}", of.f1, of.precision, of.recall));
        }
        if let Some(years) = report.years_within_one {
            lines.push(format!("  total years within one: {} of {}", years.right, years.of));
        }
    }
    if report.quotes.of > 0 {
        lines.push(String::new());
        lines.push(format!("quotes exact: {} of {}", report.quotes.right, report.quotes.of));
    }
    if verbose {
        lines.push(String::new());
        lines.extend(report.misses.iter().cloned());
    }
    lines.join("\n")
}
