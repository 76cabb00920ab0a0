//! Threads that listen to the node of this process for as long as it lives.

use crate::shell::{Failure, Shell, stopped};
use crate::{notices, questions};
use byline_api::{Host, HostEvent};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Weak};
use std::thread;
use tauri::{AppHandle, Manager};

/// Listens to what happens in the node, and to what waits for a person.
///
/// The threads keep neither the node nor its host: a home can be opened again only when nobody has its node any more. They end
/// when the host does.
pub(crate) fn over(app: &AppHandle, host: &Arc<Host>) {
    let pending = host.confirmations().subscribe();
    let asking = app.clone();
    thread::spawn(move || questions::ask_each(&asking, &pending));

    let (told, host, telling) = (host.events(), Arc::downgrade(host), app.clone());
    thread::spawn(move || {
        while let Some(failure) = tell_until_closed(&telling, &host, &told) {
            if let Some(failure) = failure {
                telling.state::<Shell>().lost(failure);
                return;
            }
        }
    });
}

/// Tells what happens in the node until it closes. Then: none where its host is gone; no failure where the node is open again;
/// else why it is not.
fn tell_until_closed(app: &AppHandle, host: &Weak<Host>, told: &Receiver<HostEvent>) -> Option<Option<Failure>> {
    let events = host.upgrade()?.node().map(|node| node.subscribe());
    for event in events.into_iter().flatten() {
        notices::tell(app, &event);
    }
    for event in told {
        match event {
            HostEvent::Closed => {}
            HostEvent::Reopened { .. } | HostEvent::Undone(_) => return Some(None),
            HostEvent::Failed(error) => return Some(Some(Failure::from(&*error))),
            HostEvent::Stopped => return Some(Some(stopped())),
        }
    }
    None
}
