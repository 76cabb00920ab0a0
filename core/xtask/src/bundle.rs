//! `cargo xtask bundle`: the packages of the window and the command line, and whether the Debian one installs and leaves clean.

mod check;

use crate::setup::{self, npm, packages, step_of};
use crate::window_test::SHELL;
use crate::{XtaskError, cargo};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is in a package: the window, and the command line beside it.
pub(crate) const PROGRAMS: [&str; 2] = ["byline-desktop", "byline"];
/// The kinds of package that are made here.
const KINDS: &str = "deb,rpm";

/// Makes the packages, says where they lie, and checks the Debian one where that is asked for.
pub(crate) fn bundle(root: &Path, check: bool) -> Result<(), XtaskError> {
    if !cfg!(target_os = "linux") {
        return Err(XtaskError::Missing {
            what: "packages are made on Linux alone".into(),
            hint: "installers/README.md says what to run on this system".into(),
        });
    }
    setup::to_build_window(root)?;
    let shell = root.join(SHELL);
    packages(&shell)?;
    step_of("bundle", "building the programs (release)", || {
        cargo::succeed(&mut cargo::release(root, &PROGRAMS), "the build")
    })?;
    let folder = cargo::target_folder(root).join("packages");
    lay_out(&cargo::target_folder(root).join("release"), &folder.join("release"))?;
    step_of("bundle", "the packages", || {
        let mut tauri = npm(&shell);
        tauri
            .args(["run", "tauri", "--", "bundle", "--bundles", KINDS, "--config"])
            .arg(of_this_machine(&folder.join("release/byline"), &c_library()?))
            .env("CARGO_TARGET_DIR", &folder);
        cargo::succeed_quietly(&mut tauri, "the Tauri bundler")
    })?;
    let made = made(&folder.join("release/bundle"))?;
    for path in &made {
        let bytes = fs::metadata(path).map_or(0, |about| about.len());
        println!("bundle: {} ({:.1} MB)", path.display(), as_megabytes(bytes));
    }
    let deb = made
        .iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"));
    match deb {
        Some(deb) if check => check::installs_starts_and_leaves(root, deb),
        _ => Ok(()),
    }
}

/// Copies the programs to where the bundler takes them from, without what only a debugger reads.
fn lay_out(from: &Path, to: &Path) -> Result<(), XtaskError> {
    // Packages of an earlier version must not be taken for those of this one.
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).map_err(|source| XtaskError::Unwritable {
        path: to.to_owned(),
        source,
    })?;
    for name in PROGRAMS {
        let mut strip = Command::new("strip");
        strip
            .arg("--strip-unneeded")
            .arg("-o")
            .arg(to.join(name))
            .arg(from.join(name));
        cargo::succeed(&mut strip, "strip")?;
    }
    Ok(())
}

/// The part of the bundler's configuration that depends on this machine: where it has the command line, and the C library that
/// the programs were linked with, which must not be older where they run. The library of the tray is loaded when it is first
/// used, so the bundler does not see it.
fn of_this_machine(program: &Path, c_library: &str) -> String {
    let path = program.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let files = format!(r#""files":{{"/usr/bin/byline":"{path}"}}"#);
    let deb = format!(r#"{{{files},"depends":["libc6 (>= {c_library})","libayatana-appindicator3-1"]}}"#);
    let rpm =
        format!(r#"{{{files},"depends":["glibc >= {c_library}"],"recommends":["libayatana-appindicator-gtk3"]}}"#);
    format!(r#"{{"bundle":{{"linux":{{"deb":{deb},"rpm":{rpm}}}}}}}"#)
}

/// The version of the C library of this machine: `2.36`.
fn c_library() -> Result<String, XtaskError> {
    let said = cargo::output_of(Command::new("getconf").arg("GNU_LIBC_VERSION"), "getconf")?;
    let said = String::from_utf8_lossy(&said);
    let version = said.trim().strip_prefix("glibc ").map(str::to_owned);
    version.ok_or_else(|| XtaskError::Missing {
        what: format!("the C library here is not glibc: {}", said.trim()),
        hint: "Make the packages on Debian, Ubuntu or Fedora".into(),
    })
}

/// The packages that were made.
fn made(bundles: &Path) -> Result<Vec<PathBuf>, XtaskError> {
    let mut found = Vec::new();
    for kind in KINDS.split(',') {
        let folder = bundles.join(kind);
        let entries = fs::read_dir(&folder).map_err(|source| XtaskError::Unreadable { path: folder, source })?;
        let paths = entries.flatten().map(|entry| entry.path());
        found.extend(paths.filter(|path| path.extension().is_some_and(|ending| ending == kind)));
    }
    Ok(found)
}

/// For a person to read: a tenth of a megabyte is as exact as it need be.
fn as_megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0
}
