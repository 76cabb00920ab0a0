//! Notifications: what is worth telling somebody who is not looking, and each of them once.

use crate::shell::Shell;
use crate::texts::filled;
use byline_node::NodeEvent;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

/// What was shown already, in the app's own folder for configuration.
const FILE: &str = "notices.json";
/// The most bytes of that file that are read.
const MAX_FILE_BYTES: u64 = 4096;

/// What was shown already.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    /// The first earning.
    pub(crate) first_earning: bool,
}

/// Tells what happened, where it is worth telling.
pub(crate) fn tell(app: &AppHandle, event: &NodeEvent) {
    let NodeEvent::Earned { amount, .. } = event else {
        return;
    };
    let Some(file) = file(app) else {
        return;
    };
    let shown = Shown::read(&file);
    if shown.first_earning {
        return;
    }
    let note = app.state::<Shell>().texts().first_earning;
    let body = filled(&note.body, &[("amount", &amount.to_string())]);
    // A desktop without notifications is one where nobody asked for them.
    let _ = app.notification().builder().title(note.title).body(body).show();
    let now = Shown { first_earning: true };
    // Where it cannot be remembered it is told again at the next start, which is better than never.
    let _ = now.write(&file);
}

fn file(app: &AppHandle) -> Option<PathBuf> {
    Some(app.path().app_config_dir().ok()?.join(FILE))
}

impl Shown {
    /// What the file says; nothing was shown where it says nothing that can be read.
    pub(crate) fn read(file: &Path) -> Shown {
        let is_short = std::fs::metadata(file).is_ok_and(|about| about.len() <= MAX_FILE_BYTES);
        let text = if is_short {
            std::fs::read(file).unwrap_or_default()
        } else {
            Vec::new()
        };
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Writes the file, and its folder where there is none.
    pub(crate) fn write(&self, file: &Path) -> std::io::Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let draft = file.with_extension("new");
        std::fs::write(&draft, serde_json::to_vec(self)?)?;
        std::fs::rename(draft, file)
    }
}
