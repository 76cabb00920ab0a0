//! The page of the window: its packages, the types of the API, and the built page that the programs carry.

use super::node::{self, npm};
use super::step;
use crate::{XtaskError, cargo};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The page's folder.
pub(crate) const PAGE: &str = "ui/app";
/// Where a list of packages is copied to once they are installed.
const INSTALLED: &str = "node_modules/.installed-lock.json";
/// What the built page is made of.
const SOURCES: &[&str] = &[
    "src",
    "messages",
    "scripts",
    "project.inlang",
    "index.html",
    "package-lock.json",
    "svelte.config.js",
    "vite.config.ts",
];
/// What the build itself writes among its sources.
const GENERATED: &[&str] = &["paraglide", "schema.d.ts"];

/// Builds the page where it is older than what it is made of.
pub(super) fn build(root: &Path) -> Result<(), XtaskError> {
    let folder = root.join(PAGE);
    if !folder.join("package-lock.json").exists() {
        return Err(XtaskError::Missing {
            what: format!("{PAGE} has no package-lock.json"),
            hint: "Is this the whole repository?".into(),
        });
    }
    node::have(root)?;
    packages(&folder)?;
    if is_built(&folder) {
        println!("set-up: the page is built");
        return Ok(());
    }
    step("building the page", || {
        cargo::succeed_quietly(npm(&folder).args(["run", "build"]), "npm run build")
    })
}

/// Writes the API's own description and the types that are made from it, which the page is checked against.
pub(super) fn types(root: &Path) -> Result<(), XtaskError> {
    step("the API's types", || {
        // As a part of the whole workspace: alone it would be built once more, with fewer features of shared packages.
        let mut build = cargo::cargo(root);
        build.args(["build", "--quiet", "--workspace", "--example", "openapi"]);
        cargo::succeed(&mut build, "the build of the API")?;
        let mut describe = Command::new(cargo::target_folder(root).join("debug/examples/openapi"));
        let document = cargo::output_of(&mut describe, "the API's description of itself")?;
        let folder = root.join(PAGE);
        write_if_new(&folder.join("openapi.json"), &document)?;
        cargo::succeed_quietly(npm(&folder).args(["run", "generate"]), "npm run generate")
    })
}

/// Installs a folder's packages, as its lock file says, where that was not done yet.
///
/// Not with `npm ci`: some packages have parts for other systems, and it refuses a lock file that was made where a registry did
/// not have them all. `--no-save` keeps to the lock file too, and leaves it as it is.
pub(crate) fn packages(folder: &Path) -> Result<(), XtaskError> {
    let lock = read(&folder.join("package-lock.json"))?;
    let stamp = folder.join(INSTALLED);
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(&format!("npm packages of {}", folder.display()), || {
        cargo::succeed_quietly(npm(folder).args(["install", "--no-save"]), "npm install")
    })?;
    write_if_new(&stamp, &lock)
}

/// Whether the built page is younger than everything it is made of.
pub(crate) fn is_built(folder: &Path) -> bool {
    let Some(built) = changed(&folder.join("dist/index.html")) else {
        return false;
    };
    let newest = SOURCES.iter().filter_map(|name| newest(&folder.join(name))).max();
    newest.is_some_and(|newest| newest <= built)
}

/// When the youngest thing below a path changed. A folder counts too: it changes when something in it is removed.
fn newest(path: &Path) -> Option<SystemTime> {
    let own = changed(path);
    let inside = fs::read_dir(path).ok().into_iter().flatten().flatten();
    let children: Vec<PathBuf> = inside
        .map(|entry| entry.path())
        .filter(|path| is_source(path))
        .collect();
    // What the build writes changes the folder that it lies in, so such a folder counts by its children alone.
    let own = own.filter(|_| !GENERATED.iter().any(|name| path.join(name).exists()));
    children.iter().filter_map(|child| newest(child)).chain(own).max()
}

fn is_source(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    !GENERATED.iter().any(|generated| name == *generated)
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|about| about.modified()).ok()
}

/// Writes a file where it does not hold just that, so that what depends on it is not made again for nothing.
fn write_if_new(path: &Path, content: &[u8]) -> Result<(), XtaskError> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    fs::write(path, content).map_err(|source| XtaskError::Unwritable {
        path: path.to_owned(),
        source,
    })
}

fn read(path: &Path) -> Result<Vec<u8>, XtaskError> {
    fs::read(path).map_err(|source| XtaskError::Unreadable {
        path: path.to_owned(),
        source,
    })
}
