//! What is printed: JSON for programs, plain words for people.

use crate::failure::Failure;
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Where results go.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    json: bool,
    colour: bool,
}

impl Output {
    /// JSON if `json`, words otherwise; coloured only at a terminal that has not asked for none.
    pub fn new(json: bool) -> Output {
        let colour = !json && std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Output { json, colour }
    }

    /// Whether JSON is wanted.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Whether somebody reads it as it is printed, rather than a program or a log.
    pub fn is_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Prints one item: a line of JSON, or the words that `words` makes of it.
    pub fn item<T: Serialize>(&self, item: &T, words: impl FnOnce(&T) -> String) {
        if self.json {
            let line = serde_json::to_string(item).unwrap_or_else(|error| format!("{{\"unprintable\":\"{error}\"}}"));
            self.line(&line);
        } else {
            self.line(&words(item));
        }
    }

    /// Prints a line of words; nothing in JSON.
    pub fn words(&self, text: &str) {
        if !self.json {
            self.line(text);
        }
    }

    /// Prints a line on standard error: progress, which is no result.
    pub fn progress(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Prints why the command stopped, on standard error.
    pub fn failure(&self, failure: &Failure) {
        let mut stderr = std::io::stderr();
        let _ = if self.json {
            writeln!(stderr, "{}", serde_json::json!({ "error": failure }))
        } else if failure.hint.is_empty() {
            writeln!(stderr, "byline: {}", failure.message)
        } else {
            writeln!(stderr, "byline: {}\n        {}", failure.message, failure.hint)
        };
    }

    /// `text` in the tint of the author with this address: every colour on screen is an author.
    pub fn tinted(&self, text: &str, address: &str) -> String {
        const TINTS: [u8; 12] = [33, 64, 97, 130, 161, 166, 29, 68, 135, 172, 37, 203];
        if !self.colour {
            return text.to_owned();
        }
        let number = address
            .bytes()
            .fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        format!("\u{1b}[38;5;{}m{text}\u{1b}[0m", TINTS[number % TINTS.len()])
    }

    /// A reader that went away (`byline works | head`) is no reason to fail.
    fn line(&self, text: &str) {
        let mut stdout = std::io::stdout().lock();
        if writeln!(stdout, "{text}").and_then(|()| stdout.flush()).is_err() {
            #[expect(
                clippy::disallowed_methods,
                reason = "nobody listens any more; a home lock goes with the process"
            )]
            std::process::exit(0);
        }
    }
}
