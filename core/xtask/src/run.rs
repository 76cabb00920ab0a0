//! `cargo xtask run`: set-up, a release build, the app.

use crate::{XtaskError, cargo, setup};
use std::path::Path;

/// Sets up what is missing, builds `byline` and shows it.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), XtaskError> {
    setup::to_build()?;
    println!("run: building byline (release); the first build takes minutes");
    let mut build = cargo::cargo(root);
    build.args(["build", "--release", "--package", "byline"]);
    cargo::succeed(&mut build, "the build of byline")?;
    println!("run: there is no window yet, so this is `byline tour`, in a fresh home that it makes for itself");
    let mut tour = cargo::cargo(root);
    tour.args(["run", "--quiet", "--release", "--package", "byline", "--", "tour"]);
    cargo::succeed(tour.args(arguments), "the tour")
}
