//! Measures the built program from outside, by hand: `cargo bench --bench measure -- pages`. `docs/performance.md`
//! says what is measured, and what came of it.

mod cluster;
mod crash;
mod intake;
mod load;
mod moves;
mod pages;
mod place;
mod process;
#[path = "../../tests/program/mod.rs"]
mod program;
mod start;

use clap::{Parser, ValueEnum};
use place::Places;

/// Measures the built program. Databases are kept in RECRUITPRO_BENCH_DIR where that is set, for the next time.
#[derive(Parser)]
struct Cli {
    what: What,
    /// On PostgreSQL, in a cluster of its own.
    #[arg(long)]
    postgres: bool,
    /// Size of the workspace.
    #[arg(long, default_value_t = 100_000)]
    candidates: u64,
    /// Seconds for each figure of `pages`.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Only pages whose name has this in it.
    #[arg(long, default_value = "")]
    only: String,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Pages at 16 connections, plain and packed.
    Pages,
    /// Candidates moved to another stage.
    Moves,
    /// 500 and 1,000 CVs dropped at once; what reading and screening one costs.
    Intake,
    /// 500 CVs dropped on a server that is killed twice.
    Crash,
    /// Start, memory, and what the first visit loads.
    Start,
}

fn main() {
    let cli = Cli::parse();
    // One thread: the server gets what is left of two cores.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let places = Places::open(cli.postgres).await;
        match cli.what {
            What::Pages => pages::measure(&places.filled(cli.candidates).await, cli.seconds, &cli.only).await,
            What::Moves => moves::measure(&places.filled(cli.candidates).await).await,
            What::Intake => intake::measure(&places.filled(cli.candidates).await).await,
            What::Crash => crash::measure(&places.empty("crash").await).await,
            What::Start => start::measure(&places, cli.candidates).await,
        }
    });
}
