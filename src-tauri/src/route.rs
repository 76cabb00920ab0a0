//! A `byline://` link, read as one of the window's own routes or as nothing: a link opens a screen and does no more.

use byline_types::{ReceiptId, WorkId};

/// The scheme that the installers register.
pub(crate) const SCHEME: &str = "byline://";
/// The longest link that is looked at.
const MAX_LINK_BYTES: usize = 256;
/// Screens that a link may open by their name alone.
const SCREENS: &[&str] = &["first-run", "ask", "publish", "works", "wallet", "network", "settings"];

/// The route that a link opens, as the page's address fragment: `#/works/work1…?leaf=12`. None where the link is anything
/// else than the scheme, a known screen, and the id or the place in a work that this screen takes.
pub(crate) fn of_link(link: &str) -> Option<String> {
    if link.len() > MAX_LINK_BYTES || !link.is_ascii() {
        return None;
    }
    let scheme = link.get(..SCHEME.len())?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return None;
    }
    let rest = &link[SCHEME.len()..];
    let (path, place) = match rest.split_once('?') {
        Some((path, place)) => (path, Some(place)),
        None => (rest, None),
    };
    // A browser adds the last slash to a link that names a screen alone.
    let path = path.strip_suffix('/').unwrap_or(path);
    let (screen, id) = match path.split_once('/') {
        Some((screen, id)) => (screen, Some(id)),
        None => (path, None),
    };
    // The screen stands where a web address has its host, whose case does not matter; the ids are compared as they are.
    let screen = SCREENS.iter().find(|known| screen.eq_ignore_ascii_case(known))?;
    match (*screen, id, place) {
        (screen, None, None) => Some(format!("#/{screen}")),
        ("ask", Some(id), None) => Some(format!("#/ask/{}", id.parse::<ReceiptId>().ok()?)),
        ("works", Some(id), None) => Some(format!("#/works/{}", id.parse::<WorkId>().ok()?)),
        ("works", Some(id), Some(place)) => Some(format!(
            "#/works/{}?{}",
            id.parse::<WorkId>().ok()?,
            place_in_work(place)?
        )),
        _ => None,
    }
}

/// `leaf=12`, or `from=3&to=40` in bytes.
fn place_in_work(place: &str) -> Option<String> {
    if let Some(leaf) = place.strip_prefix("leaf=") {
        return Some(format!("leaf={}", number(leaf)?));
    }
    let (from, to) = place.strip_prefix("from=")?.split_once("&to=")?;
    Some(format!("from={}&to={}", number(from)?, number(to)?))
}

/// A number in digits alone: `parse` by itself also takes a sign.
fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
