//! `cargo xtask test`: set-up, then every test. The Rust runner's closing lines are the last that it prints, unless a test of
//! the page or the window failed, which then is said last.

use crate::setup::{self, PAGE, PYTHON_VARIABLE, TestBed, npm};
use crate::window_test::{self, SHELL};
use crate::{XtaskError, cargo};
use std::path::Path;
use std::process::Command;

/// The variable that tells the tests of the page which `byline` to start.
const PROGRAM_VARIABLE: &str = "BYLINE_BIN";

/// Sets up what is missing and runs every test: of the page, through a browser, through the window, and of the crates. With
/// arguments, those of the crates alone.
pub(crate) fn test(root: &Path, arguments: &[String]) -> Result<(), XtaskError> {
    setup::to_build_window(root)?;
    let bed = setup::to_test(root)?;
    let mut red = Vec::new();
    if arguments.is_empty() {
        build(root)?;
        red = test_faces(root, &bed)?;
    }
    let rust = cargo::succeed(runner(root, &bed).args(arguments), "the Rust tests");
    if red.is_empty() {
        return rust;
    }
    if rust.is_err() {
        red.push("the Rust tests".into());
    }
    Err(XtaskError::Red { what: red })
}

/// Builds every crate with its tests, so that the programs are there which the tests of the faces start.
fn build(root: &Path) -> Result<(), XtaskError> {
    setup::step_of("test", "building every crate", || {
        let mut build = cargo::cargo(root);
        build.args(["build", "--quiet", "--workspace", "--all-targets"]);
        cargo::succeed(&mut build, "the build")
    })
}

/// The tests of the page and of the window; gives those that failed. None stops the others.
fn test_faces(root: &Path, bed: &TestBed) -> Result<Vec<String>, XtaskError> {
    let (page, shell) = (root.join(PAGE), root.join(SHELL));
    let program = cargo::target_folder(root).join("debug").join("byline");
    setup::packages(&shell)?;
    let mut red = Vec::new();
    let mut run = |what: &str, command: &mut Command| {
        let done = setup::step_of("test", what, || cargo::succeed(command, what));
        if let Err(error) = done {
            println!("test: {error}");
            red.push(what.to_owned());
        }
    };
    run("types of the page", npm(&page).args(["run", "check"]));
    run("components of the page", npm(&page).arg("test"));
    run("configuration of the installers", npm(&shell).arg("test"));
    if bed.screens {
        run(
            "the page in a browser, over a real node",
            npm(&page).args(["run", "e2e"]).env(PROGRAM_VARIABLE, &program),
        );
        run("the window", &mut window_test::of_build(root));
    }
    Ok(red)
}

/// cargo-nextest where it is on the machine, else cargo's own runner. Neither stops at the first failure.
fn runner(root: &Path, bed: &TestBed) -> Command {
    let mut runner = cargo::cargo(root);
    if cargo::agrees(cargo::cargo(root).args(["nextest", "--version"])) {
        println!("test: running every Rust test with cargo-nextest");
        runner.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        println!("test: running every Rust test with cargo test (cargo-nextest is not on this machine)");
        runner.args(["test", "--workspace", "--no-fail-fast"]);
    }
    if let Some(python) = &bed.python {
        runner.env(PYTHON_VARIABLE, python);
    }
    runner
}
