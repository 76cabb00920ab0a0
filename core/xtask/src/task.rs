//! The commands of `cargo xtask`, as read from its arguments.

use crate::XtaskError;

/// One command with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// All set-up, then the app. The arguments go to `byline tour`.
    Run(Vec<String>),
    /// All set-up, then every test. The arguments go to the test runner.
    Test(Vec<String>),
    /// The rules of the tree.
    Tidy,
}

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  run [-- ARGUMENTS]   set up what is missing, build Byline and show it (arguments go to `byline tour`)
  test [-- ARGUMENTS]  set up what is missing and run every test (arguments go to the test runner)
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
            "run" => Ok(Task::Run(handed_on(rest))),
            "test" => Ok(Task::Test(handed_on(rest))),
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
