//! The test that drives a real window: under a virtual display and a D-Bus session of its own.

use crate::cargo;
use crate::setup::npm;
use std::path::Path;
use std::process::Command;

/// The window's folder.
pub(crate) const SHELL: &str = "src-tauri";
/// The variable that tells the test which window to open.
const WINDOW_VARIABLE: &str = "BYLINE_DESKTOP";
/// The variable that tells it which command line to start a node with.
const PROGRAM_VARIABLE: &str = "BYLINE_BIN";

/// Drives the window of the development build.
pub(crate) fn of_build(root: &Path) -> Command {
    let programs = cargo::target_folder(root).join("debug");
    let mut test = on_display(root, "window");
    test.env(WINDOW_VARIABLE, programs.join("byline-desktop"))
        .env(PROGRAM_VARIABLE, programs.join("byline"));
    test
}

/// A script of the window's `package.json`, on a display of its own.
pub(crate) fn on_display(root: &Path, script: &str) -> Command {
    let npm = npm(&root.join(SHELL));
    let mut test = Command::new("xvfb-run");
    test.current_dir(root.join(SHELL))
        .args(["--auto-servernum", "--server-args=-screen 0 1280x900x24"])
        .args(["dbus-run-session", "--config-file=tests/harness/session.conf", "--"])
        .arg(npm.get_program())
        .args(npm.get_args())
        .args(["run", script]);
    for (name, value) in npm.get_envs() {
        test.env(name, value.unwrap_or_default());
    }
    test
}
