//! A Python with the official `openai` client, for the test that a real client talks to the node unchanged.

use super::debian;
use crate::{XtaskError, cargo};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that tells the tests where that Python is. A test that needs it and finds it unset says so and is skipped.
pub(crate) const PYTHON_VARIABLE: &str = "BYLINE_TEST_PYTHON";

/// The client, pinned, so that a new release of it cannot turn the tests red.
const CLIENT: &str = "openai==3.54.0";

/// The Python that has the client: the one that the variable names already, else one of our own under `target`.
pub(super) fn with_client(target: &Path) -> Result<PathBuf, XtaskError> {
    if let Some(given) = std::env::var_os(PYTHON_VARIABLE) {
        println!("set-up: the OpenAI client's Python is given by {PYTHON_VARIABLE}");
        return Ok(PathBuf::from(given));
    }
    let folder = target.join("test-python");
    let python = python_in(&folder);
    if has_client(&python) {
        println!("set-up: the OpenAI client is here");
    } else {
        println!("set-up: making a Python environment with {CLIENT}");
        make(&folder)?;
    }
    Ok(python)
}

fn python_in(environment: &Path) -> PathBuf {
    if cfg!(windows) {
        environment.join("Scripts").join("python.exe")
    } else {
        environment.join("bin").join("python")
    }
}

fn has_client(python: &Path) -> bool {
    let (name, version) = CLIENT.split_once("==").unwrap_or((CLIENT, ""));
    let question = format!("from importlib.metadata import version; assert version('{name}') == '{version}'");
    cargo::agrees(Command::new(python).args(["-c", &question]))
}

fn make(folder: &Path) -> Result<(), XtaskError> {
    if !has_venv() {
        debian::have_packages(&["python3", "python3-venv"])?;
    }
    let mut create = Command::new("python3");
    create.args(["-m", "venv", "--clear"]).arg(folder);
    cargo::succeed_quietly(&mut create, "python3 -m venv")?;
    let mut install = Command::new(python_in(folder));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", CLIENT]);
    cargo::succeed_quietly(&mut install, "pip install")
}

/// Debian ships `venv` without `ensurepip` unless its own package is there.
fn has_venv() -> bool {
    cargo::agrees(Command::new("python3").args(["-c", "import venv, ensurepip"]))
}
