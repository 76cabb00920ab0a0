//! The program from start to end: plugins, window, tray, node.

use crate::arguments::{Arguments, HIDDEN};
use crate::shell::Shell;
use crate::tray::Tray;
use crate::{commands, other, tray, window};
use std::thread;
use tauri::utils::config::{Csp, CspDirectiveSources};
use tauri::{App, AppHandle, Context, Manager, RunEvent, Wry};

/// Runs until the person quits.
///
/// # Errors
/// There is no display, or no web view.
pub(crate) fn run(arguments: Arguments) -> tauri::Result<()> {
    let port = other::choose_port(arguments.home.as_deref());
    let mut context = context();
    allow_port(&mut context.config_mut().app.security.csp, port);
    let shell = Shell::new(&arguments, port);
    let app = tauri::Builder::default()
        // The first of all: a second start must end before it touches anything.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            second_start(app, arguments)
        }))
        .plugin(tauri_plugin_autostart::Builder::new().arg(HIDDEN).build())
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .manage(shell)
        .manage(Tray::default())
        .invoke_handler(tauri::generate_handler![
            commands::connection,
            commands::restart_node,
            commands::save_file,
            commands::autostart,
            commands::set_autostart,
            commands::open_folder,
        ])
        .on_window_event(window::on_event)
        .setup(move |app| Ok(start(app, &arguments)?))
        .build(context)?;
    end_with_signals(app.handle());
    app.run(|app, event| match event {
        RunEvent::Exit => app.state::<Shell>().close(),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::raise(app),
        _ => {}
    });
    Ok(())
}

/// The page, the icons and `tauri.conf.json`, as they were when the program was built.
#[expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the macro writes code of its own"
)]
fn context() -> Context<Wry> {
    tauri::generate_context!()
}

/// Shows the window at once, and opens the node beside it: the page asks where it is, and waits for the answer.
fn start(app: &App, arguments: &Arguments) -> tauri::Result<()> {
    let app = app.handle();
    window::make(app, arguments.route.as_deref(), !arguments.hidden)?;
    tray::follow(app);
    follow_links(app);
    let opening = app.clone();
    thread::spawn(move || opening.state::<Shell>().open(&opening));
    Ok(())
}

/// Somebody started the program again, or followed a link to it: the window that is there comes forward.
fn second_start(app: &AppHandle, arguments: Vec<String>) {
    let arguments = arguments.into_iter().skip(1).map(Into::into);
    let wanted = Arguments::parse(arguments, |_| None);
    if !wanted.hidden {
        window::raise(app);
    }
    if let Some(route) = wanted.route {
        window::open(app, &route);
    }
}

/// On macOS a link comes as an event; elsewhere it is an argument of a second start.
#[cfg(target_os = "macos")]
fn follow_links(app: &AppHandle) {
    use tauri_plugin_deep_link::DeepLinkExt;
    let opening = app.clone();
    app.deep_link().on_open_url(move |event| {
        window::raise(&opening);
        if let Some(route) = event
            .urls()
            .iter()
            .find_map(|link| crate::route::of_link(link.as_str()))
        {
            window::open(&opening, &route);
        }
    });
}

#[cfg(not(target_os = "macos"))]
fn follow_links(_: &AppHandle) {}

/// Lets the page speak to the node on this port, and to nothing else in the world.
pub(crate) fn allow_port(csp: &mut Option<Csp>, port: u16) {
    if let Some(Csp::DirectiveMap(directives)) = csp {
        let connect = format!("ipc: http://ipc.localhost http://127.0.0.1:{port}");
        directives.insert("connect-src".to_owned(), CspDirectiveSources::Inline(connect));
    }
}

/// Ends in order when the system asks: the node settles what is owed and leaves its folder.
fn end_with_signals(app: &AppHandle) {
    let app = app.clone();
    // Without it the program ends at once, which loses nothing either: the next start settles.
    let _ = ctrlc::set_handler(move || app.exit(0));
}
