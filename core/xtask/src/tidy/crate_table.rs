//! The crate table of the code map: every crate of the workspace with its folder and what it is for, and nothing else.

use super::manifests::Workspace;
use super::{Finding, Tree};

const RULE: &str = "crate table";
const MAP: &str = "core/README.md";
const HEADING: [&str; 2] = ["folder", "crate"];

/// One row of the table.
struct Row<'a> {
    line: usize,
    folder: &'a str,
    name: &'a str,
    purpose: &'a str,
}

/// Checks that table and workspace say the same.
pub(super) fn check(tree: &Tree, workspace: &Workspace) -> Vec<Finding> {
    let rows = rows(tree.text(MAP).unwrap_or_default());
    let mut findings = Vec::new();
    for one in &workspace.crates {
        match rows
            .iter()
            .filter(|row| row.name == one.name && row.folder == one.folder)
            .count()
        {
            0 => findings.push(finding(
                MAP.into(),
                format!("has no row `{}` | `{}`", one.folder, one.name),
            )),
            1 => {}
            _ => findings.push(finding(MAP.into(), format!("has more than one row for {}", one.name))),
        }
    }
    for row in &rows {
        findings.extend(check_row(row, workspace).map(|message| finding(format!("{MAP}:{}", row.line), message)));
    }
    findings
}

fn check_row(row: &Row<'_>, workspace: &Workspace) -> Option<String> {
    let is_there = workspace
        .crates
        .iter()
        .any(|one| row.name == one.name && row.folder == one.folder);
    if !is_there {
        Some(format!("there is no crate {} in {}", row.name, row.folder))
    } else if row.purpose.is_empty() {
        Some(format!("does not say what {} is for", row.name))
    } else {
        None
    }
}

/// The rows below the heading `| folder | crate | …`, up to the first line that is no row.
fn rows(map: &str) -> Vec<Row<'_>> {
    let mut lines = map
        .lines()
        .enumerate()
        .skip_while(|(_, line)| !cells(line).starts_with(&HEADING));
    lines.by_ref().take(2).for_each(drop);
    lines.map_while(|(index, line)| row(index + 1, line)).collect()
}

fn row(line: usize, text: &str) -> Option<Row<'_>> {
    let cells = cells(text);
    let (folder, name) = (cells.first()?, cells.get(1)?);
    let purpose = cells.get(2).copied().unwrap_or_default();
    Some(Row {
        line,
        folder,
        name,
        purpose,
    })
}

/// The cells of a table line, without blanks and code marks around them.
fn cells(line: &str) -> Vec<&str> {
    let inside = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    let cells = inside.into_iter().flat_map(|inside| inside.split('|'));
    cells.map(|cell| cell.trim().trim_matches('`')).collect()
}

fn finding(place: String, message: String) -> Finding {
    Finding {
        rule: RULE,
        place,
        message,
    }
}
