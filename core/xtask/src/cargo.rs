//! Running other programs, cargo first of all.

use crate::XtaskError;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A cargo that knows nothing of being called from `cargo run`: the variables that describe this crate would make build
/// scripts run again that look at them.
pub(crate) fn cargo(root: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        if describes_this_crate(&name) {
            command.env_remove(name);
        }
    }
    command
}

/// A release build of these packages.
pub(crate) fn release(root: &Path, packages: &[&str]) -> Command {
    let mut build = cargo(root);
    build.args(["build", "--quiet", "--release"]);
    build.args(packages.iter().flat_map(|package| ["--package", package]));
    build
}

fn describes_this_crate(variable: &OsStr) -> bool {
    let name = variable.to_string_lossy();
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || matches!(
            name.as_ref(),
            "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE"
        )
}

/// The folder that cargo builds in.
pub(crate) fn target_folder(root: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}

/// Runs a program to its end with its output shown and no standard input.
pub(crate) fn succeed(command: &mut Command, what: &str) -> Result<(), XtaskError> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|source| not_started(command, source))?;
    if status.success() {
        Ok(())
    } else {
        Err(XtaskError::Failed { what: what.to_owned() })
    }
}

/// Runs a program to its end; its output is shown only where it fails.
pub(crate) fn succeed_quietly(command: &mut Command, what: &str) -> Result<(), XtaskError> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| not_started(command, source))?;
    if output.status.success() {
        return Ok(());
    }
    print!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Err(XtaskError::Failed { what: what.to_owned() })
}

/// Whether a program runs and says yes; its output is dropped.
pub(crate) fn agrees(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program prints.
pub(crate) fn output_of(command: &mut Command, what: &str) -> Result<Vec<u8>, XtaskError> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| not_started(command, source))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(XtaskError::Failed { what: what.to_owned() })
    }
}

/// A program could not be started.
pub(crate) fn not_started(command: &Command, source: std::io::Error) -> XtaskError {
    XtaskError::NotStarted {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    }
}
