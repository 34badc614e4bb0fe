//! The program: a child that reads one file, or the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    // First of all, before a thread or a buffer exists: the child limits itself and touches nothing else.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == recruitpro::platform::extraction::CHILD_ARGUMENT) {
        return recruitpro::platform::extraction::child_main();
    }
    recruitpro::cli::run()
}
