//! `cargo xtask run`: set-up, a release build, the window; without a display the tour, and a node to open in a browser.

use crate::bundle::PROGRAMS;
use crate::{XtaskError, cargo, setup};
use std::path::Path;
use std::process::Command;

/// Sets up what is missing, builds Byline and shows it.
///
/// A release build, though it takes longer the first time: it is what is judged by, and the packages are made of the same one.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), XtaskError> {
    if has_display() {
        setup::to_build_window(root)?;
        build(root, &PROGRAMS)?;
        println!("run: opening the window");
        become_program(program(root, "byline-desktop").args(arguments))
    } else {
        println!(
            "run: this machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened"
        );
        setup::to_build(root)?;
        build(root, &["byline"])?;
        println!("run: first the tour, in a fresh home that it makes for itself");
        cargo::succeed(program(root, "byline").arg("tour").args(arguments), "the tour")?;
        println!("run: now the node; its page opens in a browser at the address below (Ctrl-C stops it)");
        become_program(program(root, "byline").arg("node"))
    }
}

/// Whether there is something to draw on.
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn build(root: &Path, packages: &[&str]) -> Result<(), XtaskError> {
    let what = format!(
        "building {} (release); the first build takes minutes",
        packages.join(" and ")
    );
    setup::step_of("run", &what, || {
        cargo::succeed(&mut cargo::release(root, packages), "the build")
    })
}

fn program(root: &Path, name: &str) -> Command {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Command::new(cargo::target_folder(root).join("release").join(file))
}

/// Hands this process over to a program, so that Ctrl-C is for it alone and it can end in order.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<(), XtaskError> {
    use std::os::unix::process::CommandExt;
    let source = command.exec();
    Err(cargo::not_started(command, source))
}

/// Waits for a program; systems without `exec` send Ctrl-C to both.
#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<(), XtaskError> {
    let name = command.get_program().to_string_lossy().into_owned();
    cargo::succeed(command, &name)
}
