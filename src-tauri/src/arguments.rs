//! What the program was started with: the folder, how it shows itself, and a link to open.

use crate::route;
use etcetera::BaseStrategy;
use std::ffi::OsString;
use std::path::PathBuf;

/// The folder of the wallet, the ledger and the library, as for the command line.
const HOME_VARIABLE: &str = "BYLINE_HOME";
/// A file with the vault's password, as for the command line.
const PASSWORD_VARIABLE: &str = "BYLINE_PASSWORD_FILE";
/// Starts without showing the window, when the machine starts.
pub(crate) const HIDDEN: &str = "--hidden";

/// What the program was started with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// The folder; none where neither was one given nor has the user a folder of its own.
    pub(crate) home: Option<PathBuf>,
    /// A file with the vault's password.
    pub(crate) password_file: Option<PathBuf>,
    /// Whether to start without showing the window.
    pub(crate) hidden: bool,
    /// The route that a `byline://` link among the arguments opens.
    pub(crate) route: Option<String>,
}

impl Arguments {
    /// This process's own arguments and environment.
    pub(crate) fn of_process() -> Arguments {
        let mut arguments = Arguments::parse(std::env::args_os().skip(1), |name| std::env::var_os(name));
        if arguments.home.is_none() {
            arguments.home = users_folder();
        }
        arguments
    }

    /// Reads arguments, without the program's name. What it does not know it passes over: a menu entry or a browser may add
    /// arguments of its own, and a window that refuses to open says why to nobody.
    pub(crate) fn parse(
        arguments: impl IntoIterator<Item = OsString>,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Arguments {
        let path_in = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let mut read = Arguments {
            home: path_in(HOME_VARIABLE),
            password_file: path_in(PASSWORD_VARIABLE),
            ..Arguments::default()
        };
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--home") => read.home = arguments.next().map(PathBuf::from).or(read.home),
                Some("--password-file") => {
                    read.password_file = arguments.next().map(PathBuf::from).or(read.password_file);
                }
                Some(HIDDEN) => read.hidden = true,
                Some(text) => match text.strip_prefix("--home=") {
                    Some(folder) => read.home = Some(PathBuf::from(folder)),
                    None => read.route = read.route.or_else(|| route::of_link(text)),
                },
                None => {}
            }
        }
        read
    }
}

/// The folder of the command line where none is given.
fn users_folder() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.data_dir().join("byline"))
}
