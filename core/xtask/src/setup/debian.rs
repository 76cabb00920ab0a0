//! Programs that the build needs, and the Debian packages they come from.

use crate::{XtaskError, cargo};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

/// A program that has to be on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// Its name.
    pub(crate) program: &'static str,
    /// The Debian packages that bring it.
    pub(crate) packages: &'static [&'static str],
    /// What it is needed for.
    pub(crate) why: &'static str,
}

/// What a build needs besides Rust.
const TO_BUILD: &[Need] = &[Need {
    program: "cc",
    packages: &["gcc", "libc6-dev"],
    why: "a C compiler (SQLite is built from its C source)",
}];

/// What the tests need besides: a keychain to try, in a session of its own.
const TO_TEST: &[Need] = &[
    Need {
        program: "dbus-run-session",
        packages: &["dbus-daemon"],
        why: "a D-Bus session for the keychain",
    },
    Need {
        program: "gnome-keyring-daemon",
        packages: &["gnome-keyring"],
        why: "a keychain",
    },
];

/// What is to be done about the programs that are missing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Everything is there.
    Nothing,
    /// These Debian packages are to be installed.
    Install(Vec<&'static str>),
    /// They cannot be installed from here; says what is missing and what the user can do.
    Ask {
        /// What is missing.
        what: String,
        /// How to get it.
        hint: String,
    },
}

/// Makes sure that everything is there that a build needs.
pub(crate) fn to_build() -> Result<(), XtaskError> {
    if !cfg!(target_os = "linux") {
        println!("set-up: nothing is installed on this system; the build needs a C compiler");
        return Ok(());
    }
    have(TO_BUILD)?;
    println!("set-up: everything that the build needs is here");
    Ok(())
}

/// Makes sure that everything is there that the tests need besides; other systems have a keychain of their own.
pub(super) fn to_test() -> Result<(), XtaskError> {
    if cfg!(target_os = "linux") {
        have(TO_TEST)
    } else {
        Ok(())
    }
}

fn have(needs: &[Need]) -> Result<(), XtaskError> {
    match plan(&missing(needs, &search_path()), may_install()) {
        Plan::Nothing => Ok(()),
        Plan::Install(packages) => install(&packages),
        Plan::Ask { what, hint } => Err(XtaskError::Missing { what, hint }),
    }
}

/// Installs Debian packages where that is possible.
pub(super) fn have_packages(packages: &'static [&'static str]) -> Result<(), XtaskError> {
    if may_install() {
        install(packages)
    } else {
        Err(XtaskError::Missing {
            what: format!("this machine lacks {}", packages.join(", ")),
            hint: format!("On Debian: apt-get install {}", packages.join(" ")),
        })
    }
}

/// The needs whose program is nowhere on `search_path`.
pub(crate) fn missing(needs: &[Need], search_path: &OsStr) -> Vec<Need> {
    let is_missing = |need: &&Need| find_program(need.program, search_path).is_none();
    needs.iter().filter(is_missing).copied().collect()
}

/// What to do about missing programs, on a machine where packages may or may not be installed from here.
pub(crate) fn plan(missing: &[Need], may_install: bool) -> Plan {
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if packages.is_empty() {
        Plan::Nothing
    } else if may_install {
        Plan::Install(packages)
    } else {
        let why: Vec<&str> = missing.iter().map(|need| need.why).collect();
        Plan::Ask {
            what: format!("this machine lacks {}", why.join(", ")),
            hint: format!("On Debian: apt-get install {}", packages.join(" ")),
        }
    }
}

/// Whether this process may install Debian packages: it is root, and there is apt-get.
fn may_install() -> bool {
    find_program("apt-get", &search_path()).is_some() && is_root()
}

/// Installs Debian packages without asking anything.
fn install(packages: &[&str]) -> Result<(), XtaskError> {
    println!("set-up: installing {} with apt-get", packages.join(" "));
    // Package lists that cannot be refreshed may still be good enough: whether they are, the installation tells.
    let _ = cargo::agrees(apt_get().arg("update"));
    let mut command = apt_get();
    command
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    cargo::succeed_quietly(&mut command, "the installation of Debian packages")
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    cargo::output_of(Command::new("id").arg("-u"), "id").is_ok_and(|user| user.trim_ascii() == b"0")
}

/// The first file of that name in the folders of `search_path`.
pub(crate) fn find_program(name: &str, search_path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(search_path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn search_path() -> std::ffi::OsString {
    std::env::var_os("PATH").unwrap_or_default()
}
