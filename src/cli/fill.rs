//! `fill`: a large synthetic workspace to measure with.

use crate::app::App;
use crate::demo::fill::{Fill, fill as run_fill};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct FillArgs {
    /// How many candidates; three times as many applications.
    #[arg(long, default_value_t = 10_000)]
    candidates: u64,
    /// The same seed fills the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub async fn fill(app: App, args: FillArgs) -> anyhow::Result<ExitCode> {
    let started = std::time::Instant::now();
    let filled = run_fill(&app, args.candidates, args.seed, |done| println!("{done} candidates")).await?;
    let Fill { candidates, applications, email, password } = filled;
    println!("{candidates} candidates, {applications} applications in {:.0} s", started.elapsed().as_secs_f32());
    println!("sign in as {email} with the password {password}");
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}
