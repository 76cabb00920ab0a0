//! The files of the repository, as they would be committed.

use crate::{XtaskError, cargo};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files::MAX_FILE_BYTES;

/// Files by their path from the root, with `/` between the parts.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, File>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct File {
    /// How long it is.
    pub bytes: u64,
    /// What is in it; empty where it is longer than [`MAX_FILE_BYTES`], which is a finding by itself.
    content: Vec<u8>,
}

impl File {
    /// Its text, where it is text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.content).ok()
    }

    /// The bytes it begins with.
    pub fn starts_with(&self, bytes: &[u8]) -> bool {
        self.content.starts_with(bytes)
    }
}

impl Tree {
    /// The files that git tracks or would add: what a commit of everything would hold.
    ///
    /// # Errors
    /// Git cannot list them, or one cannot be read.
    pub fn of_repository(root: &Path) -> Result<Tree, XtaskError> {
        let mut list = Command::new("git");
        list.arg("-C").arg(root);
        list.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
        let output = cargo::output_of(&mut list, "git ls-files")?;
        let mut tree = Tree::default();
        for path in String::from_utf8_lossy(&output).split_terminator('\0') {
            if let Some(file) = read(&root.join(path))? {
                tree.files.insert(path.to_owned(), file);
            }
        }
        Ok(tree)
    }

    /// A tree with one more file.
    #[must_use]
    pub fn with(mut self, path: &str, content: impl AsRef<[u8]>) -> Tree {
        let content = content.as_ref().to_vec();
        let file = File {
            bytes: content.len() as u64,
            content,
        };
        self.files.insert(path.to_owned(), file);
        self
    }

    /// A tree without one of its files.
    #[must_use]
    pub fn without(mut self, path: &str) -> Tree {
        self.files.remove(path);
        self
    }

    /// Every file, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// Every file that is text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter_map(|(path, file)| Some((path, file.text()?)))
    }

    /// Every Rust source file.
    pub fn rust_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.text()
    }
}

/// One file from disk; none where it is listed but gone, or is a folder or a link.
fn read(path: &PathBuf) -> Result<Option<File>, XtaskError> {
    let unreadable = |source| XtaskError::Unreadable {
        path: path.clone(),
        source,
    };
    let about = match fs::symlink_metadata(path) {
        Ok(about) if about.is_file() => about,
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    let bytes = about.len();
    let content = if bytes > MAX_FILE_BYTES {
        Vec::new()
    } else {
        fs::read(path).map_err(unreadable)?
    };
    Ok(Some(File { bytes, content }))
}

/// Whether a path is of test code: a `tests` folder, or a bench or an example, which no product runs.
pub(super) fn is_test_code(path: &str) -> bool {
    path.split('/')
        .any(|part| matches!(part, "tests" | "tests.rs" | "benches" | "examples"))
}
