//! Log lines on standard error, for a person or for a machine.

use super::config::{Config, LogFormat};
use anyhow::Context;
use std::io::{IsTerminal, stderr};
use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging as configured. Once per process.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log).context("the log filter is not valid")?;
    let lines = fmt().with_env_filter(filter).with_writer(stderr);
    match config.log_format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
    }
    .map_err(|error| anyhow::anyhow!("logging cannot start: {error}"))
}
