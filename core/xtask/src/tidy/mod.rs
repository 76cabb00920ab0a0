//! The rules that keep the tree as its code map says it is.
//!
//! A rule is a function from the tree to findings. It reads the tree as it would be committed and nothing else: no build,
//! no network. So the tests can hand it a small made-up tree, and see it fail.

mod crate_table;
mod files;
mod functions;
mod layers;
mod manifests;
mod mentions;
mod names;
mod opening;
mod placement;
mod purity;
mod rust_code;
mod tree;

pub use files::MAX_FILE_BYTES;
pub use functions::MAX_FUNCTION_LINES;
pub use tree::Tree;

use crate::XtaskError;
use manifests::Workspace;
use std::fmt;
use std::path::Path;

#[cfg(test)]
pub(crate) use mentions::{MACHINE_FOLDERS, REGISTRY_DOMAINS};
#[cfg(test)]
pub(crate) use rust_code::RustCode;

/// One place where the tree breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, by its short name.
    pub rule: &'static str,
    /// The file, with its line where that helps; a folder or a crate in some rules.
    pub place: String,
    /// What is wrong there, and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.rule, self.place, self.message)
    }
}

/// Checks every rule.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let (workspace, mut findings) = Workspace::read(tree);
    findings.extend(layers::check(&workspace));
    findings.extend(crate_table::check(tree, &workspace));
    findings.extend(placement::check(&workspace));
    findings.extend(opening::check(tree, &workspace));
    findings.extend(purity::check(tree, &workspace));
    findings.extend(mentions::check(tree));
    findings.extend(files::check(tree));
    findings.extend(functions::check(tree));
    findings.extend(names::check(tree));
    findings
}

/// Checks the repository at `root` and prints what it finds.
pub(crate) fn report(root: &Path) -> Result<(), XtaskError> {
    let tree = Tree::of_repository(root)?;
    let findings = check(&tree);
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy: {} files, every rule holds", tree.files().count());
        Ok(())
    } else {
        Err(XtaskError::Untidy {
            findings: findings.len(),
        })
    }
}
