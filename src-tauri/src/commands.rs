//! What the page may call. Each command does one thing; what it may be used for is decided by the node and its token.

use crate::shell::{Connection, Failure, Shell};
use crate::window;
use std::path::PathBuf;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_dialog::DialogExt;

/// The header of `save_file` that names the file, percent-encoded as headers are ASCII.
const NAME_HEADER: &str = "name";
/// The longest name that is offered for a file.
const MAX_NAME_CHARACTERS: usize = 120;

/// Where the node is, and the page's token; waits until the node is open.
#[tauri::command]
pub(crate) async fn connection(app: AppHandle) -> Result<Connection, Failure> {
    apart(app, |app| app.state::<Shell>().connection()).await
}

/// Starts the node again after its death, or after it could not start.
#[tauri::command]
pub(crate) async fn restart_node(app: AppHandle) -> Result<Connection, Failure> {
    apart(app, |app| {
        let shell = app.state::<Shell>();
        shell.reopen(&app);
        shell.connection()
    })
    .await
}

/// Asks where to keep a file and writes it there; false where the person closed the dialog. The body of the call is the file.
#[tauri::command]
pub(crate) async fn save_file(app: AppHandle, request: Request<'_>) -> Result<bool, Failure> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(Failure::new("invalid_request", "the file is not given as bytes"));
    };
    let name = request
        .headers()
        .get(NAME_HEADER)
        .map_or(&[][..], |value| value.as_bytes());
    let (bytes, name) = (bytes.clone(), file_name(&percent_decoded(name)));
    apart(app, move |app| save(&app, &name, &bytes)).await
}

/// Whether the app starts with the session.
#[tauri::command]
pub(crate) fn autostart(app: AppHandle) -> Result<bool, Failure> {
    app.autolaunch()
        .is_enabled()
        .map_err(|error| Failure::new("autostart", error.to_string()))
}

/// Lets the app start with the session, or not.
#[tauri::command]
pub(crate) fn set_autostart(app: AppHandle, on: bool) -> Result<(), Failure> {
    let starter = app.autolaunch();
    let done = if on { starter.enable() } else { starter.disable() };
    done.map_err(|error| Failure::new("autostart", error.to_string()))
}

/// Shows the data folder in the system's file manager.
#[tauri::command]
pub(crate) fn open_folder(shell: State<'_, Shell>) -> Result<(), Failure> {
    let home = shell.home()?;
    open::that_detached(home).map_err(|error| Failure::new("io", error.to_string()))
}

/// Runs something that blocks on a thread for such things.
async fn apart<T, F>(app: AppHandle, run: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnOnce(AppHandle) -> Result<T, Failure> + Send + 'static,
{
    tauri::async_runtime::spawn_blocking(move || run(app))
        .await
        .unwrap_or_else(|error| Err(Failure::new("internal", error.to_string())))
}

fn save(app: &AppHandle, name: &str, bytes: &[u8]) -> Result<bool, Failure> {
    let mut dialog = app
        .dialog()
        .file()
        .set_title(app.state::<Shell>().texts().save)
        .set_file_name(name);
    if let Some(window) = app.get_webview_window(window::LABEL) {
        dialog = dialog.set_parent(&window);
    }
    let Some(path) = dialog.blocking_save_file() else {
        return Ok(false);
    };
    let path: PathBuf = path
        .into_path()
        .map_err(|error| Failure::new("io", error.to_string()))?;
    std::fs::write(&path, bytes)
        .map(|()| true)
        .map_err(|error| Failure::new("io", format!("{}: {error}", path.display())))
}

/// A name that is a name alone: no folders, no control characters, not hidden.
pub(crate) fn file_name(wanted: &str) -> String {
    let plain: String = wanted
        .chars()
        .map(|letter| {
            if letter.is_control() || r#"/\:*?"<>|"#.contains(letter) {
                '-'
            } else {
                letter
            }
        })
        .take(MAX_NAME_CHARACTERS)
        .collect();
    let name = plain.trim_start_matches(['.', ' ']);
    if name.is_empty() {
        "byline".to_owned()
    } else {
        name.to_owned()
    }
}

/// `%C3%A9` is é. What is no such escape stays, and what is no UTF-8 becomes the replacement character.
pub(crate) fn percent_decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        match (first, after) {
            (b'%', [high, low, ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high * 16 + low);
                    rest = &after[2..];
                    continue;
                }
                _ => bytes.push(b'%'),
            },
            _ => bytes.push(*first),
        }
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
