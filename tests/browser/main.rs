//! The product in Chromium, as people use it: journeys, every screen in both themes and at two sizes, live pages, keys.
//!
//! Without Chromium these tests pass and say so; RECRUITPRO_TEST_BROWSER=required makes its absence a failure. CHROMIUM
//! names another program. Pictures go to `target/screens`.

mod board;
mod chromium;
mod every_screen;
mod first_day;
mod focus;
mod keyboard;
mod live;
mod page;
mod palette;
mod server;
mod steps;
mod without_javascript;

use std::path::{Path, PathBuf};

/// Where pictures go.
fn screens() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screens")
}
