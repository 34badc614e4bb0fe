//! The command line: the server by default, and the tools beside it.

mod archive;
mod demo;
mod eval;
mod fill;
mod read;
mod serve;
mod user;

use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::extraction::{Extractor, Limits};
use crate::platform::telemetry;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::sync::watch;

/// A self-hosted applicant tracking system that shows its evidence.
#[derive(Parser)]
#[command(
    name = "recruitpro",
    version,
    after_help = "Settings come from RECRUITPRO_* variables and an optional recruitpro.toml; see the README."
)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args, Clone)]
struct Settings {
    /// The settings file; ./recruitpro.toml where there is one.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server (what happens without a command).
    Serve,
    /// Runs the server on a sample workspace in a data folder of its own.
    Demo,
    /// Brings the database's schema up to date and stops.
    Migrate,
    /// Manages the people who may sign in.
    User {
        #[command(subcommand)]
        command: user::UserCommand,
    },
    /// Moves a whole workspace out and in.
    Archive {
        #[command(subcommand)]
        command: archive::ArchiveCommand,
    },
    /// Reads CVs and prints what they say.
    Parse(read::ParseArgs),
    /// Screens CVs for a position and prints who fits, best first.
    Screen(read::ScreenArgs),
    /// Measures the engine on labelled CVs and ranking sets.
    Eval(eval::EvalArgs),
    /// Fills the database with a large synthetic workspace, to measure with.
    Fill(fill::FillArgs),
}

/// Runs the command line. Exit status 2 means that what was asked for is not possible as asked.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.into()),
    };
    let outcome = runtime.block_on(async {
        match cli.command.unwrap_or(Command::Serve) {
            Command::Serve => serve::serve(configured(&cli.settings)?).await,
            Command::Demo => demo::demo(configured(&cli.settings)?).await,
            Command::Migrate => {
                open(configured(&cli.settings)?).await?;
                println!("The database is up to date.");
                Ok(ExitCode::SUCCESS)
            }
            Command::User { command } => user::run(open(configured(&cli.settings)?).await?, command).await,
            Command::Archive { command } => archive::run(open(configured(&cli.settings)?).await?, command).await,
            Command::Parse(args) => read::parse(args).await,
            Command::Screen(args) => read::screen(args).await,
            Command::Eval(args) => eval::eval(args).await,
            Command::Fill(args) => fill::fill(open(configured(&cli.settings)?).await?, args).await,
        }
    });
    match outcome {
        Ok(code) => code,
        Err(error) => complain(&error),
    }
}

fn complain(error: &anyhow::Error) -> ExitCode {
    eprintln!("{error:#}");
    ExitCode::from(2)
}

/// The settings, with logging started by them.
fn configured(settings: &Settings) -> anyhow::Result<Config> {
    // Two of the libraries bring a TLS provider each; this says which one counts.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let config = Config::load(settings.config.as_deref(), std::env::vars())?;
    telemetry::start(&config)?;
    Ok(config)
}

/// The app without a server, for the tools.
async fn open(config: Config) -> anyhow::Result<App> {
    let (_, stopping) = watch::channel(false);
    App::open(config, Clock::System, extractor()?, stopping).await
}

fn extractor() -> anyhow::Result<Extractor> {
    Ok(Extractor::new(Limits::default())?)
}
