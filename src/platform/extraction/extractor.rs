//! The server's side: has a child process read each file, within bounds, a few at a time.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::child::{CHILD_ARGUMENT, SECOND_READER_ONLY};
use super::{Extracted, FileKind, MAX_TEXT, Unreadable, admit};

/// What reading may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest one child may take.
    pub time: Duration,
    /// How many children run at once.
    pub children: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { time: Duration::from_secs(20), children: cores }
    }
}

/// Longest answer of a child, in bytes: all the text, escaped, and its links.
const MOST_OUTPUT: u64 = 4 * MAX_TEXT as u64;

/// Reads files in child processes. Cheap to clone; clones share one bound on children.
#[derive(Clone, Debug)]
pub struct Extractor {
    program: Arc<PathBuf>,
    time: Duration,
    children: Arc<Semaphore>,
}

/// A child that gave no answer.
enum Lost {
    /// It could not be started.
    NotStarted,
    /// It ended by itself: a panic.
    Failed,
    /// It was stopped, by the clock or one of its limits.
    Stopped,
}

impl Extractor {
    /// An extractor whose children run the current program.
    pub fn new(limits: Limits) -> io::Result<Self> {
        // The link leads to the running program even after an upgrade has replaced the file.
        let running = PathBuf::from("/proc/self/exe");
        let program = if running.exists() { running } else { std::env::current_exe()? };
        Ok(Self::with_program(program, limits))
    }

    /// An extractor whose children run `program`, which must call [`child_main`](super::child_main).
    pub fn with_program(program: impl Into<PathBuf>, limits: Limits) -> Self {
        Self {
            program: Arc::new(program.into()),
            time: limits.time,
            children: Arc::new(Semaphore::new(limits.children.max(1))),
        }
    }

    /// What the file says. A PDF that brings its reader down is tried again with the second reader.
    pub async fn read(&self, bytes: &[u8]) -> Result<Extracted, Unreadable> {
        let kind = admit(bytes)?;
        let _permit = self.children.acquire().await.map_err(|_| Unreadable::Failed)?;
        let lost = match self.ask(bytes, &[CHILD_ARGUMENT]).await {
            Ok(answer) => return answer,
            Err(lost) => lost,
        };
        let reason = match lost {
            Lost::NotStarted => return Err(Unreadable::Failed),
            Lost::Failed => Unreadable::Damaged,
            Lost::Stopped => Unreadable::TooHeavy,
        };
        if kind != FileKind::Pdf {
            return Err(reason);
        }
        // Why the first reader was lost says more than what the second one misses.
        let second = self.ask(bytes, &[CHILD_ARGUMENT, SECOND_READER_ONLY]).await;
        second.ok().and_then(Result::ok).ok_or(reason)
    }

    /// Has one child read the file. Dropping the future kills the child.
    async fn ask(&self, bytes: &[u8], arguments: &[&str]) -> Result<Result<Extracted, Unreadable>, Lost> {
        let mut child = Command::new(self.program.as_ref())
            .args(arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|_| Lost::NotStarted)?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Lost::NotStarted);
        };
        let conversation = async {
            let send = async move {
                // A child that has given up reading says why in its answer.
                let _ = input.write_all(bytes).await;
            };
            let mut answer = Vec::new();
            let mut output = output.take(MOST_OUTPUT);
            let (_, received) = tokio::join!(send, output.read_to_end(&mut answer));
            let status = child.wait().await;
            (answer, received.and(status))
        };
        let (answer, ended) = timeout(self.time, conversation).await.map_err(|_| Lost::Stopped)?;
        match ended {
            Ok(status) if status.success() => serde_json::from_slice(&answer).map_err(|_| Lost::Failed),
            Ok(status) if status.code().is_some() => Err(Lost::Failed),
            _ => Err(Lost::Stopped),
        }
    }
}
