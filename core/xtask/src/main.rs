//! `cargo xtask`: reads the command line and hands it to the library.

#![expect(clippy::print_stderr, reason = "an error of the house is for the terminal")]

use std::process::ExitCode;
use xtask::{Task, XtaskError, perform};

fn main() -> ExitCode {
    match Task::parse(std::env::args().skip(1)).and_then(|task| perform(&task)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ XtaskError::Usage(_)) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
