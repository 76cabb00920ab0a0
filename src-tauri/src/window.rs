//! The one window: how it is made, closed, brought back, and told to open a screen.

use crate::tray::Tray;
use tauri::utils::config::Color;
use tauri::{AppHandle, Emitter, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// The window's name among windows; its capability and its commands are given to this name.
pub(crate) const LABEL: &str = "main";
/// Told to the page with a route: open this screen.
const OPEN_ROUTE: &str = "open-route";
/// The product's name, which is the same in every language.
const TITLE: &str = "Byline";
/// The size that the screens are drawn for, and the least at which everything has its place.
const SIZE: (f64, f64) = (1280.0, 800.0);
const LEAST_SIZE: (f64, f64) = (640.0, 480.0);
/// The paper of either theme, shown until the page is drawn: the same values as in the page's `tokens.css`.
const LIGHT_PAPER: Color = Color(0xf7, 0xf7, 0xf4, 0xff);
const DARK_PAPER: Color = Color(0x17, 0x18, 0x1a, 0xff);

/// Makes the window, at `route` where a link asked for one.
pub(crate) fn make(app: &AppHandle, route: Option<&str>, visible: bool) -> tauri::Result<WebviewWindow> {
    let page = format!("index.html{}", route.unwrap_or_default());
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(page.into()))
        .title(TITLE)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST_SIZE.0, LEAST_SIZE.1)
        .background_color(LIGHT_PAPER)
        .visible(visible)
        .on_navigation(is_ours)
        // The page takes files by dragging; the window's own handler would keep them from it.
        .disable_drag_drop_handler()
        .build()?;
    if matches!(window.theme(), Ok(Theme::Dark)) {
        window.set_background_color(Some(DARK_PAPER))?;
    }
    Ok(window)
}

/// Whether the window may go there: to its own page, and nowhere else.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows has no schemes of a program's own in its web view.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// Closing hides the window where a tray brings it back, and ends the program elsewhere.
pub(crate) fn on_event(window: &tauri::Window, event: &WindowEvent) {
    let tray = window.state::<Tray>();
    match event {
        WindowEvent::CloseRequested { api, .. } if tray.is_there() => {
            api.prevent_close();
            let _ = window.hide();
        }
        // Whoever goes to the tray leaves the window first: what it says is made right by then.
        WindowEvent::Focused(false) => tray.translate(window.app_handle()),
        _ => {}
    }
}

/// Shows the window before all others.
pub(crate) fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window manager that refuses has its reasons; there is nobody to tell but the person who sees it.
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Puts a window that was started hidden where it can be found, when it turns out that there is no tray.
pub(crate) fn minimise_if_hidden(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL)
        && matches!(window.is_visible(), Ok(false))
    {
        let _ = window.show();
        let _ = window.minimize();
    }
}

/// Opens a screen in the page.
pub(crate) fn open(app: &AppHandle, route: &str) {
    let _ = app.emit_to(LABEL, OPEN_ROUTE, route);
}
