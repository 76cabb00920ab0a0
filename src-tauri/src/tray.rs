//! The tray: a way back to a window that was closed, where the desktop has a place for it.

use crate::shell::Shell;
use crate::window;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::menu::{Menu, MenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager, Wry};

const SHOW: &str = "show";
const QUIT: &str = "quit";

/// Whether there is a tray to close to, and the menu entries whose language may change.
#[derive(Default)]
pub(crate) struct Tray {
    is_there: AtomicBool,
    entries: std::sync::OnceLock<Entries>,
}

struct Entries {
    show: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

impl Tray {
    /// Whether a window that is hidden can be brought back from the tray. Where not, closing the window ends the program.
    pub(crate) fn is_there(&self) -> bool {
        self.is_there.load(Ordering::Relaxed)
    }

    /// Says the menu again, in the language that is set now.
    pub(crate) fn translate(&self, app: &AppHandle) {
        if let Some(entries) = self.entries.get() {
            let texts = app.state::<Shell>().texts();
            // A menu that keeps its old language still works.
            let _ = entries.show.set_text(texts.tray.show);
            let _ = entries.quit.set_text(texts.tray.quit);
        }
    }

    /// Makes the icon, once; on the main thread.
    fn make(&self, app: &AppHandle) -> tauri::Result<()> {
        if self.entries.get().is_some() {
            return Ok(());
        }
        let texts = app.state::<Shell>().texts();
        let show = MenuItem::with_id(app, SHOW, texts.tray.show, true, None::<&str>)?;
        let quit = MenuItem::with_id(app, QUIT, texts.tray.quit, true, None::<&str>)?;
        let menu = Menu::with_items(app, &[&show, &quit])?;
        let builder = TrayIconBuilder::with_id("byline")
            .menu(&menu)
            .on_menu_event(|app, event| match event.id().as_ref() {
                SHOW => window::raise(app),
                QUIT => app.exit(0),
                _ => {}
            });
        match app.default_window_icon() {
            Some(icon) => builder.icon(icon.clone()),
            None => builder,
        }
        .build(app)?;
        let _ = self.entries.set(Entries { show, quit });
        Ok(())
    }
}

/// Makes the tray, and follows whether the desktop shows it.
///
/// A panel shows icons where it owns the name of the status notifier watcher on the session's bus. Without it an icon is made
/// and nobody sees it; and at login the panel may come up after this program.
#[cfg(target_os = "linux")]
pub(crate) fn follow(app: &AppHandle) {
    use gtk::gio;
    const PANEL: &str = "org.kde.StatusNotifierWatcher";
    let (coming, going) = (app.clone(), app.clone());
    // The watch lasts as long as the program: its id, with which it would be ended, is not needed.
    let _ = gio::bus_watch_name(
        gio::BusType::Session,
        PANEL,
        gio::BusNameWatcherFlags::NONE,
        move |_, _, _| came(&coming),
        move |_, _| went(&going),
    );
}

/// Makes the tray: these systems always have a place for it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn follow(app: &AppHandle) {
    came(app);
}

fn came(app: &AppHandle) {
    let tray = app.state::<Tray>();
    // The library behind the icon is loaded when it is first used, and its binding panics where it is not installed.
    let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tray.make(app)));
    tray.is_there.store(matches!(made, Ok(Ok(()))), Ordering::Relaxed);
    if !tray.is_there() {
        window::minimise_if_hidden(app);
    }
}

#[cfg(target_os = "linux")]
fn went(app: &AppHandle) {
    app.state::<Tray>().is_there.store(false, Ordering::Relaxed);
    window::minimise_if_hidden(app);
}
