//! What the machine needs besides Rust: how one sees that it is there, and the Debian packages that bring it.

use crate::{XtaskError, cargo};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

/// Something that has to be on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// By what one sees that it is there.
    pub(crate) sign: Sign,
    /// The Debian packages that bring it.
    pub(crate) packages: &'static [&'static str],
    /// What it is needed for.
    pub(crate) why: &'static str,
}

/// By what one sees that something is there, on any Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A program on the search path.
    Program(&'static str),
    /// A library that pkg-config knows, ready to build against.
    Library(&'static str),
    /// A font that has the letters of a language.
    Letters(&'static str),
}

/// What a build needs besides Rust.
pub(super) const TO_BUILD: &[Need] = &[
    Need {
        sign: Sign::Program("cc"),
        packages: &["gcc", "libc6-dev"],
        why: "a C compiler (SQLite is built from its C source)",
    },
    Need {
        sign: Sign::Program("npm"),
        packages: &["nodejs", "npm"],
        why: "Node.js with npm (the page is built with it)",
    },
];

/// What the window needs besides, and its packages.
pub(super) const TO_BUILD_WINDOW: &[Need] = &[
    Need {
        sign: Sign::Program("pkg-config"),
        packages: &["pkg-config"],
        why: "pkg-config (the window's libraries are found with it)",
    },
    Need {
        sign: Sign::Library("webkit2gtk-4.1"),
        packages: &["libwebkit2gtk-4.1-dev"],
        why: "WebKitGTK (the window's page is shown by it)",
    },
    Need {
        sign: Sign::Library("ayatana-appindicator3-0.1"),
        packages: &["libayatana-appindicator3-dev"],
        why: "the library of the tray",
    },
];

/// What the tests need besides: a keychain to try, screens to draw on, and browsers to drive.
pub(super) const TO_TEST: &[Need] = &[
    Need {
        sign: Sign::Program("dbus-run-session"),
        packages: &["dbus-daemon"],
        why: "a D-Bus session for the keychain and the window",
    },
    Need {
        sign: Sign::Program("gnome-keyring-daemon"),
        packages: &["gnome-keyring"],
        why: "a keychain",
    },
    Need {
        sign: Sign::Program("xvfb-run"),
        packages: &["xvfb", "xauth"],
        why: "a display for the window",
    },
    Need {
        sign: Sign::Program("WebKitWebDriver"),
        packages: &["webkit2gtk-driver"],
        why: "the driver of the window's web view",
    },
    Need {
        sign: Sign::Program("xdotool"),
        packages: &["xdotool"],
        why: "a hand for native dialogs",
    },
    Need {
        sign: Sign::Program("chromium"),
        packages: &["chromium"],
        why: "a browser",
    },
    Need {
        sign: Sign::Letters("ar"),
        packages: &["fontconfig", "fonts-noto-core"],
        why: "letters for Arabic",
    },
    Need {
        sign: Sign::Letters("hi"),
        packages: &["fontconfig", "fonts-noto-core"],
        why: "letters for Hindi",
    },
    Need {
        sign: Sign::Letters("zh-cn"),
        packages: &["fontconfig", "fonts-noto-cjk"],
        why: "letters for Chinese",
    },
];

/// What it takes to start a package as a desktop does, besides what the tests need.
pub(super) const TO_START: &[Need] = &[Need {
    sign: Sign::Program("gio"),
    packages: &["libglib2.0-bin"],
    why: "gio (it starts what a menu entry says)",
}];

/// What is to be done about what is missing.
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

/// Makes sure that everything is there, where this is Linux; other systems bring a web view and a keychain of their own.
pub(super) fn have(needs: &[Need]) -> Result<(), XtaskError> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    match plan(&missing(needs, is_there), may_install()) {
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

/// The needs of which there is no sign.
pub(crate) fn missing(needs: &[Need], is_there: impl Fn(Sign) -> bool) -> Vec<Need> {
    needs.iter().filter(|need| !is_there(need.sign)).copied().collect()
}

fn is_there(sign: Sign) -> bool {
    match sign {
        Sign::Program(name) => find_program(name, &search_path()).is_some(),
        Sign::Library(name) => cargo::agrees(Command::new("pkg-config").args(["--exists", name])),
        Sign::Letters(language) => has_letters(language),
    }
}

/// Fontconfig lists the fonts that have every letter of a language; where there is none, it prints nothing.
fn has_letters(language: &str) -> bool {
    let mut list = Command::new("fc-list");
    list.arg(format!(":lang={language}")).arg("family");
    cargo::output_of(&mut list, "fc-list").is_ok_and(|fonts| !fonts.is_empty())
}

/// What to do about what is missing, on a machine where packages may or may not be installed from here.
pub(crate) fn plan(missing: &[Need], may_install: bool) -> Plan {
    let mut packages: Vec<&str> = Vec::new();
    for package in missing.iter().flat_map(|need| need.packages) {
        if !packages.contains(package) {
            packages.push(package);
        }
    }
    if packages.is_empty() {
        Plan::Nothing
    } else if may_install {
        Plan::Install(packages)
    } else {
        let why: Vec<&str> = missing.iter().map(|need| need.why).collect();
        Plan::Ask {
            what: format!("this machine lacks {}", why.join(", ")),
            hint: format!("On Debian or Ubuntu: apt-get install {}", packages.join(" ")),
        }
    }
}

/// Whether Debian packages may be installed from here: there is apt-get, and the right to use it without a password.
fn may_install() -> bool {
    find_program("apt-get", &search_path()).is_some() && as_root("true").is_some()
}

/// Runs a program with the rights of the superuser; none where that would need a password.
pub(crate) fn as_root(program: &str) -> Option<Command> {
    if is_root() {
        return Some(Command::new(program));
    }
    if !cargo::agrees(Command::new("sudo").args(["--non-interactive", "true"])) {
        return None;
    }
    let mut command = Command::new("sudo");
    // Without a terminal to ask on, nothing that the packages want to know may stop them.
    command.args(["--non-interactive", "--preserve-env=DEBIAN_FRONTEND", program]);
    Some(command)
}

/// Installs Debian packages without asking anything.
fn install(packages: &[&str]) -> Result<(), XtaskError> {
    super::step(&format!("installing {} with apt-get", packages.join(" ")), || {
        // Package lists that cannot be refreshed may still be good enough: whether they are, the installation tells.
        let _ = cargo::agrees(apt_get()?.arg("update"));
        let mut command = apt_get()?;
        command
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages);
        cargo::succeed_quietly(&mut command, "the installation of Debian packages")
    })
}

fn apt_get() -> Result<Command, XtaskError> {
    let mut command = as_root("apt-get").ok_or_else(|| XtaskError::Missing {
        what: "apt-get needs the rights of the superuser".into(),
        hint: "Run this as root, or allow sudo without a password.".into(),
    })?;
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
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
