//! Questions at the terminal, where there is one.

use crate::failure::Failure;
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// The most bytes of a file with words or a password.
const MAX_SECRET_BYTES: u64 = 4096;

/// Whether somebody can be asked.
pub fn is_interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks a yes-or-no question at the terminal; no is the default.
pub fn confirm(question: &str) -> Result<(), Failure> {
    let _ = write!(std::io::stderr(), "{question} [y/N] ");
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    if read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes") {
        return Ok(());
    }
    Err(Failure::new("not_confirmed", "nothing was done").hint("Answer y, or give --yes."))
}

/// Asks a yes-or-no question at the terminal; nothing where the answer is neither.
pub fn yes_or_no(question: &str) -> Option<bool> {
    let _ = write!(std::io::stderr(), "{question}? [y/n, or Enter to leave it] ");
    let _ = std::io::stderr().flush();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).ok()?;
    match answer.trim() {
        "y" | "Y" | "yes" => Some(true),
        "n" | "N" | "no" => Some(false),
        _ => None,
    }
}

/// A secret from `file`, from standard input (`-`, or where there is no terminal), or typed unseen.
pub fn secret(file: Option<&Path>, prompt: &str) -> Result<Zeroizing<String>, Failure> {
    match file {
        Some(path) if path != Path::new("-") => read_secret(std::fs::File::open(path), path),
        None if is_interactive() => {
            let typed =
                rpassword::prompt_password(prompt).map_err(|error| Failure::file(Path::new("terminal"), &error))?;
            Ok(Zeroizing::new(typed))
        }
        _ => read_secret(Ok(std::io::stdin()), Path::new("standard input")),
    }
}

fn read_secret<R: Read>(source: std::io::Result<R>, path: &Path) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    let read = source.and_then(|source| source.take(MAX_SECRET_BYTES).read_to_string(&mut text));
    read.map_err(|error| Failure::file(path, &error))?;
    Ok(text)
}
