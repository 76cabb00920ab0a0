//! What the machine needs before Byline can be built and tested: checked, and installed where that is possible.

mod debian;
mod node;
mod page;
mod python;

pub(crate) use debian::as_root;
#[cfg(test)]
pub(crate) use debian::{Need, Plan, Sign, find_program, missing, plan};
#[cfg(test)]
pub(crate) use node::is_recent;
pub(crate) use node::npm;
#[cfg(test)]
pub(crate) use page::is_built;
pub(crate) use page::{PAGE, packages};
pub(crate) use python::PYTHON_VARIABLE;

use crate::{XtaskError, cargo};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What the tests found set up.
#[derive(Debug, Default)]
pub(crate) struct TestBed {
    /// The Python with the OpenAI client.
    pub(crate) python: Option<PathBuf>,
    /// Whether there are a display, browsers and their drivers.
    pub(crate) screens: bool,
}

/// Everything: what a build, the tests and the packages need.
pub(crate) fn everything(root: &Path) -> Result<(), XtaskError> {
    to_build_window(root)?;
    to_test(root).map(drop)
}

/// Makes sure that everything is there that the command line needs to be built, and builds the page that it carries.
pub(crate) fn to_build(root: &Path) -> Result<(), XtaskError> {
    debian::have(debian::TO_BUILD)?;
    page::build(root)?;
    println!("set-up: everything that the build needs is here");
    Ok(())
}

/// The same for the window.
pub(crate) fn to_build_window(root: &Path) -> Result<(), XtaskError> {
    debian::have(debian::TO_BUILD_WINDOW)?;
    to_build(root)
}

/// Makes sure that everything is there that the tests need besides a build.
///
/// What cannot be had is said, and the tests that need it are skipped; with `CI=true` that is an error.
pub(crate) fn to_test(root: &Path) -> Result<TestBed, XtaskError> {
    let every_test_has_to_run = std::env::var("CI").is_ok_and(|value| value == "true");
    let screens = or_skipped(
        "keychain, display and browsers to try",
        debian::have(debian::TO_TEST),
        every_test_has_to_run,
    )?;
    let python = or_skipped(
        "Python with the OpenAI client",
        python::with_client(&cargo::target_folder(root)),
        every_test_has_to_run,
    )?;
    page::types(root)?;
    Ok(TestBed {
        python,
        screens: screens.is_some() && cfg!(target_os = "linux"),
    })
}

/// Makes sure that everything is there to start an installed package under a display of its own.
pub(crate) fn to_start_a_package() -> Result<(), XtaskError> {
    debian::have(debian::TO_TEST)?;
    debian::have(debian::TO_START)
}

/// What was set up; none where it could not be and may be missing, which is said.
pub(crate) fn or_skipped<T>(
    what: &str,
    set_up: Result<T, XtaskError>,
    every_test_has_to_run: bool,
) -> Result<Option<T>, XtaskError> {
    match set_up {
        Ok(found) => Ok(Some(found)),
        Err(error) if every_test_has_to_run => Err(XtaskError::Missing {
            what: format!("no {what}: {error}"),
            hint: "With CI=true every test has to run".into(),
        }),
        Err(error) => {
            println!("set-up: no {what}: {error}");
            println!("set-up: tests that need it are skipped, and say so");
            Ok(None)
        }
    }
}

/// Does one step of the set-up, and says how long it took.
fn step<T>(what: &str, run: impl FnOnce() -> Result<T, XtaskError>) -> Result<T, XtaskError> {
    step_of("set-up", what, run)
}

/// Does one step of a command, and says how long it took.
pub(crate) fn step_of<T>(
    command: &str,
    what: &str,
    run: impl FnOnce() -> Result<T, XtaskError>,
) -> Result<T, XtaskError> {
    let start = Instant::now();
    println!("{command}: {what}");
    let done = run();
    println!("{command}: {what} took {} s", start.elapsed().as_secs());
    done
}
