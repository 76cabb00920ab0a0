//! `byline-desktop`: the window. It starts the node, shows its page, and asks the owner what web content may not decide.

// A window that opens a console beside itself looks broken.
#![cfg_attr(windows, windows_subsystem = "windows")]

mod app;
mod arguments;
mod commands;
mod graphics;
mod notices;
mod other;
mod questions;
mod route;
mod shell;
#[cfg(test)]
mod tests;
mod texts;
mod tray;
mod watch;
mod window;

use std::process::ExitCode;

#[expect(
    clippy::print_stderr,
    reason = "without a window there is only the terminal to say why"
)]
fn main() -> ExitCode {
    graphics::choose_renderer();
    match app::run(arguments::Arguments::of_process()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("byline-desktop: the window cannot be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
