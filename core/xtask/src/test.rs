//! `cargo xtask test`: set-up, then every test. The runner's closing lines are the last that it prints.

use crate::setup::{self, PYTHON_VARIABLE};
use crate::{XtaskError, cargo};
use std::path::Path;
use std::process::Command;

/// Sets up what is missing and runs every test of the workspace.
pub(crate) fn test(root: &Path, arguments: &[String]) -> Result<(), XtaskError> {
    setup::to_build()?;
    let python = setup::to_test(&cargo::target_folder(root))?;
    let mut runner = runner(root);
    runner.args(arguments);
    if let Some(python) = python {
        runner.env(PYTHON_VARIABLE, python);
    }
    cargo::succeed(&mut runner, "the test run")
}

/// cargo-nextest where it is on the machine, else cargo's own runner. Neither stops at the first failure.
fn runner(root: &Path) -> Command {
    let mut runner = cargo::cargo(root);
    if cargo::agrees(cargo::cargo(root).args(["nextest", "--version"])) {
        println!("test: running every test with cargo-nextest");
        runner.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        println!("test: running every test with cargo test (cargo-nextest is not on this machine)");
        runner.args(["test", "--workspace", "--no-fail-fast"]);
    }
    runner
}
