//! Questions to the owner: a native dialog for each thing that a token may not do by itself. Web content can neither show one
//! nor answer it.

use crate::shell::Shell;
use crate::texts::{Question, filled};
use crate::window;
use byline_api::{ConfirmationState, Pending};
#[cfg(target_os = "linux")]
use gtk::prelude::*;
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};

/// Nobody reads a question in less: a yes that comes sooner was a key or a click meant for something else.
const READING: Duration = Duration::from_millis(1500);

/// Asks about each, one after the other, until nothing can come any more.
pub(crate) fn ask_each(app: &AppHandle, pending: &Receiver<Pending>) {
    for pending in pending {
        // It may have been answered in a terminal while another dialog was open, or have run out.
        if waits(app, &pending) {
            let approved = ask(app, &pending);
            if let Some(host) = app.state::<Shell>().host() {
                // One that was answered elsewhere meanwhile stays as it was answered there.
                let _ = host.confirmations().decide(&pending.id, approved);
            }
        }
    }
}

fn waits(app: &AppHandle, pending: &Pending) -> bool {
    let host = app.state::<Shell>().host();
    host.is_some_and(|host| host.confirmations().state(&pending.id) == Ok(ConfirmationState::Pending))
}

/// Asks until the answer is one that somebody can have meant. Closing the dialog is a no.
fn ask(app: &AppHandle, pending: &Pending) -> bool {
    let shell = app.state::<Shell>();
    let question = worded(
        shell.texts().confirm.question(&pending.kind),
        pending,
        shell.home().ok(),
    );
    window::raise(app);
    loop {
        let shown = Instant::now();
        let approved = show(app, &question);
        if !approved || shown.elapsed() >= READING {
            return approved;
        }
    }
}

/// Shows the dialog, and waits for the answer. The Enter key, the Escape key and closing are a no: what a person happens to
/// press when the dialog appears changes nothing.
#[cfg(target_os = "linux")]
fn show(app: &AppHandle, question: &Question) -> bool {
    let (answer, answered) = std::sync::mpsc::channel();
    let (handle, question) = (app.clone(), question.clone());
    let shown = app.run_on_main_thread(move || {
        let window = handle.get_webview_window(window::LABEL);
        let parent = window.and_then(|window| window.gtk_window().ok());
        let dialog = dialog(&question);
        dialog.set_transient_for(parent.as_ref());
        // Closing the dialog answers once more.
        let answer = std::cell::Cell::new(Some(answer));
        dialog.connect_response(move |dialog, response| {
            if let Some(answer) = answer.take() {
                // Where nobody waits any more the program is ending, and nothing is approved.
                let _ = answer.send(response == gtk::ResponseType::Ok);
                dialog.close();
            }
        });
        dialog.present();
    });
    shown.is_ok() && answered.recv().unwrap_or(false)
}

#[cfg(target_os = "linux")]
fn dialog(question: &Question) -> gtk::MessageDialog {
    let dialog = gtk::MessageDialog::builder()
        .modal(true)
        .message_type(gtk::MessageType::Warning)
        .title(&question.title)
        .text(&question.title)
        .secondary_text(&question.body)
        .build();
    let no = dialog.add_button(&question.no, gtk::ResponseType::Cancel);
    dialog.add_button(&question.yes, gtk::ResponseType::Ok);
    dialog.set_default_response(gtk::ResponseType::Cancel);
    no.grab_focus();
    dialog
}

/// Shows the dialog, and waits for the answer. The plugin takes closing for the second button, so that has to be the no.
#[cfg(not(target_os = "linux"))]
fn show(app: &AppHandle, question: &Question) -> bool {
    use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

    let (yes, no) = (question.yes.clone(), question.no.clone());
    let mut dialog = app
        .dialog()
        .message(&question.body)
        .title(&question.title)
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom(yes, no));
    if let Some(window) = app.get_webview_window(window::LABEL) {
        dialog = dialog.parent(&window);
    }
    dialog.blocking_show()
}

/// The question with what the node says is asked for. Every value is the node's own, made from the parsed request.
pub(crate) fn worded(question: &Question, pending: &Pending, home: Option<&Path>) -> Question {
    let summary = &pending.summary;
    let home = home.map(|home| home.display().to_string());
    let values = [
        ("kind", Some(pending.kind.as_str())),
        ("to", summary.to.as_deref()),
        ("address", summary.address.as_deref()),
        ("amount", summary.amount.as_deref()),
        ("account", summary.account.as_deref()),
        ("hold", summary.hold.as_deref()),
        ("daily_cap", summary.daily_cap.as_deref()),
        ("home", home.as_deref()),
    ]
    .map(|(name, value)| (name, value.unwrap_or("?")));
    Question {
        title: filled(&question.title, &values),
        body: filled(&question.body, &values),
        yes: filled(&question.yes, &values),
        no: filled(&question.no, &values),
    }
}
