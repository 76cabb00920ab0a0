//! The crates of the workspace, read from their `Cargo.toml`.
//!
//! Read as text rather than asked of cargo, so that a tree that does not build yet can be checked, and a made-up one too.

use super::{Finding, Tree};
use toml::{Table, Value};

const RULE: &str = "manifests";

/// The crates of the workspace.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) crates: Vec<Crate>,
}

/// One crate.
#[derive(Debug)]
pub(super) struct Crate {
    pub(super) name: String,
    /// Its folder, from the root.
    pub(super) folder: String,
    pub(super) description: String,
    /// Whether it takes the lints of the workspace.
    pub(super) inherits_lints: bool,
    pub(super) dependencies: Vec<Dependency>,
}

/// A package that a crate names.
#[derive(Debug)]
pub(super) struct Dependency {
    /// The package's own name, whatever the crate calls it.
    pub(super) package: String,
    pub(super) kind: Kind,
}

/// What a dependency is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Normal,
    Build,
    Dev,
}

impl Crate {
    pub(super) fn manifest(&self) -> String {
        format!("{}/Cargo.toml", self.folder)
    }

    /// The packages that the crate's own code is built with.
    pub(super) fn built_with(&self) -> impl Iterator<Item = &str> {
        let built = self
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind != Kind::Dev);
        built.map(|dependency| dependency.package.as_str())
    }
}

impl Workspace {
    /// Reads every manifest of the tree, with what is wrong with them.
    pub(super) fn read(tree: &Tree) -> (Workspace, Vec<Finding>) {
        let mut findings = Vec::new();
        let root = tree
            .text("Cargo.toml")
            .map_or_else(Table::new, |text| parse("Cargo.toml", text, &mut findings));
        let members = members(&root);
        let mut workspace = Workspace::default();
        for (path, text) in tree.texts() {
            let Some(folder) = path.strip_suffix("/Cargo.toml") else {
                continue;
            };
            if members.iter().any(|pattern| is_member(folder, pattern)) {
                let manifest = parse(path, text, &mut findings);
                workspace.crates.push(read_crate(folder, &manifest, &root));
            } else {
                findings.push(finding(
                    path,
                    "is no member of the workspace: add its folder to the root's `members`",
                ));
            }
        }
        findings.extend(workspace.crates.iter().filter_map(check_crate));
        (workspace, findings)
    }

    pub(super) fn find(&self, name: &str) -> Option<&Crate> {
        self.crates.iter().find(|one| one.name == name)
    }
}

fn check_crate(one: &Crate) -> Option<Finding> {
    let manifest = one.manifest();
    (!one.inherits_lints).then(|| {
        finding(
            &manifest,
            "does not take the workspace's lints: add `[lints] workspace = true`",
        )
    })
}

fn finding(place: &str, message: &str) -> Finding {
    Finding {
        rule: RULE,
        place: place.to_owned(),
        message: message.to_owned(),
    }
}

fn parse(path: &str, text: &str, findings: &mut Vec<Finding>) -> Table {
    text.parse().unwrap_or_else(|error: toml::de::Error| {
        findings.push(finding(path, &format!("is not valid TOML: {}", error.message())));
        Table::new()
    })
}

fn members(root: &Table) -> Vec<String> {
    let list = root
        .get("workspace")
        .and_then(|workspace| workspace.get("members"))
        .and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Whether a folder is named by a member pattern, in which `*` stands for one whole part.
fn is_member(folder: &str, pattern: &str) -> bool {
    let (folder, pattern): (Vec<&str>, Vec<&str>) = (folder.split('/').collect(), pattern.split('/').collect());
    folder.len() == pattern.len()
        && folder
            .iter()
            .zip(&pattern)
            .all(|(part, wanted)| *wanted == "*" || part == wanted)
}

fn read_crate(folder: &str, manifest: &Table, root: &Table) -> Crate {
    let package = |key: &str| {
        manifest
            .get("package")
            .and_then(|package| package.get(key))
            .and_then(Value::as_str)
    };
    let lints = manifest
        .get("lints")
        .and_then(|lints| lints.get("workspace"))
        .and_then(Value::as_bool);
    Crate {
        name: package("name").unwrap_or_default().to_owned(),
        folder: folder.to_owned(),
        description: package("description").unwrap_or_default().to_owned(),
        inherits_lints: lints == Some(true),
        dependencies: dependencies(manifest, root),
    }
}

/// What a manifest depends on, on every platform.
fn dependencies(manifest: &Table, root: &Table) -> Vec<Dependency> {
    let platforms = manifest.get("target").and_then(Value::as_table);
    let per_platform = platforms
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    let mut found = Vec::new();
    for table in std::iter::once(manifest).chain(per_platform) {
        for (section, kind) in [
            ("dependencies", Kind::Normal),
            ("build-dependencies", Kind::Build),
            ("dev-dependencies", Kind::Dev),
        ] {
            let entries = table.get(section).and_then(Value::as_table).into_iter().flatten();
            found.extend(entries.map(|(key, entry)| Dependency {
                package: package_of(key, entry, root),
                kind,
            }));
        }
    }
    found
}

/// The package behind a dependency's key: renamed here, renamed in the workspace, or the key itself.
fn package_of(key: &str, entry: &Value, root: &Table) -> String {
    let inherited = root
        .get("workspace")
        .and_then(|workspace| workspace.get("dependencies"))
        .and_then(|dependencies| dependencies.get(key))
        .filter(|_| entry.get("workspace").is_some());
    let renamed = |entry: &Value| entry.get("package").and_then(Value::as_str).map(str::to_owned);
    renamed(entry)
        .or_else(|| inherited.and_then(renamed))
        .unwrap_or_else(|| key.to_owned())
}
