//! The commands of `cargo xtask`, as read from its arguments.

use crate::XtaskError;

/// One command with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// What the machine lacks, and the built page.
    Setup,
    /// All set-up, then the app. The arguments go to the window, or to `byline tour` where there is no display.
    Run(Vec<String>),
    /// All set-up, then every test; with arguments, only the Rust tests, and the arguments go to their runner.
    Test(Vec<String>),
    /// The packages for this system.
    Bundle {
        /// Whether the Debian package is installed, started from its menu entry and taken away again.
        check: bool,
    },
    /// The rules of the tree.
    Tidy,
}

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  setup                install what is missing to build and test, and build the page
  run [-- ARGUMENTS]   set up what is missing, build Byline and open its window (arguments go to it);
                       without a display: the tour (arguments go to it), then `byline node` with the page's address
  test [-- ARGUMENTS]  set up what is missing and run every test (with arguments: the Rust tests alone, as these say)
  bundle [--check]     make the .deb and the .rpm; --check installs the .deb, starts it from its menu entry, removes it
  tidy                 check the rules of the tree (CONTRIBUTING.md lists them)";

impl Task {
    /// Reads the arguments after `cargo xtask`.
    ///
    /// # Errors
    /// [`XtaskError::Usage`] where they name no command, or give one something that it does not take.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task, XtaskError> {
        let mut arguments = arguments.into_iter();
        let command = arguments.next().unwrap_or_default();
        let rest: Vec<String> = arguments.collect();
        match command.as_str() {
            "setup" if rest.is_empty() => Ok(Task::Setup),
            "run" => Ok(Task::Run(handed_on(rest))),
            "test" => Ok(Task::Test(handed_on(rest))),
            "bundle" if rest.is_empty() => Ok(Task::Bundle { check: false }),
            "bundle" if rest == ["--check"] => Ok(Task::Bundle { check: true }),
            "tidy" if rest.is_empty() => Ok(Task::Tidy),
            _ => Err(XtaskError::Usage(USAGE)),
        }
    }
}

/// What is handed on: everything after the first `--`, where there is one.
fn handed_on(mut arguments: Vec<String>) -> Vec<String> {
    if arguments.first().is_some_and(|first| first == "--") {
        arguments.remove(0);
    }
    arguments
}
