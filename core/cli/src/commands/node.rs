//! `byline node`: serve until stopped.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::Output;
use crate::session::{Running, home};
use byline_api::{Scope, token_path};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

#[derive(Serialize)]
struct Listening {
    url: String,
    token_file: PathBuf,
}

/// Serves the home on `port` until the process is asked to stop.
pub fn run(arguments: &Arguments, port: u16, output: &Output) -> Result<(), Failure> {
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || {
        // A second signal finds the stop under way.
        let _ = stop.send(());
    })
    .map_err(|error| Failure::new("io", format!("signals cannot be watched: {error}")))?;
    let home = home(arguments)?;
    let running = Running::start(&home, arguments.password_file.clone(), port, Duration::ZERO)?;
    running.announce()?;
    let listening = Listening {
        url: running.url(),
        token_file: token_path(&home, Scope::Manage),
    };
    output.item(&listening, |listening| {
        format!(
            "Listening at {}\nToken file: {}",
            listening.url,
            listening.token_file.display()
        )
    });
    let _ = stopped.recv();
    output.progress("stopping: settling what is owed");
    running.stop()
}
