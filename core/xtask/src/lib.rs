//! The house: what `cargo xtask` does, and the rules of the tree as functions that a test can call.
//!
//! Knows nothing of Byline itself: it names no other crate of the workspace, and reads the tree as text.

#![expect(clippy::print_stdout, reason = "a command of the house says what it is doing")]

mod bundle;
mod cargo;
mod error;
mod run;
mod setup;
mod task;
mod test;
#[cfg(test)]
mod tests;
pub mod tidy;
mod window_test;

pub use error::XtaskError;
pub use task::Task;

use std::path::{Path, PathBuf};

/// Does one task.
///
/// # Errors
/// Whatever stopped it; the text says what to do about it.
pub fn perform(task: &Task) -> Result<(), XtaskError> {
    let root = repository();
    match task {
        Task::Setup => setup::everything(&root),
        Task::Run(arguments) => run::run(&root, arguments),
        Task::Test(arguments) => test::test(&root, arguments),
        Task::Bundle { check } => bundle::bundle(&root, *check),
        Task::Tidy => tidy::report(&root),
    }
}

/// The root of the repository that this crate was built from.
pub fn repository() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.ancestors().nth(2).unwrap_or(folder).to_path_buf()
}
