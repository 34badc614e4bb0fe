//! The child's side: bounds itself, reads a file from its input and writes what it says.

use std::io::{Read, Write};
use std::process::ExitCode;
use std::thread;

use rlimit::Resource;

use super::pdf::Readers;
use super::{Extracted, MAX_FILE, Unreadable, extract_with};

/// The hidden first argument that makes the program a child.
pub const CHILD_ARGUMENT: &str = "extract-child";
/// The second argument that leaves out the first PDF reader.
pub(super) const SECOND_READER_ONLY: &str = "second-reader";

/// Room for files that nest deeply, in bytes.
const STACK: usize = 64 << 20;
/// Most memory the child may map, in bytes.
const MEMORY: u64 = 512 << 20;
/// Most processor time the child may use, in seconds.
const PROCESSOR: u64 = 10;
const OPEN_FILES: u64 = 16;

/// Answers one request and ends. `main` calls this first of all, before any runtime starts, when its first
/// argument is [`CHILD_ARGUMENT`].
pub fn child_main() -> ExitCode {
    let readers = match std::env::args().nth(2).as_deref() {
        Some(SECOND_READER_ONLY) => Readers::SecondOnly,
        _ => Readers::Both,
    };
    // Elsewhere than on Linux some limits cannot be set; there the parent's clock is the only bound.
    if limit_self().is_err() && cfg!(target_os = "linux") {
        return ExitCode::FAILURE;
    }
    match answer(readers) {
        Some(()) => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

fn limit_self() -> std::io::Result<()> {
    let limits = [
        (Resource::AS, MEMORY),
        (Resource::CPU, PROCESSOR),
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
        (Resource::NOFILE, OPEN_FILES),
    ];
    for (resource, most) in limits {
        let (_, hard) = rlimit::getrlimit(resource)?;
        let most = most.min(hard);
        rlimit::setrlimit(resource, most, most)?;
    }
    Ok(())
}

fn answer(readers: Readers) -> Option<()> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_FILE as u64 + 1).read_to_end(&mut bytes).ok()?;
    let reading = thread::Builder::new().stack_size(STACK).spawn(move || extract_with(&bytes, readers)).ok()?;
    // A reader that panics has met damage it did not foresee; the parent learns it from the exit code.
    let result: Result<Extracted, Unreadable> = reading.join().ok()?;
    std::io::stdout().lock().write_all(&serde_json::to_vec(&result).ok()?).ok()
}
