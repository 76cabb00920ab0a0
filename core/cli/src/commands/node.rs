//! `byline node`: serve until stopped.

use crate::arguments::Arguments;
use crate::commands::confirm::describe;
use crate::failure::Failure;
use crate::output::Output;
use crate::session::home;
use byline_api::{Host, HostEvent, HostOptions, Pending, Scope};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

#[derive(Serialize)]
struct Listening {
    url: String,
    token_file: PathBuf,
    /// The page with its token: as secret as the token.
    open: String,
}

/// What the command waits for.
enum Wake {
    Signal,
    Host(HostEvent),
    Pending(Pending),
}

/// Serves the home on `port` until the process is asked to stop.
pub fn run(arguments: &Arguments, port: u16, output: &Output) -> Result<(), Failure> {
    let (wake, wakes) = channel();
    let signal = wake.clone();
    ctrlc::set_handler(move || {
        // A second signal finds the stop under way.
        let _ = signal.send(Wake::Signal);
    })
    .map_err(|error| Failure::new("io", format!("signals cannot be watched: {error}")))?;
    let host = Host::open(HostOptions {
        password_file: arguments.password_file.clone(),
        port,
        announce: true,
        ..HostOptions::new(&home(arguments)?)
    })?;
    pass_on(host.events(), &wake, Wake::Host);
    pass_on(host.confirmations().subscribe(), &wake, Wake::Pending);
    say_where(&host, output);
    while let Ok(wake) = wakes.recv() {
        if is_over(wake, output) {
            break;
        }
    }
    Ok(host.stop()?)
}

fn pass_on<T: Send + 'static>(from: Receiver<T>, to: &Sender<Wake>, as_wake: fn(T) -> Wake) {
    let to = to.clone();
    thread::spawn(move || {
        for one in from {
            // Nobody waits any more once the command ends.
            let _ = to.send(as_wake(one));
        }
    });
}

fn say_where(host: &Host, output: &Output) {
    let url = host.url();
    let listening = Listening {
        open: format!("{url}/#token={}", host.token(Scope::Manage)),
        token_file: host.token_file(Scope::Manage),
        url,
    };
    output.item(&listening, |listening| {
        let Listening { url, token_file, open } = listening;
        let mut lines = vec![format!("Listening at {url}")];
        // A log is no place for a token.
        if output.is_terminal() {
            lines.push(format!("Open in a browser: {open}"));
        }
        lines.push(format!("Token file: {}", token_file.display()));
        lines.join("\n")
    });
}

/// Says what happened, and whether it was the last.
fn is_over(wake: Wake, output: &Output) -> bool {
    match wake {
        Wake::Pending(pending) => {
            let what = describe(&pending);
            output.progress(&format!(
                "to confirm: {what}\n            byline confirm {}",
                pending.id
            ));
        }
        Wake::Host(HostEvent::Closed) => output.progress("closing the home, to open it anew"),
        Wake::Host(HostEvent::Reopened { set_aside: None }) => output.progress("erased; serving an empty home"),
        Wake::Host(HostEvent::Reopened { set_aside: Some(path) }) => {
            output.progress(&format!("restored; what was here before is kept in {}", path.display()))
        }
        Wake::Host(HostEvent::Undone(error)) => output.progress(&format!("not done, and nothing was changed: {error}")),
        Wake::Signal => {
            output.progress("stopping: settling what is owed");
            return true;
        }
        // How it ended is what `stop` says.
        Wake::Host(HostEvent::Failed(_) | HostEvent::Stopped) => return true,
    }
    false
}
