//! What the machine needs before Byline can be built and tested: checked, and installed where that is possible.

mod debian;
mod python;

pub(crate) use debian::to_build;
#[cfg(test)]
pub(crate) use debian::{Need, Plan, find_program, missing, plan};
pub(crate) use python::PYTHON_VARIABLE;

use crate::XtaskError;
use std::path::{Path, PathBuf};

/// Makes sure that everything is there that the tests need besides a build; gives the Python with the OpenAI client.
///
/// What cannot be had is said, and the tests that need it are skipped; with `CI=true` that is an error.
pub(crate) fn to_test(target: &Path) -> Result<Option<PathBuf>, XtaskError> {
    let every_test_has_to_run = std::env::var("CI").is_ok_and(|value| value == "true");
    or_skipped("keychain to try", debian::to_test(), every_test_has_to_run)?;
    or_skipped(
        "Python with the OpenAI client",
        python::with_client(target),
        every_test_has_to_run,
    )
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
