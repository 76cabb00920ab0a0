//! Whether the Debian package installs, starts from its menu entry, and leaves nothing behind.

use crate::setup::{as_root, step_of, to_start_a_package};
use crate::window_test::on_display;
use crate::{XtaskError, cargo};
use std::path::Path;
use std::process::Command;

/// The package's name.
const PACKAGE: &str = "byline";

/// Installs the package, starts what its menu entry starts, and takes it away again, whatever came before.
pub(super) fn installs_starts_and_leaves(root: &Path, deb: &Path) -> Result<(), XtaskError> {
    if is_known() {
        return Err(XtaskError::Missing {
            what: format!("the package {PACKAGE} is installed on this machine already"),
            hint: format!("Take it away first: dpkg --purge {PACKAGE}"),
        });
    }
    to_start_a_package()?;
    step_of("bundle", "installing the .deb", || {
        dpkg(&["--install", &deb.display().to_string()])
    })?;
    let files = files_of_package();
    let started = step_of("bundle", "starting it from its menu entry", || {
        cargo::succeed(&mut on_display(root, "installed"), "the start from the menu entry")
    });
    step_of("bundle", "taking it away", || dpkg(&["--purge", PACKAGE]))?;
    let files = files?;
    started?;
    let left: Vec<&String> = files.iter().filter(|file| is_file(file)).collect();
    if left.is_empty() && !is_known() {
        println!(
            "bundle: the .deb installed, started from its menu entry and left clean ({} files)",
            files.len()
        );
        return Ok(());
    }
    println!("bundle: left behind: {left:?}");
    Err(XtaskError::Failed {
        what: "taking the package away".into(),
    })
}

fn dpkg(arguments: &[&str]) -> Result<(), XtaskError> {
    let mut dpkg = as_root("dpkg").ok_or_else(|| XtaskError::Missing {
        what: "installing a package needs the rights of the superuser".into(),
        hint: "Run this as root, or allow sudo without a password.".into(),
    })?;
    cargo::succeed_quietly(dpkg.args(arguments), "dpkg")
}

/// Whether dpkg knows the package, were it only by what was left of it.
fn is_known() -> bool {
    cargo::agrees(Command::new("dpkg-query").args(["--show", PACKAGE]))
}

/// The files of the installed package; folders are shared with other packages.
fn files_of_package() -> Result<Vec<String>, XtaskError> {
    let list = cargo::output_of(Command::new("dpkg-query").args(["--listfiles", PACKAGE]), "dpkg-query")?;
    let paths = String::from_utf8_lossy(&list)
        .lines()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    Ok(paths.into_iter().filter(|path| is_file(path)).collect())
}

fn is_file(path: &str) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|about| !about.is_dir())
}
